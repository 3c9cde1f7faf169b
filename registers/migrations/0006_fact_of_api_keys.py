"""Keys of the API as a fact in the evidence log. SQLite rebuilds its table for that, and the triggers of it go."""

from django.db import migrations, models

from registers.evidence import guards


def put_up(apps, schema_editor):
    """Make the triggers again."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.LOG)


class Migration(migrations.Migration):
    """The constraint on kinds, between triggers that are put up again whichever way it goes."""

    dependencies = [
        ("registers", "0005_suppression_tables"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_up, elidable=False),
        migrations.RemoveConstraint(
            model_name="evidenceentry",
            name="evidence_kind_known",
        ),
        migrations.AlterField(
            model_name="evidenceentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("request.moved", "request changed status"),
                    ("request.identity", "identity checked"),
                    ("request.candidate", "candidate decided"),
                    ("plan.frozen", "plan frozen"),
                    ("plan.approved", "plan approved"),
                    ("step.intended", "step intended"),
                    ("step.receipt", "step carried out"),
                    ("step.blocked", "step blocked"),
                    ("erasure.deferred", "erasure deferred"),
                    ("erasure.replayed", "erasure repeated after a restore"),
                    ("document.issued", "document issued"),
                    ("document.read", "document read"),
                    ("request.purged", "working data destroyed"),
                    ("map.loaded", "data map changed"),
                    ("key.rotated", "sealing key rotated"),
                    ("preview.read", "preview with personal data opened"),
                    ("passphrase.read", "passphrase shown"),
                    ("map.edited", "data map edited"),
                    ("register.offered", "record offered for sign-off"),
                    ("register.signed", "record signed off"),
                    ("register.imported", "records imported"),
                    ("register.published", "publication changed"),
                    ("finding.waived", "finding waived"),
                    ("hold.changed", "hold changed"),
                    ("breach.changed", "breach register changed"),
                    ("consent.recorded", "consent or objection recorded"),
                    ("consents.sealed", "part of the consent ledger sealed"),
                    ("contact_rules.signed", "contact rules signed"),
                    ("list.screened", "call list screened"),
                    ("person.forgotten", "values of a person erased from the consent ledger"),
                    ("api_key.changed", "key of the API made or revoked"),
                    ("notice.sent", "recipient told (art. 19)"),
                    ("notice.acknowledged", "recipient acknowledged (art. 19)"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "request.moved",
                            "request.identity",
                            "request.candidate",
                            "plan.frozen",
                            "plan.approved",
                            "step.intended",
                            "step.receipt",
                            "step.blocked",
                            "erasure.deferred",
                            "erasure.replayed",
                            "document.issued",
                            "document.read",
                            "request.purged",
                            "map.loaded",
                            "key.rotated",
                            "preview.read",
                            "passphrase.read",
                            "map.edited",
                            "register.offered",
                            "register.signed",
                            "register.imported",
                            "register.published",
                            "finding.waived",
                            "hold.changed",
                            "breach.changed",
                            "consent.recorded",
                            "consents.sealed",
                            "contact_rules.signed",
                            "list.screened",
                            "person.forgotten",
                            "api_key.changed",
                            "notice.sent",
                            "notice.acknowledged",
                        ],
                    )
                ),
                name="evidence_kind_known",
            ),
        ),
        migrations.RunPython(put_up, migrations.RunPython.noop, elidable=False),
    ]
