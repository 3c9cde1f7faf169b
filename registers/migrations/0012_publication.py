"""Where organisations publish, and the authorities of art. 77 as dated rows; who may do something with them."""

import datetime as dt
import django.core.validators
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


AUTHORITIES = [
    {
        "country": "NL",
        "name": "Autoriteit Persoonsgegevens",
        "site": "autoriteitpersoonsgegevens.nl",
        "valid_from": dt.date(2016, 1, 1),
        "reference": "art. 6 UAVG; begindatum te controleren",
        "status": "to_check",
    },
    {
        "country": "BE",
        "name": "Gegevensbeschermingsautoriteit",
        "site": "gegevensbeschermingsautoriteit.be",
        "valid_from": dt.date(2018, 5, 25),
        "reference": "gegevensbeschermingsautoriteit.be, het recht van inzage; begindatum te controleren",
        "status": "to_check",
    },
]
ROLES = {
    "privacy-officer": {
        "publication": ("view", "add", "change"),
        "supervisoryauthority": ("view", "add", "change", "delete"),
    },
    "auditor": {"publication": ("view",), "supervisoryauthority": ("view",)},
}


def seed(apps, _schema):
    """Each authority once, with one line of history, and the permissions of the roles."""
    authority = apps.get_model("registers", "SupervisoryAuthority")
    history = apps.get_model("registers", "HistoricalSupervisoryAuthority")
    columns = [field.attname for field in authority._meta.concrete_fields]
    for row in AUTHORITIES:
        uid = uuid.uuid5(uuid.NAMESPACE_URL, f"waarborg/supervisoryauthority/{row['country'].lower()}")
        made, new = authority.objects.get_or_create(uid=uid, defaults=row)
        if not new:
            continue
        history.objects.create(
            history_date=timezone.now(), history_type="+", **{name: getattr(made, name) for name in columns}
        )
    for group, permission in _permissions(apps):
        group.permissions.add(permission)


def unseed(apps, _schema):
    """Take the permissions back; the tables go with their rows."""
    for group, permission in _permissions(apps):
        group.permissions.remove(permission)


def _permissions(apps):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for role, wanted in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for model, verbs in wanted.items():
            kind, _made = types.objects.get_or_create(app_label="registers", model=model)
            for verb in verbs:
                codename = f"{verb}_{model}"
                given = {"name": f"Can {verb} {model}"}
                yield group, permissions.objects.get_or_create(content_type=kind, codename=codename, defaults=given)[0]



class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0011_statement_of_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPublication',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                ('slug', models.SlugField(help_text='Small letters and -.', max_length=63, verbose_name='name in the address')),
                ('register_on', models.BooleanField(default=False, help_text='On /register/, for everybody.', verbose_name='show the public register')),
                ('statement_on', models.BooleanField(default=False, help_text='On /privacyverklaring/, for everybody.', verbose_name='show the privacy statement')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'own': True}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.party', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'historical publication',
                'verbose_name_plural': 'historical publications',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSupervisoryAuthority',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                ('country', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2}\\Z', 'give the country as two capitals (ISO 3166), e.g. NL or BE')], verbose_name='country')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('site', models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('\\A[a-z0-9-]+(\\.[a-z0-9-]+)+\\Z', 'give the name of the site, as example.org')], verbose_name='website')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('status', models.CharField(choices=[('confirmed', 'confirmed by a source'), ('confirmed_old', 'confirmed in an older text'), ('secondary', 'confirmed by a secondary source'), ('to_check', 'to be checked')], default='to_check', max_length=20, verbose_name='legal status')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical privacy authority',
                'verbose_name_plural': 'historical privacy authorities',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('slug', models.SlugField(help_text='Small letters and -.', max_length=63, unique=True, verbose_name='name in the address')),
                ('register_on', models.BooleanField(default=False, help_text='On /register/, for everybody.', verbose_name='show the public register')),
                ('statement_on', models.BooleanField(default=False, help_text='On /privacyverklaring/, for everybody.', verbose_name='show the privacy statement')),
                ('organisation', models.OneToOneField(limit_choices_to={'own': True}, on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='registers.party', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='SupervisoryAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('country', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('\\A[A-Z]{2}\\Z', 'give the country as two capitals (ISO 3166), e.g. NL or BE')], verbose_name='country')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('site', models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('\\A[a-z0-9-]+(\\.[a-z0-9-]+)+\\Z', 'give the name of the site, as example.org')], verbose_name='website')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('status', models.CharField(choices=[('confirmed', 'confirmed by a source'), ('confirmed_old', 'confirmed in an older text'), ('secondary', 'confirmed by a secondary source'), ('to_check', 'to be checked')], default='to_check', max_length=20, verbose_name='legal status')),
            ],
            options={
                'verbose_name': 'privacy authority',
                'verbose_name_plural': 'privacy authorities',
                'ordering': ['country', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['confirmed', 'confirmed_old', 'secondary', 'to_check'])), name='authority_status_known'), models.UniqueConstraint(fields=('country', 'valid_from'), name='authority_once_per_day')],
            },
        ),
        migrations.RunPython(seed, unseed, elidable=False),
    ]
