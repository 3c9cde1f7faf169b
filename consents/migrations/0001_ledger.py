"""The consent ledger, its people, texts, rules, lists and decisions."""

import django.core.validators
import django.db.models.deletion
import registers.models.fields
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from registers.migrations._together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registers', '0009_register_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='ContactPurpose',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('key', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('kind', models.CharField(choices=[('marketing', 'marketing, also for ideals and charity'), ('service', 'service: informs, recommends nothing'), ('requested', 'the person asked for this contact'), ('research', 'statistics or science'), ('debt', 'payment of a debt')], default='marketing', max_length=20, verbose_name='kind')),
                    ('products', models.TextField(blank=True, verbose_name='about which products or services')),
                    ('months', models.PositiveSmallIntegerField(blank=True, help_text='The law names no term; the EDPB advises to renew at fitting intervals. Empty: until withdrawn.', null=True, verbose_name='months that a consent stays valid')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contact_purposes', to='registers.processingactivity', verbose_name='processing activity')),
                ],
                options={
                    'verbose_name': 'contact purpose',
                    'verbose_name_plural': 'contact purposes',
                    'ordering': ['key'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('kind__in', ['marketing', 'service', 'requested', 'research', 'debt'])), name='purpose_kind_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ContactRuleSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('set_id', models.CharField(max_length=40, verbose_name='set')),
                    ('version', models.PositiveIntegerField(verbose_name='version')),
                    ('body', models.TextField(verbose_name='rules (YAML)')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                    ('reason', models.TextField(verbose_name='why it was changed')),
                    ('effective_from', models.DateField(verbose_name='in force from')),
                    ('written_at', models.DateTimeField(verbose_name='written at')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                    ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ],
                options={
                    'verbose_name': 'contact rules',
                    'verbose_name_plural': 'contact rules',
                    'ordering': ['set_id', '-version'],
                    'permissions': [('sign_contactruleset', 'Can sign contact rules')],
                    'constraints': [
                        models.UniqueConstraint(fields=('set_id', 'version'), name='ruleset_version_once'),
                        models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='ruleset_signed_wholly'),
                        models.CheckConstraint(condition=models.Q(('signed_by__isnull', True), models.Q(('signed_by', models.F('written_by')), _negated=True), _connector='OR'), name='ruleset_four_eyes'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='HistoricalContactPurpose',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('key', models.CharField(db_index=True, max_length=60, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('kind', models.CharField(choices=[('marketing', 'marketing, also for ideals and charity'), ('service', 'service: informs, recommends nothing'), ('requested', 'the person asked for this contact'), ('research', 'statistics or science'), ('debt', 'payment of a debt')], default='marketing', max_length=20, verbose_name='kind')),
                    ('products', models.TextField(blank=True, verbose_name='about which products or services')),
                    ('months', models.PositiveSmallIntegerField(blank=True, help_text='The law names no term; the EDPB advises to renew at fitting intervals. Empty: until withdrawn.', null=True, verbose_name='months that a consent stays valid')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.processingactivity', verbose_name='processing activity')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical contact purpose',
                    'verbose_name_plural': 'historical contact purposes',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalSender',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='id')),
                    ('key', models.CharField(db_index=True, max_length=60, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('legal_name', models.CharField(max_length=300, verbose_name='legal name')),
                    ('trade_name', models.CharField(blank=True, max_length=300, verbose_name='trade name')),
                    ('kind', models.CharField(choices=[('ordinary', 'ordinary organisation'), ('charity_ideal', 'charity or ideal organisation'), ('charity_lottery', 'lottery that pays to charities'), ('press_publisher', 'publisher of newspapers or magazines')], default='ordinary', help_text='Decides whether customers may be called without consent since 1 July 2026.', max_length=20, verbose_name='kind')),
                    ('contact', models.CharField(blank=True, max_length=300, verbose_name='where people can stop contact')),
                    ('privacy_url', models.URLField(blank=True, verbose_name='privacy statement')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('party', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registers.party', verbose_name='organisation in the register')),
                ],
                options={
                    'verbose_name': 'historical sender',
                    'verbose_name_plural': 'historical senders',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('party', models.CharField(choices=[('natural', 'person, sole trader or partnership'), ('legal', 'legal person'), ('unknown', 'unknown, treated as a person')], default='unknown', max_length=10, verbose_name='kind of party')),
                    ('is_number', models.BooleanField(default=False, verbose_name='a number itself, whoever has it')),
                    ('minor_until', models.DateField(blank=True, null=True, verbose_name='minor until')),
                    ('forgotten_at', models.DateTimeField(blank=True, null=True, verbose_name='values erased at')),
                    ('forgotten_ground', models.CharField(blank=True, max_length=100, verbose_name='ground to keep the suppression key')),
                    ('created_at', models.DateTimeField(verbose_name='made at')),
                    ('representative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='represents', to='consents.person', verbose_name='representative')),
                ],
                options={
                    'verbose_name': 'person',
                    'verbose_name_plural': 'people',
                    'ordering': ['id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('party__in', ['natural', 'legal', 'unknown'])), name='person_party_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Identifier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('email', 'e-mail address'), ('phone', 'phone number'), ('customer_number', 'customer number'), ('iban', 'IBAN'), ('name', 'name'), ('birth_date', 'date of birth'), ('postcode', 'postcode and house number')], max_length=20, verbose_name='kind')),
                    ('value', registers.models.fields.EncryptedTextField(blank=True, verbose_name='value')),
                    ('index', models.CharField(max_length=64, verbose_name='keyed index')),
                    ('since', models.DateTimeField(verbose_name='since')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='consents.person', verbose_name='person')),
                ],
                options={
                    'verbose_name': 'identifier',
                    'verbose_name_plural': 'identifiers',
                    'ordering': ['id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('index', 'person'), name='identifier_once_per_person'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'phone', 'customer_number', 'iban', 'name', 'birth_date', 'postcode'])), name='contact_identifier_kind_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ConsentState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sender', models.CharField(blank=True, max_length=60, verbose_name='sender')),
                    ('purpose', models.CharField(blank=True, max_length=60, verbose_name='purpose')),
                    ('channel', models.CharField(blank=True, max_length=12, verbose_name='channel')),
                    ('standing', models.CharField(choices=[('none', 'never asked'), ('requested', 'asked, no answer yet'), ('given', 'given'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('expired', 'expired'), ('invalid', 'no valid proof')], max_length=12, verbose_name='standing')),
                    ('since', models.DateTimeField(null=True, verbose_name='since')),
                    ('event', models.CharField(blank=True, max_length=36, verbose_name='event')),
                    ('text', models.CharField(blank=True, max_length=36, verbose_name='wording')),
                    ('verified', models.BooleanField(default=False, verbose_name='verified')),
                    ('valid_until', models.DateField(null=True, verbose_name='valid until')),
                    ('objection', models.CharField(blank=True, max_length=36, verbose_name='objection')),
                    ('objected_at', models.DateTimeField(null=True, verbose_name='objected at')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='consents.person', verbose_name='person')),
                ],
                options={
                    'verbose_name': 'state of a consent',
                    'verbose_name_plural': 'states of consents',
                    'ordering': ['person', 'sender', 'purpose', 'channel'],
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'sender', 'purpose', 'channel'), name='state_once_per_scope'),
                        models.CheckConstraint(condition=models.Q(('standing__in', ['none', 'requested', 'given', 'refused', 'withdrawn', 'expired', 'invalid'])), name='state_standing_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScreeningList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('bmnr', 'Bel-me-niet Register (until 1 July 2021)'), ('dncm', 'Bel-me-niet-meer (Belgium)')], max_length=10, verbose_name='list')),
                    ('obtained_on', models.DateField(verbose_name='obtained on')),
                    ('valid_until', models.DateField(help_text='A file of the Bel-me-niet Register: four weeks.', verbose_name='valid until')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                    ('entries_count', models.PositiveIntegerField(default=0, verbose_name='numbers')),
                    ('complete', models.BooleanField(default=False, verbose_name='loaded to the end')),
                    ('loaded_at', models.DateTimeField(verbose_name='loaded at')),
                ],
                options={
                    'verbose_name': 'screening list',
                    'verbose_name_plural': 'screening lists',
                    'ordering': ['kind', '-obtained_on'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['bmnr', 'dncm'])), name='list_kind_known'), models.UniqueConstraint(fields=('kind', 'obtained_on'), name='list_once_per_day')],
                },
            ),
            migrations.CreateModel(
                name='ScreeningEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('index', models.CharField(max_length=64, verbose_name='keyed index')),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='consents.screeninglist', verbose_name='list')),
                ],
                options={
                    'verbose_name': 'number of a list',
                    'verbose_name_plural': 'numbers of a list',
                    'ordering': ['id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('index', 'list'), name='number_once_per_list'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Sender',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('key', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('legal_name', models.CharField(max_length=300, verbose_name='legal name')),
                    ('trade_name', models.CharField(blank=True, max_length=300, verbose_name='trade name')),
                    ('kind', models.CharField(choices=[('ordinary', 'ordinary organisation'), ('charity_ideal', 'charity or ideal organisation'), ('charity_lottery', 'lottery that pays to charities'), ('press_publisher', 'publisher of newspapers or magazines')], default='ordinary', help_text='Decides whether customers may be called without consent since 1 July 2026.', max_length=20, verbose_name='kind')),
                    ('contact', models.CharField(blank=True, max_length=300, verbose_name='where people can stop contact')),
                    ('privacy_url', models.URLField(blank=True, verbose_name='privacy statement')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='senders', to='registers.party', verbose_name='organisation in the register')),
                ],
                options={
                    'verbose_name': 'sender',
                    'verbose_name_plural': 'senders',
                    'ordering': ['key'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('kind__in', ['ordinary', 'charity_ideal', 'charity_lottery', 'press_publisher'])), name='sender_kind_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Relation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('customer', 'customer'), ('donor', 'donor'), ('volunteer', 'volunteer, signatory or visitor of an event'), ('subscriber', 'subscriber')], max_length=20, verbose_name='kind')),
                    ('started_on', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('ended_on', models.DateField(blank=True, help_text='End of the contract, or the last purchase or gift.', null=True, verbose_name='ended on')),
                    ('collected_in_sale', models.BooleanField(default=False, verbose_name='contact details were got in the sale or gift')),
                    ('opt_out_offered', models.BooleanField(default=False, verbose_name='a way out was offered when they were collected')),
                    ('similar', models.BooleanField(default=False, verbose_name='only own, similar products')),
                    ('longer_months', models.PositiveSmallIntegerField(default=0, help_text="Only with a written weighing and a committee's decision.", verbose_name='longer term in months')),
                    ('longer_decision', models.CharField(blank=True, max_length=200, verbose_name='decision of the committee')),
                    ('noted_at', models.DateTimeField(verbose_name='noted at')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='consents.person', verbose_name='person')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='consents.sender', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'relation',
                    'verbose_name_plural': 'relations',
                    'ordering': ['id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'sender', 'kind'), name='relation_once'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['customer', 'donor', 'volunteer', 'subscriber'])), name='relation_kind_known'),
                        models.CheckConstraint(condition=models.Q(('longer_months', 0), models.Q(('longer_decision', ''), _negated=True), _connector='OR'), name='longer_term_has_a_decision'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ConsentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(editable=False, unique=True, verbose_name='id')),
                    ('key', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9-]{0,59}\\Z', 'write small letters, digits and hyphens: energie-nl')], verbose_name='key')),
                    ('version', models.PositiveIntegerField(verbose_name='version')),
                    ('language', models.CharField(default='nl', max_length=10, verbose_name='language')),
                    ('channel', models.CharField(choices=[('voice', 'phone call by a person'), ('voice_auto', 'automatic call or voice bot'), ('email', 'e-mail'), ('sms', 'SMS or message in an app')], max_length=12, verbose_name='channel')),
                    ('body', models.TextField(verbose_name='wording')),
                    ('policy_url', models.URLField(blank=True, verbose_name='privacy statement')),
                    ('standalone', models.BooleanField(default=True, verbose_name='a question of its own')),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the wording')),
                    ('created_at', models.DateTimeField(verbose_name='made at')),
                    ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='consents.contactpurpose', verbose_name='purpose')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='consents.sender', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'consent wording',
                    'verbose_name_plural': 'consent wordings',
                    'ordering': ['key', '-version'],
                    'constraints': [
                        models.UniqueConstraint(fields=('key', 'version', 'language'), name='text_version_once'),
                        models.CheckConstraint(condition=models.Q(('channel__in', ['voice', 'voice_auto', 'email', 'sms'])), name='text_channel_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ConsentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('kind', models.CharField(choices=[('requested', 'asked'), ('given', 'given (art. 6(1)(a))'), ('refused', 'refused'), ('verified', 'verified: the giver is the person reached'), ('renewed', 'renewed'), ('withdrawn', 'withdrawn (art. 7(3))'), ('expired', 'expired'), ('objected', 'objected (art. 21(2))'), ('lifted', 'objection lifted by the person'), ('invalidated', 'declared invalid: the proof does not hold')], max_length=12, verbose_name='what')),
                    ('channel', models.CharField(blank=True, choices=[('voice', 'phone call by a person'), ('voice_auto', 'automatic call or voice bot'), ('email', 'e-mail'), ('sms', 'SMS or message in an app')], max_length=12, verbose_name='channel')),
                    ('stated_at', models.DateTimeField(verbose_name='stated moment')),
                    ('arrived_at', models.DateTimeField(verbose_name='arrived at')),
                    ('identifier_kind', models.CharField(blank=True, choices=[('email', 'e-mail address'), ('phone', 'phone number'), ('customer_number', 'customer number'), ('iban', 'IBAN'), ('name', 'name'), ('birth_date', 'date of birth'), ('postcode', 'postcode and house number')], max_length=20, verbose_name='reached by')),
                    ('index', models.CharField(blank=True, max_length=64, verbose_name='keyed index')),
                    ('refers_to', models.UUIDField(blank=True, null=True, verbose_name='refers to')),
                    ('method', models.CharField(choices=[('web', 'web form'), ('app', 'app'), ('phone', 'phone call'), ('ivr', 'phone menu (IVR)'), ('email', 'e-mail'), ('sms', 'SMS'), ('letter', 'letter'), ('paper', 'paper form'), ('in_person', 'in person'), ('portal', 'portal'), ('api', 'another system of the organisation'), ('import', 'import')], max_length=12, verbose_name='method')),
                    ('campaign', models.CharField(blank=True, max_length=200, verbose_name='campaign')),
                    ('campaign_url', models.URLField(blank=True, verbose_name='page')),
                    ('suppliers', models.JSONField(blank=True, default=list, verbose_name='chain of suppliers')),
                    ('evidence_file', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the proof')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                    ('first_contact_on', models.DateField(blank=True, null=True, verbose_name='first contact planned on')),
                    ('own_initiative', models.BooleanField(default=False, verbose_name="on the person's own initiative")),
                    ('role', models.CharField(max_length=40, verbose_name='role')),
                    ('source_id', models.CharField(blank=True, max_length=120, verbose_name='id in the source')),
                    ('digest', models.CharField(max_length=64, verbose_name='digest')),
                    ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                    ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='consents.consenttext', verbose_name='wording')),
                    ('purpose', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='consents.contactpurpose', verbose_name='purpose')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='consents.person', verbose_name='person')),
                    ('sender', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='consents.sender', verbose_name='sender')),
                ],
                options={
                    'verbose_name': 'consent event',
                    'verbose_name_plural': 'consent ledger',
                    'ordering': ['id'],
                    'permissions': [('record_consentevent', 'Can record consents and objections')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('kind__in', ['requested', 'given', 'refused', 'verified', 'renewed', 'withdrawn', 'expired', 'objected', 'lifted', 'invalidated'])), name='event_kind_known'),
                        models.CheckConstraint(condition=models.Q(('channel__in', ['voice', 'voice_auto', 'email', 'sms', ''])), name='event_channel_known'),
                        models.CheckConstraint(condition=models.Q(('method__in', ['web', 'app', 'phone', 'ivr', 'email', 'sms', 'letter', 'paper', 'in_person', 'portal', 'api', 'import'])), name='event_method_known'),
                        models.CheckConstraint(condition=models.Q(('identifier_kind__in', ['email', 'phone', 'customer_number', 'iban', 'name', 'birth_date', 'postcode', ''])), name='event_identifier_known'),
                        models.UniqueConstraint(condition=models.Q(('source_id', ''), _negated=True), fields=('source_id',), name='event_once_per_source_id'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'lifted'), _negated=True), ('own_initiative', True), _connector='OR'), name='lifted_by_the_person'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['given', 'renewed']), _negated=True), models.Q(('purpose__isnull', False), ('sender__isnull', False), ('text__isnull', False), models.Q(('channel', ''), _negated=True)), _connector='OR'), name='given_names_what_and_in_which_words'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ContactDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                    ('asked_at', models.DateTimeField(verbose_name='asked at')),
                    ('about_at', models.DateTimeField(verbose_name='about the moment')),
                    ('sender', models.CharField(max_length=60, verbose_name='sender')),
                    ('purpose', models.CharField(max_length=60, verbose_name='purpose')),
                    ('channel', models.CharField(choices=[('voice', 'phone call by a person'), ('voice_auto', 'automatic call or voice bot'), ('email', 'e-mail'), ('sms', 'SMS or message in an app')], max_length=12, verbose_name='channel')),
                    ('outcome', models.CharField(choices=[('allowed', 'may be contacted'), ('refused', 'may not be contacted')], max_length=10, verbose_name='outcome')),
                    ('ruleset', models.CharField(blank=True, max_length=40, verbose_name='set of rules')),
                    ('rules_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the rules')),
                    ('rule', models.CharField(max_length=60, verbose_name='rule')),
                    ('facts', models.JSONField(verbose_name='facts used')),
                    ('role', models.CharField(max_length=40, verbose_name='role')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ],
                options={
                    'verbose_name': 'contact decision',
                    'verbose_name_plural': 'contact decisions',
                    'ordering': ['-id'],
                    'permissions': [('ask_contactdecision', 'Can ask whether somebody may be contacted')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('outcome__in', ['allowed', 'refused'])), name='decision_outcome_known'),
                        models.CheckConstraint(condition=models.Q(('channel__in', ['voice', 'voice_auto', 'email', 'sms'])), name='decision_channel_known'),
                    ],
                },
            ),
        ]),
    ]
