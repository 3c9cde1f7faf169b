"""The evidence log and the document store know the facts of consents. SQLite rebuilds both tables for that."""

from django.db import migrations, models

from registers.evidence import guards


def put_up(apps, schema_editor):
    """The triggers of the evidence log again: SQLite loses them when a table is rebuilt."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.LOG)


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0013_catalogue_and_breaches'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_up, elidable=False),  # the last thing on the way back
        migrations.RemoveConstraint(
            model_name='document',
            name='document_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='evidenceentry',
            name='evidence_kind_known',
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('access_report', 'access report (art. 15)'), ('access_package', 'access package (art. 15(3))'), ('erasure_certificate', 'certificate of erasure (art. 17)'), ('anonymisation_certificate', 'certificate of anonymisation'), ('deferred_certificate', 'certificate of deferred erasure'), ('letter', 'letter'), ('rectification_certificate', 'certificate of rectification (art. 16)'), ('restriction_certificate', 'certificate of restriction (art. 18)'), ('portability_package', 'portability package (art. 20)'), ('consent_proof', 'proof of consent (art. 7(1))'), ('screening_proof', 'proof that a call list was screened'), ('register', 'register of processing activities (art. 30)'), ('activity', 'processing activity'), ('agreements', 'overview of processor agreements (art. 28)'), ('agreement', 'processor agreement'), ('breaches', 'breach register (art. 33(5))'), ('incident', 'overview of an incident')], max_length=40, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='evidenceentry',
            name='kind',
            field=models.CharField(choices=[('request.moved', 'request changed status'), ('request.identity', 'identity checked'), ('request.candidate', 'candidate decided'), ('plan.frozen', 'plan frozen'), ('plan.approved', 'plan approved'), ('step.intended', 'step intended'), ('step.receipt', 'step carried out'), ('step.blocked', 'step blocked'), ('erasure.deferred', 'erasure deferred'), ('erasure.replayed', 'erasure repeated after a restore'), ('document.issued', 'document issued'), ('document.read', 'document read'), ('request.purged', 'working data destroyed'), ('map.loaded', 'data map changed'), ('key.rotated', 'sealing key rotated'), ('preview.read', 'preview with personal data opened'), ('passphrase.read', 'passphrase shown'), ('map.edited', 'data map edited'), ('register.offered', 'record offered for sign-off'), ('register.signed', 'record signed off'), ('register.imported', 'records imported'), ('register.published', 'publication changed'), ('finding.waived', 'finding waived'), ('hold.changed', 'hold changed'), ('breach.changed', 'breach register changed'), ('consent.recorded', 'consent or objection recorded'), ('consents.sealed', 'part of the consent ledger sealed'), ('contact_rules.signed', 'contact rules signed'), ('list.screened', 'call list screened'), ('person.forgotten', 'values of a person erased from the consent ledger'), ('notice.sent', 'recipient told (art. 19)'), ('notice.acknowledged', 'recipient acknowledged (art. 19)')], max_length=40, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['access_report', 'access_package', 'erasure_certificate', 'anonymisation_certificate', 'deferred_certificate', 'letter', 'rectification_certificate', 'restriction_certificate', 'portability_package', 'consent_proof', 'screening_proof', 'register', 'activity', 'agreements', 'agreement', 'breaches', 'incident'])), name='document_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='evidenceentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['request.moved', 'request.identity', 'request.candidate', 'plan.frozen', 'plan.approved', 'step.intended', 'step.receipt', 'step.blocked', 'erasure.deferred', 'erasure.replayed', 'document.issued', 'document.read', 'request.purged', 'map.loaded', 'key.rotated', 'preview.read', 'passphrase.read', 'map.edited', 'register.offered', 'register.signed', 'register.imported', 'register.published', 'finding.waived', 'hold.changed', 'breach.changed', 'consent.recorded', 'consents.sealed', 'contact_rules.signed', 'list.screened', 'person.forgotten', 'notice.sent', 'notice.acknowledged'])), name='evidence_kind_known'),
        ),
        migrations.RunPython(put_up, migrations.RunPython.noop, elidable=False),
    ]
