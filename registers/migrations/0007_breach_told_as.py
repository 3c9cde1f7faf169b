"""In which role an organisation hears of a breach; words beside fields that say what is to be checked."""

import django.db.models.deletion
import registers.models.register.base
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("registers", "0006_fact_of_api_keys"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="breachnotice",
            options={"ordering": ["breach", "due_at", "id"], "verbose_name": "organisation to tell", "verbose_name_plural": "organisations to tell"},
        ),
        migrations.AlterModelOptions(
            name="historicalbreachnotice",
            options={"get_latest_by": ("history_date", "history_id"), "ordering": ("-history_date", "-history_id"), "verbose_name": "historical organisation to tell", "verbose_name_plural": "historical organisations to tell"},
        ),
        migrations.AddField(
            model_name="breachnotice",
            name="told_as",
            field=models.CharField(choices=[("client", "client (art. 33(2))"), ("joint", "joint controller (art. 26)")], default="client", max_length=10, verbose_name="in the role of"),
        ),
        migrations.AddField(
            model_name="historicalbreachnotice",
            name="told_as",
            field=models.CharField(choices=[("client", "client (art. 33(2))"), ("joint", "joint controller (art. 26)")], default="client", max_length=10, verbose_name="in the role of"),
        ),
        migrations.AlterField(
            model_name="breach",
            name="facts",
            field=models.TextField(blank=True, help_text="Art. 33(5).", verbose_name="facts of the breach"),
        ),
        migrations.AlterField(
            model_name="breachnotice",
            name="party",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="breach_notices", to="registers.party", verbose_name="organisation"),
        ),
        migrations.AlterField(
            model_name="historicalbreach",
            name="facts",
            field=models.TextField(blank=True, help_text="Art. 33(5).", verbose_name="facts of the breach"),
        ),
        migrations.AlterField(
            model_name="historicalbreachnotice",
            name="party",
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="registers.party", verbose_name="organisation"),
        ),
        migrations.AlterField(
            model_name="historicalprocessingactivity",
            name="dpia_criteria",
            field=registers.models.register.base.CodesField(blank=True, default=list, help_text="Art. 35(1): two or more of the nine criteria (WP 248) point to a DPIA; to be checked.", verbose_name="criteria that apply"),
        ),
        migrations.AlterField(
            model_name="historicalprocessingactivity",
            name="dpia_kinds",
            field=registers.models.register.base.CodesField(blank=True, default=list, help_text="Art. 35(4): the Dutch list of 27 November 2019, in short words. Its full text is to be checked.", verbose_name="kinds on the list of the authority"),
        ),
        migrations.AlterField(
            model_name="processingactivity",
            name="dpia_criteria",
            field=registers.models.register.base.CodesField(blank=True, default=list, help_text="Art. 35(1): two or more of the nine criteria (WP 248) point to a DPIA; to be checked.", verbose_name="criteria that apply"),
        ),
        migrations.AlterField(
            model_name="processingactivity",
            name="dpia_kinds",
            field=registers.models.register.base.CodesField(blank=True, default=list, help_text="Art. 35(4): the Dutch list of 27 November 2019, in short words. Its full text is to be checked.", verbose_name="kinds on the list of the authority"),
        ),
        migrations.AddConstraint(
            model_name="breachnotice",
            constraint=models.CheckConstraint(condition=models.Q(("told_as__in", ["client", "joint"])), name="breach_notice_told_as_known"),
        ),
    ]
