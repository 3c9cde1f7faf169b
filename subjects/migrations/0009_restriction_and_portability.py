"""Restrictions with their rows, the ground and the measure they need, and the words for both new rights."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from registers.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0008_waiting_for_the_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='RestrictedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('index', models.CharField(db_index=True, max_length=64, verbose_name='keyed index')),
                    ('marked', models.BooleanField(verbose_name='marked by Waarborg')),
                    ('restriction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='subjects.restriction', verbose_name='restriction')),
                ],
                options={
                    'verbose_name': 'restricted row',
                    'verbose_name_plural': 'restricted rows',
                    'ordering': ['restriction', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('restriction', 'index'), name='row_once_per_restriction'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Restriction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('set_at', models.DateTimeField(verbose_name='restricted at')),
                    ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='end announced at')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='person told at')),
                    ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted at')),
                    ('announced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='end announced by')),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='restriction', to='subjects.subjectrequest', verbose_name='request')),
                ],
                options={
                    'verbose_name': 'restriction',
                    'verbose_name_plural': 'restrictions',
                    'ordering': ['-set_at', '-id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('told_at__isnull', True), models.Q(('announced_at__isnull', False), ('announced_by__isnull', False)), _connector='OR'), name='restriction_told_after_letter'),
                        models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('told_at__isnull', False), _connector='OR'), name='restriction_told_before_lifted'),
                    ],
                },
            ),
        ]),
        migrations.RemoveConstraint(
            model_name='plan',
            name='plan_purpose_known',
        ),
        migrations.RemoveConstraint(
            model_name='subjectrequest',
            name='request_right_known',
        ),
        migrations.AddField(
            model_name='approval',
            name='measure',
            field=models.TextField(blank=True, help_text="How rows that Waarborg doesn't mark are restricted (art. 18). No data of a person.", verbose_name='measure of the organisation'),
        ),
        migrations.AddField(
            model_name='subjectrequest',
            name='restriction_ground',
            field=models.CharField(blank=True, choices=[('accuracy', 'the person contests that the data are right (art. 18(1)(a))'), ('unlawful', 'the use is unlawful and the person wants no erasure (art. 18(1)(b))'), ('claim', 'the person needs the data for a legal claim (art. 18(1)(c))'), ('objection', 'an objection is being weighed (art. 18(1)(d))')], max_length=20, verbose_name='ground of the restriction'),
        ),
        migrations.AlterField(
            model_name='plan',
            name='purpose',
            field=models.CharField(choices=[('request', 'the request'), ('deferred', 'deferred erasure'), ('replay', 'after a restored backup'), ('lifting', 'the end of a restriction')], default='request', max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='subjectrequest',
            name='right',
            field=models.CharField(choices=[('access', 'access (art. 15)'), ('erasure', 'erasure (art. 17)'), ('anonymisation', 'anonymisation (art. 17)'), ('rectification', 'rectification (art. 16)'), ('restriction', 'restriction (art. 18)'), ('portability', 'portability (art. 20)')], max_length=20, verbose_name='right'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['request', 'deferred', 'replay', 'lifting'])), name='plan_purpose_known'),
        ),
        migrations.AddConstraint(
            model_name='subjectrequest',
            constraint=models.CheckConstraint(condition=models.Q(('right__in', ['access', 'erasure', 'anonymisation', 'rectification', 'restriction', 'portability'])), name='request_right_known'),
        ),
        migrations.AddConstraint(
            model_name='subjectrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('restriction_ground__in', ['accuracy', 'unlawful', 'claim', 'objection']), ('right', 'restriction')), models.Q(models.Q(('right', 'restriction'), _negated=True), ('restriction_ground', '')), _connector='OR'), name='request_ground_with_restriction'),
        ),
    ]
