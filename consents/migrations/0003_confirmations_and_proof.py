"""Codes that confirm a consent, requests for its proof, authorisations for minors; their dated terms and roles."""

import datetime as dt
import uuid

import django.db.models.deletion
from django.db import migrations, models

from registers.migrations._together import CreateTogether
from django.utils import timezone

CODE = "Code Telemarketing 2024"
SEEDS = [
    {
        "code": "consent-proof-days",
        "label": "Bewijs van toestemming aan de consument",
        "value": 5,
        "unit": "werkdagen",
        "valid_from": dt.date(2024, 10, 15),
        "reference": f"{CODE}, Stichting Reclame Code; de telling in werkdagen is bevestigd, het begin van de telling niet",
        "status": "confirmed",
    },
    {
        "code": "consent-proof-years",
        "label": "Huisnorm: bewijs van een toestemming bewaren na het einde ervan",
        "value": 5,
        "unit": "jaar",
        "valid_from": dt.date(2018, 5, 25),
        "reference": "AVG, artikel 7 lid 1 en 17 lid 3(e); de wet noemt geen termijn, vijf jaar volgt de verjaring van BW 3:310",
        "status": "to_check",
    },
    {
        "code": "consent-age-nl",
        "label": "Leeftijd voor eigen toestemming, Nederland",
        "value": 16,
        "unit": "jaar",
        "valid_from": dt.date(2018, 5, 25),
        "reference": "AVG, artikel 8 lid 1; UAVG, artikel 5",
        "status": "confirmed",
    },
    {
        "code": "consent-age-be",
        "label": "Leeftijd voor eigen toestemming, België",
        "value": 13,
        "unit": "jaar",
        "valid_from": dt.date(2018, 9, 5),
        "reference": "Wet van 30 juli 2018, artikel 7; begindatum te controleren",
        "status": "confirmed",
    },
]
ROLES = {
    "balie": {"confirmation": ("view", "add"), "proofrequest": ("view", "add", "change")},
    "privacy-officer": {
        "confirmation": ("view", "add"),
        "proofrequest": ("view", "add", "change"),
        "authorisation": ("view", "add"),
    },
    "auditor": {"confirmation": ("view",), "proofrequest": ("view",), "authorisation": ("view",)},
}


def seed(apps, _schema):
    """Each number once, with one line of history, and the permissions of the roles."""
    numbers, history = apps.get_model("registers", "LegalParameter"), apps.get_model("registers", "HistoricalLegalParameter")
    columns = [field.attname for field in numbers._meta.concrete_fields]
    for row in SEEDS:
        if numbers.objects.filter(code=row["code"]).exists():
            continue
        made = numbers.objects.create(uid=_uid(row), **row)
        history.objects.create(
            history_date=timezone.now(), history_type="+", **{name: getattr(made, name) for name in columns}
        )
    for group, permission in _permissions(apps):
        group.permissions.add(permission)


def unseed(apps, _schema):
    """Take back the permissions, and the numbers that are still as they were sown."""
    numbers, history = apps.get_model("registers", "LegalParameter"), apps.get_model("registers", "HistoricalLegalParameter")
    for row in SEEDS:
        if history.objects.filter(uid=_uid(row)).count() <= 1 and numbers.objects.filter(uid=_uid(row), **row).delete()[0]:
            history.objects.filter(uid=_uid(row)).delete()
    for group, permission in _permissions(apps):
        group.permissions.remove(permission)


def _uid(row):
    return uuid.uuid5(uuid.NAMESPACE_URL, f"waarborg/legalparameter/{row['code']}")


