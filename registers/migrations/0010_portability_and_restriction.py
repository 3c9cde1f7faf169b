"""How the organisation came by a value (art. 20), and how a row says that its use is restricted (art. 18)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0009_register_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalsourcefield',
            name='provided',
            field=models.CharField(blank=True, choices=[('given', 'given by the person'), ('observed', 'observed while the person used the service'), ('inferred', 'inferred by the organisation')], max_length=10, verbose_name='came by it'),
        ),
        migrations.AddField(
            model_name='historicalsourcetable',
            name='provided',
            field=models.CharField(blank=True, choices=[('given', 'given by the person'), ('observed', 'observed while the person used the service'), ('inferred', 'inferred by the organisation')], max_length=10, verbose_name='came by it'),
        ),
        migrations.AddField(
            model_name='historicalsourcetable',
            name='restriction',
            field=models.JSONField(blank=True, default=dict, verbose_name='mark of restriction'),
        ),
        migrations.AddField(
            model_name='sourcefield',
            name='provided',
            field=models.CharField(blank=True, choices=[('given', 'given by the person'), ('observed', 'observed while the person used the service'), ('inferred', 'inferred by the organisation')], max_length=10, verbose_name='came by it'),
        ),
        migrations.AddField(
            model_name='sourcetable',
            name='provided',
            field=models.CharField(blank=True, choices=[('given', 'given by the person'), ('observed', 'observed while the person used the service'), ('inferred', 'inferred by the organisation')], max_length=10, verbose_name='came by it'),
        ),
        migrations.AddField(
            model_name='sourcetable',
            name='restriction',
            field=models.JSONField(blank=True, default=dict, verbose_name='mark of restriction'),
        ),
        migrations.AddConstraint(
            model_name='sourcefield',
            constraint=models.CheckConstraint(condition=models.Q(('provided__in', ['given', 'observed', 'inferred', ''])), name='field_provided_known'),
        ),
        migrations.AddConstraint(
            model_name='sourcetable',
            constraint=models.CheckConstraint(condition=models.Q(('provided__in', ['given', 'observed', 'inferred', ''])), name='table_provided_known'),
        ),
    ]
