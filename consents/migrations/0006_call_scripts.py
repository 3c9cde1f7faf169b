"""Call scripts with versions, numbers, a row per call; versions and calls are written once. The roles of the desk."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from registers.migrations._together import CreateTogether

from registers.evidence import guards

ONCE = {"consents_scriptversion": ("id", "uid"), "consents_contactcall": ("id", "uid")}
KEPT = ["sender", "contactpurpose", "relation", "callscript", "outboundnumber"]
READ = [
    *("sender", "contactpurpose", "consenttext", "consentevent", "consentstate", "person", "relation"),
    *("contactruleset", "contactdecision", "screeninglist", "callscript", "scriptversion", "outboundnumber", "contactcall"),
]
ASKS = {"contactdecision": ("ask",), "consentevent": ("record",), "contactcall": ("record",)}
OFFICER = {
    **{model: ("add", "change", "delete") for model in KEPT},
    "consenttext": ("add",),
    "contactruleset": ("add", "change", "sign"),
    "scriptversion": ("add",),
}
DESK = ["sender", "contactpurpose", "consenttext", "callscript", "scriptversion", "contactruleset"]
SPECIAL = {
    "ask_contactdecision": "Can ask whether somebody may be contacted",
    "record_consentevent": "Can record consents and objections",
    "record_contactcall": "Can record calls",
    "sign_contactruleset": "Can sign contact rules",
}


def put_up(_apps, schema_editor):
    """Make the triggers."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


def take_down(_apps, schema_editor):
    """Remove the triggers."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


def _wanted():
    """Role, model and verb of every permission."""
    lists = {"balie": [DESK, ASKS], "privacy-officer": [READ, ASKS, OFFICER], "auditor": [READ]}
    for role, parts in lists.items():
        for part in parts:
            for model in part:
                for verb in part[model] if isinstance(part, dict) else ("view",):
                    yield role, model, verb


def _permissions(apps):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for role, model, verb in _wanted():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        kind, _made = types.objects.get_or_create(app_label="consents", model=model)
        codename = f"{verb}_{model}"
        given = {"name": SPECIAL.get(codename, f"Can {verb} {model}")}
        yield group, permissions.objects.get_or_create(content_type=kind, codename=codename, defaults=given)[0]


def seed(apps, _schema):
    """Give the roles their permissions."""
    for group, permission in _permissions(apps):
        group.permissions.add(permission)


def unseed(apps, _schema):
    """Take them back."""
    for group, permission in _permissions(apps):
        group.permissions.remove(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0005_screened_lists'),
        ('registers', '0014_facts_of_consents'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='CallScript',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('key', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scripts', to='consents.contactpurpose', verbose_name='purpose')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scripts', to='consents.sender', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'call script',
                    'verbose_name_plural': 'call scripts',
                    'ordering': ['key'],
                },
            ),
            migrations.CreateModel(
                name='OutboundNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=16, unique=True, validators=[django.core.validators.RegexValidator('\\A\\+[1-9]\\d{6,14}\\Z', 'write the number with its country: +31201234567')], verbose_name='number')),
                    ('used_from', models.DateField(verbose_name='used from')),
                    ('used_until', models.DateField(blank=True, null=True, verbose_name='last day of use')),
                    ('ended_on', models.DateField(blank=True, help_text='Empty: people who call back get somebody.', null=True, verbose_name='not reachable since')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='consents.sender', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'number we call with',
                    'verbose_name_plural': 'numbers we call with',
                    'ordering': ['number'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('used_until__isnull', True), ('used_until__gte', models.F('used_from')), _connector='OR'), name='number_used_in_order'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScriptVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('number', models.PositiveIntegerField(verbose_name='version')),
                    ('blocks', models.JSONField(verbose_name='blocks')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the wording')),
                    ('duties', models.CharField(max_length=40, verbose_name='set of duties')),
                    ('duties_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the duties')),
                    ('made_at', models.DateTimeField(verbose_name='made at')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                    ('script', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='consents.callscript', verbose_name='call script')),
                ],
                options={
                    'verbose_name': 'version of a call script',
                    'verbose_name_plural': 'versions of call scripts',
                    'ordering': ['script', '-number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('script', 'number'), name='script_version_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ContactCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('result', models.CharField(choices=[('talked', 'talked with the person'), ('not_now', 'it did not suit'), ('not_reached', 'nobody answered'), ('wrong_person', 'somebody else answered')], max_length=12, verbose_name='result')),
                    ('objection_offered', models.BooleanField(verbose_name='verzet was offered')),
                    ('again', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('not_asked', 'not asked')], max_length=10, verbose_name='may we call again?')),
                    ('called_at', models.DateTimeField(verbose_name='called at')),
                    ('role', models.CharField(max_length=40, verbose_name='role')),
                    ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called by')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='consents.contactdecision', verbose_name='contact decision')),
                    ('number', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='consents.outboundnumber', verbose_name='called with')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='consents.scriptversion', verbose_name='script')),
                ],
                options={
                    'verbose_name': 'call',
                    'verbose_name_plural': 'calls',
                    'ordering': ['-id'],
                    'permissions': [('record_contactcall', 'Can record calls')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('result__in', ['talked', 'not_now', 'not_reached', 'wrong_person'])), name='call_result_known'),
                        models.CheckConstraint(condition=models.Q(('again__in', ['yes', 'no', 'not_asked'])), name='call_answer_known'),
                    ],
                },
            ),
        ]),
        migrations.RunPython(put_up, take_down, elidable=False),
        migrations.RunPython(seed, unseed, elidable=False),
    ]
