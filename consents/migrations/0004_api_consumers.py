"""Consumers of the API, what they used and what they sent; the privacy officer gives and revokes keys."""

import django.db.models.deletion
import registers.models.fields
import uuid
from django.db import migrations, models

ROLES = {"privacy-officer": ("view", "add", "change"), "auditor": ("view",)}


def seed(apps, _schema):
    """The permissions of the roles; the groups are made when they are not there yet."""
    for group, permission in _permissions(apps):
        group.permissions.add(permission)


def unseed(apps, _schema):
    """Take the permissions back."""
    for group, permission in _permissions(apps):
        group.permissions.remove(permission)


def _permissions(apps):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    kind, _made = types.objects.get_or_create(app_label="consents", model="apiconsumer")
    for role, verbs in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for verb in verbs:
            given = {"name": f"Can {verb} consumer of the API"}
            codename = f"{verb}_apiconsumer"
            yield group, permissions.objects.get_or_create(content_type=kind, codename=codename, defaults=given)[0]


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('consents', '0003_confirmations_and_proof'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiConsumer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('prefix', models.CharField(max_length=12, unique=True, verbose_name='begin of the key')),
                ('key_hash', models.CharField(max_length=64, verbose_name='keyed hash of the key')),
                ('signing_secret', registers.models.fields.EncryptedTextField(blank=True, verbose_name='secret that signs call-backs')),
                ('may_decide', models.BooleanField(default=False, verbose_name='may ask for decisions')),
                ('may_record', models.BooleanField(default=False, verbose_name='may record consents')),
                ('may_object', models.BooleanField(default=False, verbose_name='may record objections')),
                ('may_call_back', models.BooleanField(default=False, verbose_name='may call back from a phone menu')),
                ('every_sender', models.BooleanField(default=False, verbose_name='for every sender')),
                ('senders', models.JSONField(blank=True, default=list, verbose_name='for these senders')),
                ('rate', models.PositiveIntegerField(default=6000, verbose_name='questions per minute')),
                ('created_at', models.DateTimeField(verbose_name='made at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='last used on')),
            ],
            options={
                'verbose_name': 'consumer of the API',
                'verbose_name_plural': 'consumers of the API',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('may_call_back', False), models.Q(('signing_secret', ''), _negated=True), _connector='OR'), name='call_back_is_signed'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='consumer_rate_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='ApiMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='keyed hash of the idempotency key')),
                ('content', models.CharField(max_length=64, verbose_name='keyed hash of the message')),
                ('source_id', models.CharField(max_length=120, verbose_name='id in the ledger')),
                ('at', models.DateTimeField(verbose_name='arrived at')),
                ('consumer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='consents.apiconsumer', verbose_name='consumer')),
            ],
            options={
                'verbose_name': 'message of the API',
                'verbose_name_plural': 'messages of the API',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('consumer', 'key'), name='message_once_per_key')],
            },
        ),
        migrations.CreateModel(
            name='ApiUsage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.PositiveBigIntegerField(verbose_name='minute since 1970')),
                ('used', models.PositiveIntegerField(verbose_name='questions')),
                ('consumer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='usage', to='consents.apiconsumer', verbose_name='consumer')),
            ],
            options={
                'verbose_name': 'use of the API',
                'verbose_name_plural': 'use of the API',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('consumer', 'minute'), name='usage_once_per_minute')],
            },
        ),
        migrations.RunPython(seed, unseed, elidable=False),
    ]
