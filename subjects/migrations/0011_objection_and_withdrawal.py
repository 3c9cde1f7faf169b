"""Objection to advertising (art. 21) and withdrawal of consent (art. 7(3)) as rights of a request."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0010_corrections'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='subjectrequest',
            name='request_right_known',
        ),
        migrations.AlterField(
            model_name='subjectrequest',
            name='right',
            field=models.CharField(choices=[('access', 'access (art. 15)'), ('erasure', 'erasure (art. 17)'), ('anonymisation', 'anonymisation (art. 17)'), ('rectification', 'rectification (art. 16)'), ('restriction', 'restriction (art. 18)'), ('portability', 'portability (art. 20)'), ('objection', 'objection to advertising (art. 21)'), ('withdrawal', 'withdrawal of consent (art. 7)')], max_length=20, verbose_name='right'),
        ),
        migrations.AddConstraint(
            model_name='subjectrequest',
            constraint=models.CheckConstraint(condition=models.Q(('right__in', ['access', 'erasure', 'anonymisation', 'rectification', 'restriction', 'portability', 'objection', 'withdrawal'])), name='request_right_known'),
        ),
    ]
