"""The notices of art. 19."""

import django.db.models.deletion
import registers.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0006_step_unsafe_at'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=300, verbose_name='recipient')),
                ('sort', models.CharField(choices=[('internal', 'within the organisation'), ('processor', 'processor'), ('controller', 'another controller'), ('authority', 'public authority'), ('subject', 'the person or other subjects')], max_length=12, verbose_name='sort')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('activities', models.JSONField(default=list, verbose_name='processing activities')),
                ('status', models.CharField(choices=[('queued', 'to be sent'), ('sending', 'being sent'), ('sent', 'sent, not confirmed'), ('acknowledged', 'confirmed'), ('failed', 'could not be sent'), ('by_hand', 'to be told by hand: no e-mail address'), ('waived', 'not told: impossible or disproportionate')], default='queued', max_length=12, verbose_name='status')),
                ('due', models.DateField(verbose_name='confirm before')),
                ('token', registers.models.fields.EncryptedTextField(blank=True, verbose_name='token')),
                ('token_sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256 of the token')),
                ('details', registers.models.fields.EncryptedJSONField(null=True, verbose_name='whom it is about')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='not before')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='subjects.subjectrequest', verbose_name='request')),
            ],
            options={
                'verbose_name': 'notice to a recipient',
                'verbose_name_plural': 'notices to recipients',
                'ordering': ['request', 'number'],
                'indexes': [models.Index(fields=['status', 'not_before'], name='notice_due')],
                'constraints': [models.UniqueConstraint(fields=('request', 'number'), name='notice_number_once'), models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'sending', 'sent', 'acknowledged', 'failed', 'by_hand', 'waived'])), name='notice_status_known'), models.CheckConstraint(condition=models.Q(('sort__in', ['internal', 'processor', 'controller', 'authority', 'subject'])), name='notice_sort_known')],
            },
        ),
    ]
