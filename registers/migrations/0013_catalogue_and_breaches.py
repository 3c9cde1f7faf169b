"""Copies from the catalogue and what was decided about them; the decisions that a closed breach has, and who was told."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from registers.migrations._together import CreateTogether
from django.utils import timezone

KEPT = ("breachreport", "breachnotice")
COPIED = ("cataloguecopy", "cataloguedecision")
ROLES = {
    "privacy-officer": {
        **dict.fromkeys(KEPT, ("view", "add", "change", "delete")),
        **dict.fromkeys(COPIED, ("view",)),
    },
    "auditor": dict.fromkeys((*KEPT, *COPIED), ("view",)),
}


BEFORE, REOPENED = "0013: as it was closed", "0013: opened, a decision lacks its reason"


def reopen(apps, _schema):
    """Open what was closed without its decisions, so that somebody takes them. The history tells it, and keeps the way back."""
    breach = apps.get_model("registers", "Breach")
    closed = breach.objects.exclude(closed_at=None)
    unassessed = models.Q(risk="unknown") | models.Q(risk_reason="")
    unreported = models.Q(reported_at=None, not_reported_reason="")
    untold = models.Q(risk="high", told_at=None, not_told_reason="")
    for row in closed.filter(unassessed | unreported | untold):
        _remember(apps, row, BEFORE)
        row.closed_at = None
        row.save(update_fields=["closed_at"])
        _remember(apps, row, REOPENED)


def close_again(apps, _schema):
    """Close what this migration opened and nobody touched since, on the day that it was closed on."""
    breach = apps.get_model("registers", "Breach")
    history = apps.get_model("registers", "HistoricalBreach").objects
    for row in breach.objects.filter(closed_at=None):
        newest = history.filter(id=row.pk).order_by("-history_date", "-history_id")[:2]
        if [line.history_change_reason for line in newest] == [REOPENED, BEFORE]:
            row.closed_at = newest[1].closed_at
            row.save(update_fields=["closed_at"])
            _remember(apps, row, "")


def _remember(apps, row, reason):
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    told = {"history_date": timezone.now(), "history_type": "~", "history_change_reason": reason}
    apps.get_model("registers", "HistoricalBreach").objects.create(**told, **columns)


def _permissions(apps, rights):
    types = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    for model, verbs in sorted(rights.items()):
        kind, _made = types.objects.get_or_create(app_label="registers", model=model)
        for verb in verbs:
            named = {"name": f"Can {verb} {model}"}
            one, _made = permissions.objects.get_or_create(
                content_type=kind, codename=f"{verb}_{model}", defaults=named
            )
            yield one


def seed(apps, _schema):
    """Give the roles what they may do with the new tables."""
    groups = apps.get_model("auth", "Group")
    for role, rights in ROLES.items():
        group, _made = groups.objects.get_or_create(name=role)
        group.permissions.add(*_permissions(apps, rights))


def unseed(apps, _schema):
    """Take it back; the groups are of those who made them."""
    groups = apps.get_model("auth", "Group")
    for role, rights in ROLES.items():
        for group in groups.objects.filter(name=role):
            group.permissions.remove(*_permissions(apps, rights))


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0012_publication'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='BreachNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('due_at', models.DateTimeField(blank=True, help_text='Empty: no term was agreed on; without undue delay.', null=True, verbose_name='at the latest')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told at')),
                    ('not_told_reason', models.TextField(blank=True, verbose_name='why not told')),
                    ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='registers.breach', verbose_name='breach')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breach_notices', to='registers.party', verbose_name='client')),
                ],
                options={
                    'verbose_name': 'client to tell',
                    'verbose_name_plural': 'clients to tell',
                    'ordering': ['breach', 'due_at', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('breach', 'party'), name='client_once_per_breach'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BreachReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('sent_at', models.DateTimeField(verbose_name='sent at')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='reference of the report')),
                    ('told', models.TextField(verbose_name='what was added or changed')),
                    ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='registers.breach', verbose_name='breach')),
                ],
                options={
                    'verbose_name': 'follow-up report',
                    'verbose_name_plural': 'follow-up reports',
                    'ordering': ['breach', 'sent_at', 'id'],
                },
            ),
            migrations.CreateModel(
                name='CatalogueCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('entry', models.SlugField(max_length=80, verbose_name='from the catalogue')),
                    ('version', models.DateField(verbose_name='version of the catalogue')),
                    ('country', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2}\\Z', 'give the country as two capitals (ISO 3166), e.g. NL or BE')], verbose_name='country')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('body', models.JSONField(verbose_name='the entry as it was copied')),
                    ('copied_at', models.DateTimeField(verbose_name='copied at')),
                    ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_copy', to='registers.processingactivity', verbose_name='processing activity')),
                ],
                options={
                    'verbose_name': 'copy from the catalogue',
                    'verbose_name_plural': 'copies from the catalogue',
                    'ordering': ['entry', 'id'],
                },
            ),
            migrations.CreateModel(
                name='CatalogueDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('piece', models.CharField(max_length=120, verbose_name='piece')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('decision', models.CharField(choices=[('taken', 'taken over'), ('left', 'left as it is here')], max_length=10, verbose_name='decision')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('at', models.DateTimeField(verbose_name='at')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='registers.cataloguecopy', verbose_name='copy from the catalogue')),
                ],
                options={
                    'verbose_name': 'decision about the catalogue',
                    'verbose_name_plural': 'decisions about the catalogue',
                    'ordering': ['copy', 'at', 'id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('decision__in', ['taken', 'left'])), name='piece_decision_known'),
                        models.UniqueConstraint(fields=('copy', 'piece', 'sha256'), name='piece_decided_once'),
                        models.CheckConstraint(condition=models.Q(('decision', 'taken'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='piece_left_with_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='HistoricalBreachNotice',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('due_at', models.DateTimeField(blank=True, help_text='Empty: no term was agreed on; without undue delay.', null=True, verbose_name='at the latest')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told at')),
                    ('not_told_reason', models.TextField(blank=True, verbose_name='why not told')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('breach', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.breach', verbose_name='breach')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('party', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.party', verbose_name='client')),
                ],
                options={
                    'verbose_name': 'historical client to tell',
                    'verbose_name_plural': 'historical clients to tell',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalBreachReport',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('sent_at', models.DateTimeField(verbose_name='sent at')),
                    ('reference', models.CharField(blank=True, max_length=100, verbose_name='reference of the report')),
                    ('told', models.TextField(verbose_name='what was added or changed')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('breach', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.breach', verbose_name='breach')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical follow-up report',
                    'verbose_name_plural': 'historical follow-up reports',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCatalogueCopy',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('entry', models.SlugField(max_length=80, verbose_name='from the catalogue')),
                    ('version', models.DateField(verbose_name='version of the catalogue')),
                    ('country', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2}\\Z', 'give the country as two capitals (ISO 3166), e.g. NL or BE')], verbose_name='country')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('body', models.JSONField(verbose_name='the entry as it was copied')),
                    ('copied_at', models.DateTimeField(verbose_name='copied at')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.processingactivity', verbose_name='processing activity')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical copy from the catalogue',
                    'verbose_name_plural': 'historical copies from the catalogue',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCatalogueDecision',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('piece', models.CharField(max_length=120, verbose_name='piece')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('decision', models.CharField(choices=[('taken', 'taken over'), ('left', 'left as it is here')], max_length=10, verbose_name='decision')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('at', models.DateTimeField(verbose_name='at')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('copy', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.cataloguecopy', verbose_name='copy from the catalogue')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical decision about the catalogue',
                    'verbose_name_plural': 'historical decisions about the catalogue',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ]),
        migrations.AddField(
            model_name='historicalretentionrule',
            name='chosen',
            field=models.CharField(choices=[('unknown', 'not answered'), ('yes', 'yes'), ('no', 'no')], default='unknown', help_text='Art. 5(2): a proposal is no choice.', max_length=10, verbose_name='was the term chosen by us?'),
        ),
        migrations.AddField(
            model_name='historicalretentionrule',
            name='least_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='proposed: at least (months)'),
        ),
        migrations.AddField(
            model_name='historicalretentionrule',
            name='most_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='proposed: at most (months)'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='chosen',
            field=models.CharField(choices=[('unknown', 'not answered'), ('yes', 'yes'), ('no', 'no')], default='unknown', help_text='Art. 5(2): a proposal is no choice.', max_length=10, verbose_name='was the term chosen by us?'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='least_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='proposed: at least (months)'),
        ),
        migrations.AddField(
            model_name='retentionrule',
            name='most_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='proposed: at most (months)'),
        ),
        migrations.RunPython(reopen, close_again),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(models.Q(('risk', 'unknown'), _negated=True), models.Q(('risk_reason', ''), _negated=True)), _connector='OR'), name='breach_closed_assessed'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('reported_at__isnull', False), models.Q(('not_reported_reason', ''), _negated=True), _connector='OR'), name='breach_closed_report_decided'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('risk', 'high'), _negated=True), ('told_at__isnull', False), models.Q(('not_told_reason', ''), _negated=True), _connector='OR'), name='breach_closed_people_decided'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('chosen__in', ['unknown', 'yes', 'no'])), name='retention_chosen_known'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('least_months__isnull', True), ('most_months__isnull', True)), models.Q(('least_months__isnull', False), ('most_months__gte', models.F('least_months')), ('most_months__isnull', False)), _connector='OR'), name='retention_range_whole'),
        ),
        migrations.RunPython(seed, unseed),
    ]