def _permissions(apps):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for role, wanted in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for model, verbs in wanted.items():
            kind, _made = types.objects.get_or_create(app_label="consents", model=model)
            for verb in verbs:
                codename = f"{verb}_{model}"
                given = {"name": f"Can {verb} {model}"}
                yield group, permissions.objects.get_or_create(content_type=kind, codename=codename, defaults=given)[0]


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0002_triggers'),
        ('registers', '0014_facts_of_consents'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Authorisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('method', models.CharField(choices=[('web', 'web form'), ('app', 'app'), ('phone', 'phone call'), ('ivr', 'phone menu (IVR)'), ('email', 'e-mail'), ('sms', 'SMS'), ('letter', 'letter'), ('paper', 'paper form'), ('in_person', 'in person'), ('portal', 'portal'), ('api', 'another system of the organisation'), ('import', 'import')], max_length=12, verbose_name='method')),
                    ('stated_at', models.DateTimeField(verbose_name='stated moment')),
                    ('evidence_file', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the proof')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='authorisation', to='consents.consentevent', verbose_name='consent of the minor')),
                    ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorisations', to='consents.person', verbose_name='representative')),
                ],
                options={
                    'verbose_name': 'authorisation by a representative',
                    'verbose_name_plural': 'authorisations by representatives',
                    'ordering': ['id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['web', 'app', 'phone', 'ivr', 'email', 'sms', 'letter', 'paper', 'in_person', 'portal', 'api', 'import'])), name='authorisation_method_known')],
                },
            ),
            migrations.CreateModel(
                name='Confirmation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('way', models.CharField(choices=[('email', 'link by e-mail'), ('sms', 'code by SMS')], max_length=8, verbose_name='sent by')),
                    ('index', models.CharField(max_length=64, verbose_name='keyed index')),
                    ('secret_hash', models.CharField(max_length=64, verbose_name='keyed hash of the code')),
                    ('status', models.CharField(choices=[('sent', 'sent'), ('confirmed', 'confirmed'), ('failed', 'could not be sent'), ('replaced', 'replaced by a newer one')], default='sent', max_length=10, verbose_name='status')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                    ('asked_at', models.DateTimeField(verbose_name='asked at')),
                    ('expires_at', models.DateTimeField(verbose_name='valid until')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                    ('verified', models.UUIDField(blank=True, null=True, verbose_name='event that it led to')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='consents.consentevent', verbose_name='consent event')),
                ],
                options={
                    'verbose_name': 'confirmation of a consent',
                    'verbose_name_plural': 'confirmations of consents',
                    'ordering': ['-id'],
                    'indexes': [models.Index(fields=['index', 'asked_at'], name='confirmations_per_number')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['email', 'sms'])), name='confirmation_way_known'), models.CheckConstraint(condition=models.Q(('status__in', ['sent', 'confirmed', 'failed', 'replaced'])), name='confirmation_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), ('verified__isnull', False), _connector='OR'), name='confirmed_names_its_event')],
                },
            ),
            migrations.CreateModel(
                name='ProofRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('method', models.CharField(choices=[('web', 'web form'), ('app', 'app'), ('phone', 'phone call'), ('ivr', 'phone menu (IVR)'), ('email', 'e-mail'), ('sms', 'SMS'), ('letter', 'letter'), ('paper', 'paper form'), ('in_person', 'in person'), ('portal', 'portal'), ('api', 'another system of the organisation'), ('import', 'import')], max_length=12, verbose_name='method')),
                    ('received_on', models.DateField(verbose_name='received on')),
                    ('due', models.DateField(verbose_name='answer before the end of')),
                    ('rule', models.CharField(max_length=200, verbose_name='term')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                    ('created_at', models.DateTimeField(verbose_name='made at')),
                    ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.document', verbose_name='proof')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proof_requests', to='consents.person', verbose_name='person')),
                ],
                options={
                    'verbose_name': 'request for proof of consent',
                    'verbose_name_plural': 'requests for proof of consent',
                    'ordering': ['due', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['web', 'app', 'phone', 'ivr', 'email', 'sms', 'letter', 'paper', 'in_person', 'portal', 'api', 'import'])), name='proof_request_method_known'), models.CheckConstraint(condition=models.Q(('due__gte', models.F('received_on'))), name='proof_due_after_it_was_asked')],
                },
            ),
        ]),
        migrations.RunPython(seed, unseed, elidable=False),
    ]
