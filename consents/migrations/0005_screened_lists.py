"""Call lists that are screened, and who may do so."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


ROLES = {
    "privacy-officer": {
        "screeningrun": ("view", "add", "screen"),
        "screeninglist": ("view", "add"),
        "screeningcolumn": ("view", "delete"),
    },
    "auditor": {"screeningrun": ("view",), "screeninglist": ("view",)},
}
NAMES = {"screen_screeningrun": "Can have call lists screened"}


def _permissions(apps):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for role, wanted in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for model, verbs in wanted.items():
            kind, _made = types.objects.get_or_create(app_label="consents", model=model)
            for verb in verbs:
                codename = f"{verb}_{model}"
                given = {"name": NAMES.get(codename, f"Can {verb} {model}")}
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
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('consents', '0004_api_consumers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScreeningColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('header_sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the headers')),
                ('column', models.CharField(max_length=300, verbose_name='column')),
                ('chosen_at', models.DateTimeField(verbose_name='chosen at')),
            ],
            options={
                'verbose_name': 'remembered column',
                'verbose_name_plural': 'remembered columns',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ScreeningRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('channel', models.CharField(choices=[('voice', 'phone call by a person'), ('voice_auto', 'automatic call or voice bot'), ('email', 'e-mail'), ('sms', 'SMS or message in an app')], default='voice', max_length=12, verbose_name='channel')),
                ('about_at', models.DateTimeField(verbose_name='moment of the calls')),
                ('offer', models.BooleanField(default=False, verbose_name='something is offered')),
                ('party', models.CharField(choices=[('natural', 'person, sole trader or partnership'), ('legal', 'legal person'), ('unknown', 'unknown, treated as a person')], default='unknown', max_length=10, verbose_name='kind of party')),
                ('column', models.CharField(blank=True, max_length=300, verbose_name='column with the numbers')),
                ('status', models.CharField(choices=[('uploaded', 'choose the column'), ('waiting', 'waiting its turn'), ('running', 'being screened'), ('done', 'screened'), ('refused', 'refused'), ('cancelled', 'cancelled')], default='uploaded', editable=False, max_length=12, verbose_name='status')),
                ('list_sha256', models.CharField(max_length=64, validators=[django.core.validators.MinLengthValidator(64)], verbose_name='SHA-256 of the list')),
                ('allowed_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the first file')),
                ('refused_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the second file')),
                ('told', models.JSONField(blank=True, default=dict, verbose_name='counts and reasons')),
                ('rows_read', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                ('position', models.BigIntegerField(default=0, verbose_name='position of the ledger')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='last looked at')),
                ('problem', models.TextField(blank=True, verbose_name='why it was refused')),
                ('attempt', models.PositiveIntegerField(default=0, verbose_name='attempt')),
                ('alive_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('keep_until', models.DateField(verbose_name='files are kept until')),
                ('purged_at', models.DateTimeField(blank=True, null=True, verbose_name='files purged at')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consents.contactpurpose', verbose_name='purpose')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consents.sender', verbose_name='sender')),
            ],
            options={
                'verbose_name': 'screened call list',
                'verbose_name_plural': 'screened call lists',
                'ordering': ['-id'],
                'permissions': [('screen_screeningrun', 'Can have call lists screened')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['voice', 'voice_auto', 'email', 'sms'])), name='screening_channel_known'), models.CheckConstraint(condition=models.Q(('party__in', ['natural', 'legal', 'unknown'])), name='screening_party_known'), models.CheckConstraint(condition=models.Q(('status__in', ['uploaded', 'waiting', 'running', 'done', 'refused', 'cancelled'])), name='screening_status_known')],
            },
        ),
        migrations.RunPython(seed, unseed, elidable=False),
    ]
