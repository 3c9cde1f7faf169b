"""The tables of the register: organisations, activities, agreements, retention, versions, findings, imports, breaches."""

import django.core.validators
import django.db.models.deletion
import registers.models.fields
import registers.models.register.base
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from registers.evidence import guards
from registers.migrations._together import CreateTogether


def put_up(apps, schema_editor):
    """The triggers of the evidence log again: SQLite loses them when a table is rebuilt."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.LOG)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "__first__"),
        ("registers", "0004_known_values"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_up, elidable=False),  # the last thing on the way back
        migrations.RemoveConstraint(
            model_name="document",
            name="document_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="evidenceentry",
            name="evidence_kind_known",
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="minimal_fields",
            field=models.TextField(blank=True, verbose_name="what must be kept at least"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="months",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="months"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="reference",
            field=models.CharField(blank=True, max_length=300, verbose_name="source"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="start_event",
            field=models.CharField(blank=True, max_length=300, verbose_name="counted from"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="type",
            field=models.CharField(
                choices=[
                    ("hold", "duty to keep: erasure waits (art. 17(3)(b))"),
                    ("max", "norm after which data go"),
                    ("claim", "limitation period that can justify keeping (art. 17(3)(e))"),
                ],
                default="hold",
                max_length=10,
                verbose_name="sort of rule",
            ),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="id"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="valid from"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="valid_until",
            field=models.DateField(blank=True, null=True, verbose_name="valid until"),
        ),
        migrations.AddField(
            model_name="historicalretentionduty",
            name="weeks",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="weeks"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="minimal_fields",
            field=models.TextField(blank=True, verbose_name="what must be kept at least"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="months",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="months"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="reference",
            field=models.CharField(blank=True, max_length=300, verbose_name="source"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="start_event",
            field=models.CharField(blank=True, max_length=300, verbose_name="counted from"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="type",
            field=models.CharField(
                choices=[
                    ("hold", "duty to keep: erasure waits (art. 17(3)(b))"),
                    ("max", "norm after which data go"),
                    ("claim", "limitation period that can justify keeping (art. 17(3)(e))"),
                ],
                default="hold",
                max_length=10,
                verbose_name="sort of rule",
            ),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="id"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="valid from"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="valid_until",
            field=models.DateField(blank=True, null=True, verbose_name="valid until"),
        ),
        migrations.AddField(
            model_name="retentionduty",
            name="weeks",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="weeks"),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("access_report", "access report (art. 15)"),
                    ("access_package", "access package (art. 15(3))"),
                    ("erasure_certificate", "certificate of erasure (art. 17)"),
                    ("anonymisation_certificate", "certificate of anonymisation"),
                    ("deferred_certificate", "certificate of deferred erasure"),
                    ("letter", "letter"),
                    ("rectification_certificate", "certificate of rectification (art. 16)"),
                    ("restriction_certificate", "certificate of restriction (art. 18)"),
                    ("portability_package", "portability package (art. 20)"),
                    ("register", "register of processing activities (art. 30)"),
                    ("activity", "processing activity"),
                    ("agreements", "overview of processor agreements (art. 28)"),
                    ("agreement", "processor agreement"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
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
                    ("notice.sent", "recipient told (art. 19)"),
                    ("notice.acknowledged", "recipient acknowledged (art. 19)"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalretentionduty",
            name="years",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="years"),
        ),
        migrations.AlterField(
            model_name="retentionduty",
            name="years",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="years"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "access_report",
                            "access_package",
                            "erasure_certificate",
                            "anonymisation_certificate",
                            "deferred_certificate",
                            "letter",
                            "rectification_certificate",
                            "restriction_certificate",
                            "portability_package",
                            "register",
                            "activity",
                            "agreements",
                            "agreement",
                        ],
                    )
                ),
                name="document_kind_known",
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
                            "notice.sent",
                            "notice.acknowledged",
                        ],
                    )
                ),
                name="evidence_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionduty",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["hold", "max", "claim"])), name="duty_type_known"
            ),
        ),
        migrations.RunPython(put_up, migrations.RunPython.noop, elidable=False),
        CreateTogether(
            [
                migrations.CreateModel(
                    name="AdequacyDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "country",
                            models.CharField(
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("label", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("eea", models.BooleanField(default=False, verbose_name="part of the EEA")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        ("condition", models.CharField(blank=True, max_length=300, verbose_name="only when")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed by a source"),
                                    ("confirmed_old", "confirmed in an older text"),
                                    ("secondary", "confirmed by a secondary source"),
                                    ("to_check", "to be checked"),
                                ],
                                default="to_check",
                                max_length=20,
                                verbose_name="legal status",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "country that protects enough",
                        "verbose_name_plural": "countries that protect enough",
                        "ordering": ["country", "valid_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["confirmed", "confirmed_old", "secondary", "to_check"])
                                ),
                                name="adequacy_status_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.SlugField(max_length=63, unique=True, verbose_name="name")),
                        (
                            "header_sha256",
                            models.CharField(max_length=64, unique=True, verbose_name="SHA-256 of the headers"),
                        ),
                        ("headers", models.JSONField(verbose_name="headers")),
                        ("columns", models.JSONField(verbose_name="columns")),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                    ],
                    options={
                        "verbose_name": "import mapping",
                        "verbose_name_plural": "import mappings",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("filename", models.CharField(max_length=300, verbose_name="file")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("format", models.CharField(max_length=20, verbose_name="format")),
                        ("applied", models.BooleanField(default=False, verbose_name="applied")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="position")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="place in the file")),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        ("original", registers.models.fields.EncryptedJSONField(null=True, verbose_name="original")),
                        ("verdict", models.SlugField(max_length=20, verbose_name="verdict")),
                        ("doubts", models.JSONField(blank=True, default=list, verbose_name="doubts")),
                        ("record", models.UUIDField(blank=True, db_index=True, null=True, verbose_name="record")),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="registers.importrun",
                                verbose_name="import",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "imported row",
                        "verbose_name_plural": "imported rows",
                        "ordering": ["run", "position"],
                        "constraints": [models.UniqueConstraint(fields=("run", "position"), name="row_once_per_run")],
                    },
                ),
                migrations.CreateModel(
                    name="LegalParameter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("label", models.CharField(max_length=200, verbose_name="label")),
                        ("value", models.IntegerField(verbose_name="value")),
                        ("unit", models.CharField(max_length=20, verbose_name="unit")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed by a source"),
                                    ("confirmed_old", "confirmed in an older text"),
                                    ("secondary", "confirmed by a secondary source"),
                                    ("to_check", "to be checked"),
                                ],
                                default="to_check",
                                max_length=20,
                                verbose_name="legal status",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "number of law",
                        "verbose_name_plural": "numbers of law",
                        "ordering": ["code", "valid_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["confirmed", "confirmed_old", "secondary", "to_check"])
                                ),
                                name="parameter_status_known",
                            ),
                            models.UniqueConstraint(fields=("code", "valid_from"), name="parameter_once_per_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                    ],
                    options={
                        "verbose_name": "security measure",
                        "verbose_name_plural": "security measures",
                        "ordering": ["name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record_kind",
                            models.CharField(
                                choices=[
                                    ("register", "whole register"),
                                    ("activity", "processing activity"),
                                    ("agreement", "processor agreement"),
                                ],
                                max_length=10,
                                verbose_name="sort of record",
                            ),
                        ),
                        ("record", models.UUIDField(db_index=True, verbose_name="record")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("closed", models.BooleanField(default=False, verbose_name="settled")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="offered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offer for sign-off",
                        "verbose_name_plural": "offers for sign-off",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("record_kind__in", ["register", "activity", "agreement"])),
                                name="offer_record_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="legal name")),
                        ("own", models.BooleanField(default=False, verbose_name="our own organisation")),
                        (
                            "registration",
                            models.CharField(
                                blank=True,
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[0-9. ]{8,14}\\Z", "give the number of the Chamber of Commerce or KBO"
                                    )
                                ],
                                verbose_name="Chamber of Commerce number",
                            ),
                        ),
                        (
                            "address",
                            models.TextField(
                                blank=True, help_text="Art. 30(1)(a): name and contact details.", verbose_name="address"
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                default="NL",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                        (
                            "contact",
                            models.CharField(
                                blank=True,
                                help_text="A role or mailbox, if you can.",
                                max_length=300,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "representative",
                            models.TextField(
                                blank=True,
                                help_text="Art. 27: when established outside the EU.",
                                verbose_name="representative",
                            ),
                        ),
                        (
                            "no_dpo_reason",
                            models.TextField(
                                blank=True,
                                help_text="Art. 37: a reason, when none is named.",
                                verbose_name="why there is no data protection officer",
                            ),
                        ),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Breach",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                        (
                            "title",
                            models.CharField(help_text="No names of people.", max_length=300, verbose_name="title"),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="happened at")),
                        (
                            "aware_at",
                            models.DateTimeField(
                                help_text="Art. 33(1): the clock starts here.", verbose_name="we became aware at"
                            ),
                        ),
                        ("facts", models.TextField(blank=True, help_text="Art. 33(5).", verbose_name="facts")),
                        (
                            "effects",
                            models.TextField(blank=True, help_text="Art. 33(5), 33(3)(c).", verbose_name="effects"),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True, help_text="Art. 33(5), 33(3)(d).", verbose_name="measures taken"
                            ),
                        ),
                        (
                            "categories",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, help_text="Art. 33(3)(a).", verbose_name="categories of data"
                            ),
                        ),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        (
                            "rows",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of records, estimated"
                            ),
                        ),
                        (
                            "cross_border",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 56.",
                                max_length=10,
                                verbose_name="people in other member states?",
                            ),
                        ),
                        (
                            "risk",
                            models.CharField(
                                choices=[
                                    ("unknown", "not assessed"),
                                    ("unlikely", "risk unlikely"),
                                    ("risk", "a risk"),
                                    ("high", "a high risk"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="risk for people",
                            ),
                        ),
                        ("risk_reason", models.TextField(blank=True, verbose_name="why")),
                        (
                            "reported_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reported to the authority at"),
                        ),
                        (
                            "report_reference",
                            models.CharField(blank=True, max_length=100, verbose_name="reference of the report"),
                        ),
                        (
                            "delay_reason",
                            models.TextField(
                                blank=True, help_text="Art. 33(1).", verbose_name="reasons of a late report"
                            ),
                        ),
                        ("not_reported_reason", models.TextField(blank=True, verbose_name="why it was not reported")),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, help_text="Art. 34.", null=True, verbose_name="people were told at"
                            ),
                        ),
                        (
                            "not_told_reason",
                            models.TextField(
                                blank=True, help_text="Art. 34(3).", verbose_name="why people were not told"
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="decided by")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "processor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="registers.party",
                                verbose_name="at which processor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "breach",
                        "verbose_name_plural": "breaches",
                        "ordering": ["-aware_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("cross_border__in", ["unknown", "yes", "no"])),
                                name="breach_cross_border_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("risk__in", ["unknown", "unlikely", "risk", "high"])),
                                name="breach_risk_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataProtectionOfficer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="officers",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "data protection officer",
                        "verbose_name_plural": "data protection officers",
                        "ordering": ["party", "valid_from", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ProcessingActivity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("controller", "controller (art. 30(1))"),
                                    ("processor", "processor (art. 30(2))"),
                                ],
                                default="controller",
                                max_length=12,
                                verbose_name="our role",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("department", models.CharField(blank=True, max_length=300, verbose_name="department")),
                        (
                            "owner",
                            models.CharField(
                                blank=True,
                                help_text="Who answers for it: a role or name.",
                                max_length=200,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "owner_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the owner"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "offered for sign-off"),
                                    ("signed", "signed off"),
                                    ("ended", "ended"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "core",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="core activity",
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "volume",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        (
                            "recipients",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 30(1)(d): nothing listed is not the same as none.",
                                max_length=10,
                                verbose_name="are there recipients?",
                            ),
                        ),
                        (
                            "transfers",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 30(1)(e), art. 44.",
                                max_length=10,
                                verbose_name="do data leave the EEA?",
                            ),
                        ),
                        (
                            "joint",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 26, art. 30(1)(a).",
                                max_length=10,
                                verbose_name="are there joint controllers?",
                            ),
                        ),
                        (
                            "processors",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 28.",
                                max_length=10,
                                verbose_name="do processors work on it?",
                            ),
                        ),
                        (
                            "security",
                            models.TextField(
                                blank=True, help_text="Art. 30(1)(g), art. 32(1).", verbose_name="security in general"
                            ),
                        ),
                        (
                            "pseudonymised",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 32(1)(a).",
                                max_length=10,
                                verbose_name="pseudonymised",
                            ),
                        ),
                        (
                            "encrypted",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 32(1)(a).",
                                max_length=10,
                                verbose_name="encrypted",
                            ),
                        ),
                        (
                            "informing",
                            models.TextField(
                                blank=True, help_text="Art. 12 to 14.", verbose_name="how people are informed"
                            ),
                        ),
                        (
                            "rights",
                            models.TextField(blank=True, help_text="Art. 15 to 22.", verbose_name="remarks on rights"),
                        ),
                        (
                            "automated",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 22, 13(2)(f).",
                                max_length=10,
                                verbose_name="automated decisions?",
                            ),
                        ),
                        ("automated_logic", models.TextField(blank=True, verbose_name="logic of the decision")),
                        (
                            "automated_effects",
                            models.TextField(blank=True, verbose_name="meaning and consequences for people"),
                        ),
                        (
                            "profiling",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 4(4).",
                                max_length=10,
                                verbose_name="profiling?",
                            ),
                        ),
                        (
                            "ai_used",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="is artificial intelligence used?",
                            ),
                        ),
                        (
                            "ai_trains",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="are the data used to train it?",
                            ),
                        ),
                        (
                            "dpia_ladder",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, help_text="Art. 35(3).", verbose_name="always a DPIA, because"
                            ),
                        ),
                        (
                            "dpia_kinds",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Art. 35(4).",
                                verbose_name="kinds on the list of the authority",
                            ),
                        ),
                        (
                            "dpia_criteria",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Two or more: a DPIA.",
                                verbose_name="criteria that apply",
                            ),
                        ),
                        (
                            "dpia_needed",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 35(1). A no needs a reason.",
                                max_length=10,
                                verbose_name="is a DPIA needed?",
                            ),
                        ),
                        ("dpia_reason", models.TextField(blank=True, verbose_name="reasons")),
                        ("dpia_done_on", models.DateField(blank=True, null=True, verbose_name="DPIA done on")),
                        (
                            "dpia_reference",
                            models.CharField(blank=True, max_length=300, verbose_name="where the DPIA is"),
                        ),
                        (
                            "officer_remark",
                            models.TextField(blank=True, verbose_name="remark of the data protection officer"),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="review every (months)"),
                        ),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                        ("catalogue", models.SlugField(blank=True, max_length=80, verbose_name="from the catalogue")),
                        (
                            "catalogue_version",
                            models.CharField(blank=True, max_length=20, verbose_name="version of the catalogue"),
                        ),
                        ("public", models.BooleanField(default=False, verbose_name="published")),
                        ("public_fields", models.JSONField(blank=True, default=list, verbose_name="published fields")),
                        ("source_system", models.CharField(blank=True, max_length=80, verbose_name="imported from")),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="registers.processingactivity",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="registers.processingactivity",
                                verbose_name="continued as",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "processing activity",
                        "verbose_name_plural": "processing activities",
                        "ordering": ["number", "id"],
                        "permissions": [
                            ("sign_processingactivity", "Can sign off activities"),
                            ("waive_findings", "Can waive findings"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["controller", "processor"])),
                                name="activity_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "submitted", "signed", "ended"])),
                                name="activity_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("core__in", ["unknown", "yes", "no"])), name="activity_core_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recipients__in", ["unknown", "yes", "no"])),
                                name="activity_recipients_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("transfers__in", ["unknown", "yes", "no"])),
                                name="activity_transfers_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("joint__in", ["unknown", "yes", "no"])), name="activity_joint_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("processors__in", ["unknown", "yes", "no"])),
                                name="activity_processors_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("automated__in", ["unknown", "yes", "no"])),
                                name="activity_automated_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("profiling__in", ["unknown", "yes", "no"])),
                                name="activity_profiling_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ai_used__in", ["unknown", "yes", "no"])),
                                name="activity_ai_used_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ai_trains__in", ["unknown", "yes", "no"])),
                                name="activity_ai_trains_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("dpia_needed__in", ["unknown", "yes", "no"])),
                                name="activity_dpia_needed_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pseudonymised__in", ["unknown", "yes", "possible", "no"])),
                                name="activity_pseudonymised_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("encrypted__in", ["unknown", "yes", "possible", "no"])),
                                name="activity_encrypted_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("source_system", "source_id"),
                                name="activity_once_per_source_id",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityMeasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="registers.measure",
                                verbose_name="measure",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measures",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measure taken",
                        "verbose_name_plural": "measures taken",
                        "ordering": ["activity", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "measure"), name="measure_once_per_activity")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BreachActivity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "breach",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="activities",
                                to="registers.breach",
                                verbose_name="breach",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activity touched",
                        "verbose_name_plural": "activities touched",
                        "ordering": ["breach", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("breach", "activity"), name="activity_once_per_breach")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientProcessing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "operations",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, verbose_name="categories of processing"
                            ),
                        ),
                        (
                            "officer",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="data protection officer of the client"
                            ),
                        ),
                        (
                            "volume",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="client_of",
                                to="registers.party",
                                verbose_name="client",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clients",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "client",
                        "verbose_name_plural": "clients",
                        "ordering": ["activity", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "party"), name="client_once_per_activity")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Engagement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("service", models.CharField(blank=True, max_length=300, verbose_name="service")),
                        (
                            "retention_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="keeps the data for (months)"
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="registers.party",
                                verbose_name="processor",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="engagements",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "processor at work",
                        "verbose_name_plural": "processors at work",
                        "ordering": ["activity", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "party", "service"), name="engagement_once_per_service"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "label",
                            models.CharField(
                                help_text="No names of people: they are kept apart.",
                                max_length=200,
                                verbose_name="label",
                            ),
                        ),
                        ("ground", models.CharField(default="17(3)(e)", max_length=40, verbose_name="ground")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("owner", models.CharField(max_length=200, verbose_name="owner")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        (
                            "ends_on",
                            models.DateField(
                                help_text="A hold ends; look again before that day.", verbose_name="until"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="registers.processingactivity",
                                verbose_name="only this processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hold",
                        "verbose_name_plural": "holds",
                        "ordering": ["ends_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="hold_ends_after_start"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeldPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail address"),
                                    ("phone", "phone number"),
                                    ("customer_number", "customer number"),
                                    ("iban", "IBAN"),
                                    ("name", "name"),
                                    ("birth_date", "date of birth"),
                                    ("postcode", "postcode and house number"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("index", models.CharField(db_index=True, max_length=64, verbose_name="keyed index")),
                        (
                            "hold",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="registers.hold",
                                verbose_name="hold",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person under a hold",
                        "verbose_name_plural": "people under a hold",
                        "ordering": ["hold", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("hold", "kind", "index"), name="held_once_per_hold"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["email", "phone", "customer_number", "iban", "name", "birth_date", "postcode"],
                                    )
                                ),
                                name="held_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JointController",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "division",
                            models.TextField(
                                blank=True, help_text="Art. 26(1), in short.", verbose_name="division of tasks"
                            ),
                        ),
                        (
                            "contact_point",
                            models.CharField(blank=True, max_length=300, verbose_name="contact point for people"),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joint_in",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joints",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "joint controller",
                        "verbose_name_plural": "joint controllers",
                        "ordering": ["activity", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ProcessorAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("we_control", "we are the controller"),
                                    ("we_process", "we are the processor"),
                                ],
                                default="we_control",
                                max_length=12,
                                verbose_name="our side",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("negotiating", "being negotiated"),
                                    ("signed", "signed"),
                                    ("terminated", "given notice"),
                                    ("exit", "being wound up"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "template",
                            models.CharField(
                                blank=True,
                                help_text="Art. 28(6) to (8).",
                                max_length=200,
                                verbose_name="model and version",
                            ),
                        ),
                        ("services", models.TextField(blank=True, verbose_name="services")),
                        (
                            "data_categories",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Art. 28(3), opening words.",
                                verbose_name="categories of data in the agreement",
                            ),
                        ),
                        (
                            "signed_by_us",
                            models.DateField(
                                blank=True, help_text="Art. 28(9).", null=True, verbose_name="signed by us on"
                            ),
                        ),
                        ("signed_by_them", models.DateField(blank=True, null=True, verbose_name="signed by them on")),
                        ("signatories", models.CharField(blank=True, max_length=300, verbose_name="signatories")),
                        ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("in_force_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        ("open_ended", models.BooleanField(default=False, verbose_name="for an indefinite time")),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days of notice"),
                        ),
                        (
                            "renews",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="renews by itself?",
                            ),
                        ),
                        ("owner", models.CharField(blank=True, max_length=200, verbose_name="owner")),
                        (
                            "owner_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the owner"),
                        ),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="review every (months)"),
                        ),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                        (
                            "breach_hours",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 33(2), 28(3)(f).",
                                null=True,
                                verbose_name="breach is reported within (hours)",
                            ),
                        ),
                        (
                            "breach_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="mailbox for breaches"),
                        ),
                        (
                            "breach_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone number for breaches"),
                        ),
                        ("breach_content", models.TextField(blank=True, verbose_name="what the report holds at least")),
                        (
                            "request_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 28(3)(e).",
                                null=True,
                                verbose_name="helps with requests within (days)",
                            ),
                        ),
                        (
                            "request_email",
                            models.EmailField(
                                blank=True,
                                help_text="Art. 19.",
                                max_length=254,
                                verbose_name="mailbox for requests and notices",
                            ),
                        ),
                        (
                            "regime",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("specific", "each one separately"),
                                    ("general", "in general, with a right to object"),
                                    ("none", "not allowed"),
                                ],
                                help_text="Art. 28(2).",
                                max_length=10,
                                verbose_name="sub-processors",
                            ),
                        ),
                        (
                            "announce_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="announced (days before)"
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days to object"),
                        ),
                        ("objection_effect", models.TextField(blank=True, verbose_name="what an objection leads to")),
                        (
                            "audit_right",
                            models.TextField(blank=True, help_text="Art. 28(3)(h).", verbose_name="right to audit"),
                        ),
                        (
                            "audit_notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="notice of an audit (days)"
                            ),
                        ),
                        ("audited_on", models.DateField(blank=True, null=True, verbose_name="last audit")),
                        ("next_audit", models.DateField(blank=True, null=True, verbose_name="next audit")),
                        (
                            "deletion_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 28(3)(g).",
                                null=True,
                                verbose_name="erases after the end within (days)",
                            ),
                        ),
                        ("deletion_choice", models.TextField(blank=True, verbose_name="erase or return")),
                        (
                            "deletion_proof_on",
                            models.DateField(blank=True, null=True, verbose_name="proof of erasure received on"),
                        ),
                        (
                            "liability",
                            models.TextField(
                                blank=True, help_text="Art. 82: cap and currency.", verbose_name="liability"
                            ),
                        ),
                        ("insurance", models.TextField(blank=True, verbose_name="insurance")),
                        ("governing_law", models.CharField(blank=True, max_length=100, verbose_name="governing law")),
                        ("locations", models.TextField(blank=True, verbose_name="where the data are")),
                        (
                            "measures_annex",
                            models.CharField(
                                blank=True, help_text="Art. 32.", max_length=200, verbose_name="annex with measures"
                            ),
                        ),
                        (
                            "guarantees_on",
                            models.DateField(
                                blank=True,
                                help_text="Art. 28(1): our own check.",
                                null=True,
                                verbose_name="guarantees checked on",
                            ),
                        ),
                        (
                            "guarantees_by",
                            models.CharField(blank=True, max_length=200, verbose_name="guarantees checked by"),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        ("source_system", models.CharField(blank=True, max_length=80, verbose_name="imported from")),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        (
                            "counterparty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="registers.party",
                                verbose_name="other side",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements_held",
                                to="registers.party",
                                verbose_name="our organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="registers.processoragreement",
                                verbose_name="under contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "processor agreement",
                        "verbose_name_plural": "processor agreements",
                        "ordering": ["number", "id"],
                        "permissions": [("sign_processoragreement", "Can sign off agreements")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ["we_control", "we_process"])),
                                name="agreement_direction_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "negotiating", "signed", "terminated", "exit", "closed"])
                                ),
                                name="agreement_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("renews__in", ["unknown", "yes", "no"])),
                                name="agreement_renews_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("regime__in", ["specific", "general", "none", ""])),
                                name="agreement_regime_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementCoverage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="covered_by",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="coverage",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "covered activity",
                        "verbose_name_plural": "covered activities",
                        "ordering": ["agreement", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "activity"), name="activity_once_per_agreement"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("version", models.CharField(blank=True, max_length=40, verbose_name="version")),
                        (
                            "sha256",
                            models.CharField(
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator("\\A[0-9a-f]{64}\\Z", "64 hexadecimal digits")
                                ],
                                verbose_name="SHA-256",
                            ),
                        ),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("added_on", models.DateField(blank=True, null=True, verbose_name="added on")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of an agreement",
                        "verbose_name_plural": "files of an agreement",
                        "ordering": ["agreement", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Assurance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("iso27001", "ISO 27001 certificate"),
                                    ("iso27701", "ISO 27701 certificate"),
                                    ("nen7510", "NEN 7510 certificate"),
                                    ("isae3402", "ISAE 3402 report"),
                                    ("soc2", "SOC 2 report"),
                                    ("audit", "audit of our own"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "scope_fits",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="does the scope fit?",
                            ),
                        ),
                        ("findings", models.TextField(blank=True, verbose_name="findings")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="reference")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assurances",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "assurance",
                        "verbose_name_plural": "assurances",
                        "ordering": ["agreement", "valid_until", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sort__in",
                                        ["iso27001", "iso27701", "nen7510", "isae3402", "soc2", "audit", "other"],
                                    )
                                ),
                                name="assurance_sort_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope_fits__in", ["unknown", "yes", "no"])),
                                name="assurance_scope_fits_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "clause",
                            models.CharField(
                                choices=[
                                    ("28(1)", "sufficient guarantees"),
                                    ("28(3)", "subject, duration, nature, purpose, data, people, duties and rights"),
                                    ("28(3)(a)", "only on documented instructions"),
                                    ("28(3)(b)", "confidentiality"),
                                    ("28(3)(c)", "security (art. 32)"),
                                    ("28(3)(d)", "sub-processors (art. 28(2) and (4))"),
                                    ("28(3)(e)", "help with requests of people"),
                                    ("28(3)(f)", "help with art. 32 to 36: security, breaches, DPIA"),
                                    ("28(3)(g)", "erase or return at the end"),
                                    ("28(3)(h)", "information and audits"),
                                    ("28(3) end", "warn when an instruction breaks the law"),
                                    ("28(4)", "same duties for sub-processors"),
                                    ("28(9)", "in writing"),
                                ],
                                max_length=12,
                                verbose_name="clause",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=100, verbose_name="where in the agreement")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("unknown", "not checked"),
                                    ("yes", "agreed"),
                                    ("partly", "partly"),
                                    ("no", "missing"),
                                    ("na", "does not apply"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clause",
                        "verbose_name_plural": "clause check",
                        "ordering": ["agreement", "clause"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "clause"), name="clause_once_per_agreement"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "clause__in",
                                        [
                                            "28(1)",
                                            "28(3)",
                                            "28(3)(a)",
                                            "28(3)(b)",
                                            "28(3)(c)",
                                            "28(3)(d)",
                                            "28(3)(e)",
                                            "28(3)(f)",
                                            "28(3)(g)",
                                            "28(3)(h)",
                                            "28(3) end",
                                            "28(4)",
                                            "28(9)",
                                        ],
                                    )
                                ),
                                name="clause_clause_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["unknown", "yes", "partly", "no", "na"])),
                                name="clause_verdict_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Purpose",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        (
                            "text",
                            models.TextField(
                                help_text="Art. 5(1)(b), 30(1)(b): specified and explicit.", verbose_name="purpose"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("6(1)(a)", "consent (art. 6(1)(a))"),
                                    ("6(1)(b)", "contract (art. 6(1)(b))"),
                                    ("6(1)(c)", "legal obligation (art. 6(1)(c))"),
                                    ("6(1)(d)", "vital interests (art. 6(1)(d))"),
                                    ("6(1)(e)", "public task (art. 6(1)(e))"),
                                    ("6(1)(f)", "legitimate interest (art. 6(1)(f))"),
                                ],
                                help_text="Art. 6(1).",
                                max_length=10,
                                verbose_name="legal basis",
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation of the basis")),
                        (
                            "statute",
                            models.CharField(
                                blank=True,
                                help_text="Art. 6(3): for (c) and (e).",
                                max_length=300,
                                verbose_name="statute",
                            ),
                        ),
                        (
                            "interest",
                            models.TextField(
                                blank=True, help_text="Art. 6(1)(f), 13(1)(d).", verbose_name="the interest"
                            ),
                        ),
                        ("necessity", models.TextField(blank=True, verbose_name="why it is necessary")),
                        (
                            "balancing",
                            models.TextField(blank=True, verbose_name="weighing against the person's interests"),
                        ),
                        (
                            "balance_outcome",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="does our interest prevail?",
                            ),
                        ),
                        ("balanced_on", models.DateField(blank=True, null=True, verbose_name="weighed on")),
                        ("balanced_by", models.CharField(blank=True, max_length=200, verbose_name="weighed by")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="purposes",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "purpose",
                        "verbose_name_plural": "purposes",
                        "ordering": ["activity", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "basis__in",
                                        ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(f)", ""],
                                    )
                                ),
                                name="purpose_basis_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("balance_outcome__in", ["unknown", "yes", "no"])),
                                name="purpose_balance_outcome_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.SlugField(max_length=60, verbose_name="rule")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("error", "must be mended before sign-off"),
                                    ("warning", "needs attention"),
                                    ("hint", "may be better"),
                                ],
                                max_length=10,
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "owner_kind",
                            models.CharField(
                                choices=[
                                    ("register", "whole register"),
                                    ("activity", "processing activity"),
                                    ("agreement", "processor agreement"),
                                ],
                                max_length=10,
                                verbose_name="sort of record",
                            ),
                        ),
                        ("owner_record", models.UUIDField(db_index=True, null=True, verbose_name="page")),
                        ("record_kind", models.CharField(max_length=20, verbose_name="table")),
                        ("record", models.UUIDField(null=True, verbose_name="record")),
                        ("field", models.CharField(blank=True, max_length=40, verbose_name="field")),
                        ("facts", models.JSONField(blank=True, default=dict, verbose_name="facts")),
                        ("waived", models.BooleanField(default=False, verbose_name="waived")),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                    ],
                    options={
                        "verbose_name": "finding",
                        "verbose_name_plural": "findings",
                        "ordering": ["severity", "rule", "id"],
                        "indexes": [
                            models.Index(fields=["owner_kind", "owner_record", "severity"], name="finding_of_page")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("severity__in", ["error", "warning", "hint"])),
                                name="finding_severity_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("owner_kind__in", ["register", "activity", "agreement"])),
                                name="finding_owner_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "record_kind",
                            models.CharField(
                                choices=[
                                    ("register", "whole register"),
                                    ("activity", "processing activity"),
                                    ("agreement", "processor agreement"),
                                ],
                                max_length=10,
                                verbose_name="sort of record",
                            ),
                        ),
                        ("record", models.UUIDField(db_index=True, verbose_name="record")),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("title", models.CharField(max_length=400, verbose_name="title")),
                        ("body", models.TextField(verbose_name="canonical JSON")),
                        ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                        ("at", models.DateTimeField(db_index=True, verbose_name="signed off at")),
                        (
                            "offered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="offered by",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed off by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signed version",
                        "verbose_name_plural": "signed versions",
                        "ordering": ["-at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("record_kind", "record", "number"), name="version_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("record_kind__in", ["register", "activity", "agreement"])),
                                name="version_record_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sort", models.SlugField(max_length=40, verbose_name="sort")),
                        ("record", models.UUIDField(verbose_name="record")),
                        ("due", models.DateField(verbose_name="day")),
                        ("sent_at", models.DateTimeField(verbose_name="sent at")),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "ordering": ["-sent_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sort", "record", "due"), name="reminder_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 5(1)(e), 30(1)(f). Empty when only a criterion fits.",
                                null=True,
                                verbose_name="months",
                            ),
                        ),
                        ("start_event", models.CharField(blank=True, max_length=300, verbose_name="counted from")),
                        (
                            "criterion",
                            models.TextField(
                                blank=True,
                                help_text="Where no number of months can be given.",
                                verbose_name="criterion",
                            ),
                        ),
                        ("ground", models.TextField(blank=True, verbose_name="why this long")),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("destroy", "destroyed"),
                                    ("anonymise", "anonymised"),
                                    ("archive", "moved to an archive (Archiefwet)"),
                                ],
                                default="destroy",
                                max_length=10,
                                verbose_name="afterwards",
                            ),
                        ),
                        ("executor", models.CharField(blank=True, max_length=200, verbose_name="carried out by")),
                        (
                            "kept_to",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 5(2).",
                                max_length=10,
                                verbose_name="is it kept to?",
                            ),
                        ),
                        ("deviation", models.TextField(blank=True, verbose_name="why not, if it isn't")),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="registers.retentionduty",
                                verbose_name="retention duty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "retention rule",
                        "verbose_name_plural": "retention rules",
                        "ordering": ["name", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("fate__in", ["destroy", "anonymise", "archive"])),
                                name="retention_fate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept_to__in", ["unknown", "yes", "no"])),
                                name="retention_kept_to_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Line",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        (
                            "subjects",
                            models.CharField(
                                help_text="Art. 30(1)(c).", max_length=300, verbose_name="category of people"
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("identity", "name and identity"),
                                    ("contact", "contact details"),
                                    ("financial", "payment and invoices"),
                                    ("purchase", "orders and contracts"),
                                    ("communication", "conversations and messages"),
                                    ("recording", "sound or image"),
                                    ("behaviour", "use and behaviour"),
                                    ("preference", "marketing and preferences"),
                                    ("location", "location"),
                                    ("technical", "technical data"),
                                    ("health", "health (art. 9)"),
                                    ("special", "other special category (art. 9)"),
                                    ("criminal", "criminal data (art. 10)"),
                                    ("national_id", "citizen service number (art. 46 UAVG)"),
                                    ("other", "other"),
                                    ("none", "no personal data"),
                                ],
                                max_length=20,
                                verbose_name="category of data",
                            ),
                        ),
                        ("data", models.TextField(blank=True, verbose_name="which data")),
                        (
                            "retention_criterion",
                            models.TextField(
                                blank=True,
                                help_text="Art. 13(2)(a), 30(1)(f).",
                                verbose_name="criterion, where no term can be given",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("subject", "the person"),
                                    ("observed", "observed while the person uses the service"),
                                    ("derived", "derived or computed by us"),
                                    ("third", "somebody else"),
                                    ("public", "a public source"),
                                ],
                                help_text="Art. 14(2)(f), 15(1)(g).",
                                max_length=10,
                                verbose_name="where data come from",
                            ),
                        ),
                        ("origin_text", models.TextField(blank=True, verbose_name="source in words")),
                        (
                            "obliged",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 13(2)(e).",
                                max_length=10,
                                verbose_name="is the person obliged to give them?",
                            ),
                        ),
                        (
                            "refusal_effect",
                            models.TextField(blank=True, verbose_name="what happens if the person refuses"),
                        ),
                        (
                            "special",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 9(1).",
                                max_length=10,
                                verbose_name="special categories",
                            ),
                        ),
                        ("special_kinds", models.CharField(blank=True, max_length=300, verbose_name="which")),
                        (
                            "condition",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("9(2)(a)", "explicit consent (art. 9(2)(a))"),
                                    ("9(2)(b)", "employment and social security (art. 9(2)(b))"),
                                    ("9(2)(c)", "vital interests (art. 9(2)(c))"),
                                    ("9(2)(d)", "association with a political, religious or union aim (art. 9(2)(d))"),
                                    ("9(2)(e)", "made public by the person (art. 9(2)(e))"),
                                    ("9(2)(f)", "legal claims (art. 9(2)(f))"),
                                    ("9(2)(g)", "substantial public interest (art. 9(2)(g))"),
                                    ("9(2)(h)", "health care (art. 9(2)(h))"),
                                    ("9(2)(i)", "public health (art. 9(2)(i))"),
                                    ("9(2)(j)", "archiving, research, statistics (art. 9(2)(j))"),
                                ],
                                max_length=10,
                                verbose_name="condition of art. 9(2)",
                            ),
                        ),
                        (
                            "condition_law",
                            models.CharField(blank=True, max_length=200, verbose_name="article of the UAVG"),
                        ),
                        (
                            "criminal",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 10, art. 31 to 33 UAVG.",
                                max_length=10,
                                verbose_name="criminal data",
                            ),
                        ),
                        (
                            "criminal_law",
                            models.CharField(blank=True, max_length=200, verbose_name="ground for criminal data"),
                        ),
                        (
                            "national_id",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 87, art. 46 UAVG.",
                                max_length=10,
                                verbose_name="citizen service number (BSN)",
                            ),
                        ),
                        (
                            "national_id_law",
                            models.CharField(blank=True, max_length=200, verbose_name="law that prescribes the number"),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lines",
                                to="registers.purpose",
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "retention",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="registers.retentionrule",
                                verbose_name="retention rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line",
                        "verbose_name_plural": "lines",
                        "ordering": ["activity", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        [
                                            "identity",
                                            "contact",
                                            "financial",
                                            "purchase",
                                            "communication",
                                            "recording",
                                            "behaviour",
                                            "preference",
                                            "location",
                                            "technical",
                                            "health",
                                            "special",
                                            "criminal",
                                            "national_id",
                                            "other",
                                            "none",
                                        ],
                                    )
                                ),
                                name="line_category_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin__in", ["subject", "observed", "derived", "third", "public", ""])
                                ),
                                name="line_origin_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("obliged__in", ["unknown", "yes", "no"])), name="line_obliged_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("special__in", ["unknown", "yes", "possible", "no"])),
                                name="line_special_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "condition__in",
                                        [
                                            "9(2)(a)",
                                            "9(2)(b)",
                                            "9(2)(c)",
                                            "9(2)(d)",
                                            "9(2)(e)",
                                            "9(2)(f)",
                                            "9(2)(g)",
                                            "9(2)(h)",
                                            "9(2)(i)",
                                            "9(2)(j)",
                                            "",
                                        ],
                                    )
                                ),
                                name="line_condition_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("criminal__in", ["unknown", "yes", "possible", "no"])),
                                name="line_criminal_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("national_id__in", ["unknown", "yes", "possible", "no"])),
                                name="line_national_id_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="recipient or category")),
                        (
                            "sort",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("internal", "within the organisation"),
                                    ("processor", "processor"),
                                    ("controller", "another controller"),
                                    ("authority", "public authority"),
                                    ("subject", "the person or other subjects"),
                                ],
                                max_length=12,
                                verbose_name="sort",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("planned", models.BooleanField(default=False, verbose_name="planned, not yet supplied")),
                        (
                            "notice_email",
                            models.EmailField(
                                blank=True,
                                help_text="Art. 19: who is told of a correction or erasure.",
                                max_length=254,
                                verbose_name="e-mail address for notices",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recipient_rows",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="registers.line",
                                verbose_name="only these data",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receives",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recipient",
                        "verbose_name_plural": "recipients",
                        "ordering": ["activity", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sort__in", ["internal", "processor", "controller", "authority", "subject", ""])
                                ),
                                name="recipient_sort_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubProcessor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("service", models.CharField(blank=True, max_length=300, verbose_name="service")),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("announced_on", models.DateField(blank=True, null=True, verbose_name="announced on")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "decision",
                            models.CharField(
                                choices=[("open", "not decided"), ("accepted", "accepted"), ("objected", "objected")],
                                default="open",
                                max_length=10,
                                verbose_name="decision",
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="decided by")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                        (
                            "flowdown",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 28(4).",
                                max_length=10,
                                verbose_name="same duties passed on?",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subprocessors",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="registers.subprocessor",
                                verbose_name="engaged by",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subprocesses",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sub-processor",
                        "verbose_name_plural": "sub-processors",
                        "ordering": ["agreement", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("decision__in", ["open", "accepted", "objected"])),
                                name="subprocessor_decision_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("flowdown__in", ["unknown", "yes", "no"])),
                                name="subprocessor_flowdown_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="System",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                default="NL",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country of the data",
                            ),
                        ),
                        (
                            "source",
                            models.SlugField(
                                blank=True,
                                help_text="The name of the source, if it has one.",
                                max_length=63,
                                verbose_name="source of the data map",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="systems",
                                to="registers.party",
                                verbose_name="supplier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "system",
                        "verbose_name_plural": "systems",
                        "ordering": ["name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="LineSystem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="systems",
                                to="registers.line",
                                verbose_name="line",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="registers.system",
                                verbose_name="system",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "system of a line",
                        "verbose_name_plural": "systems of a line",
                        "ordering": ["line", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "system"), name="system_once_per_line")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        (
                            "country",
                            models.CharField(
                                help_text="Art. 30(1)(e).",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("supply", "supplied to a recipient"),
                                    ("hosting", "stored there"),
                                    ("support", "access for support"),
                                    ("telemetry", "telemetry of a product"),
                                ],
                                default="supply",
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        (
                            "mechanism",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("45", "adequacy decision (art. 45)"),
                                    ("46(2)(c)", "standard contractual clauses (art. 46(2)(c))"),
                                    ("47", "binding corporate rules (art. 47)"),
                                    ("46", "another safeguard (art. 46)"),
                                    ("49(1)", "derogation (art. 49(1))"),
                                    ("49(1)2", "compelling interest (art. 49(1), second subparagraph)"),
                                ],
                                help_text="Art. 45 to 49: on what the transfer rests.",
                                max_length=10,
                                verbose_name="mechanism",
                            ),
                        ),
                        (
                            "module",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "module 1: controller to controller"),
                                    ("2", "module 2: controller to processor"),
                                    ("3", "module 3: processor to processor"),
                                    ("4", "module 4: processor to controller"),
                                ],
                                max_length=1,
                                verbose_name="module of the clauses",
                            ),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="transfer assessed on")),
                        ("assessment", models.TextField(blank=True, verbose_name="outcome of the assessment")),
                        (
                            "document",
                            models.CharField(
                                blank=True,
                                help_text="Art. 30(1)(e) for art. 49(1).",
                                max_length=300,
                                verbose_name="document with the safeguards",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfer_rows",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.party",
                                verbose_name="to which organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transfer",
                        "verbose_name_plural": "transfers",
                        "ordering": ["activity", "agreement", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sort__in", ["supply", "hosting", "support", "telemetry"])),
                                name="transfer_sort_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mechanism__in", ["45", "46(2)(c)", "47", "46", "49(1)", "49(1)2", ""])
                                ),
                                name="transfer_mechanism_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("module__in", ["1", "2", "3", "4", ""])),
                                name="transfer_module_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("activity__isnull", False), ("agreement__isnull", False), _connector="OR"
                                ),
                                name="transfer_of_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Waiver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")),
                        ("rule", models.SlugField(max_length=60, verbose_name="rule")),
                        ("record", models.UUIDField(db_index=True, verbose_name="record")),
                        ("field", models.CharField(blank=True, max_length=40, verbose_name="field")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("until", models.DateField(verbose_name="until")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="waived by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "waiver",
                        "verbose_name_plural": "waivers",
                        "ordering": ["until", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalActivityMeasure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.measure",
                                verbose_name="measure",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical measure taken",
                        "verbose_name_plural": "historical measures taken",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAdequacyDecision",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "country",
                            models.CharField(
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("label", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("eea", models.BooleanField(default=False, verbose_name="part of the EEA")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        ("condition", models.CharField(blank=True, max_length=300, verbose_name="only when")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed by a source"),
                                    ("confirmed_old", "confirmed in an older text"),
                                    ("secondary", "confirmed by a secondary source"),
                                    ("to_check", "to be checked"),
                                ],
                                default="to_check",
                                max_length=20,
                                verbose_name="legal status",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical country that protects enough",
                        "verbose_name_plural": "historical countries that protect enough",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAgreementCoverage",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical covered activity",
                        "verbose_name_plural": "historical covered activities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAgreementFile",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("version", models.CharField(blank=True, max_length=40, verbose_name="version")),
                        (
                            "sha256",
                            models.CharField(
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator("\\A[0-9a-f]{64}\\Z", "64 hexadecimal digits")
                                ],
                                verbose_name="SHA-256",
                            ),
                        ),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("added_on", models.DateField(blank=True, null=True, verbose_name="added on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical file of an agreement",
                        "verbose_name_plural": "historical files of an agreement",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAssurance",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("iso27001", "ISO 27001 certificate"),
                                    ("iso27701", "ISO 27701 certificate"),
                                    ("nen7510", "NEN 7510 certificate"),
                                    ("isae3402", "ISAE 3402 report"),
                                    ("soc2", "SOC 2 report"),
                                    ("audit", "audit of our own"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "scope_fits",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="does the scope fit?",
                            ),
                        ),
                        ("findings", models.TextField(blank=True, verbose_name="findings")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="reference")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical assurance",
                        "verbose_name_plural": "historical assurances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBreach",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("number", models.CharField(db_index=True, max_length=40, verbose_name="number")),
                        (
                            "title",
                            models.CharField(help_text="No names of people.", max_length=300, verbose_name="title"),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="happened at")),
                        (
                            "aware_at",
                            models.DateTimeField(
                                help_text="Art. 33(1): the clock starts here.", verbose_name="we became aware at"
                            ),
                        ),
                        ("facts", models.TextField(blank=True, help_text="Art. 33(5).", verbose_name="facts")),
                        (
                            "effects",
                            models.TextField(blank=True, help_text="Art. 33(5), 33(3)(c).", verbose_name="effects"),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True, help_text="Art. 33(5), 33(3)(d).", verbose_name="measures taken"
                            ),
                        ),
                        (
                            "categories",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, help_text="Art. 33(3)(a).", verbose_name="categories of data"
                            ),
                        ),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        (
                            "rows",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of records, estimated"
                            ),
                        ),
                        (
                            "cross_border",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 56.",
                                max_length=10,
                                verbose_name="people in other member states?",
                            ),
                        ),
                        (
                            "risk",
                            models.CharField(
                                choices=[
                                    ("unknown", "not assessed"),
                                    ("unlikely", "risk unlikely"),
                                    ("risk", "a risk"),
                                    ("high", "a high risk"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="risk for people",
                            ),
                        ),
                        ("risk_reason", models.TextField(blank=True, verbose_name="why")),
                        (
                            "reported_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reported to the authority at"),
                        ),
                        (
                            "report_reference",
                            models.CharField(blank=True, max_length=100, verbose_name="reference of the report"),
                        ),
                        (
                            "delay_reason",
                            models.TextField(
                                blank=True, help_text="Art. 33(1).", verbose_name="reasons of a late report"
                            ),
                        ),
                        ("not_reported_reason", models.TextField(blank=True, verbose_name="why it was not reported")),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, help_text="Art. 34.", null=True, verbose_name="people were told at"
                            ),
                        ),
                        (
                            "not_told_reason",
                            models.TextField(
                                blank=True, help_text="Art. 34(3).", verbose_name="why people were not told"
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="decided by")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "processor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="at which processor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical breach",
                        "verbose_name_plural": "historical breaches",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBreachActivity",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "breach",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.breach",
                                verbose_name="breach",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical activity touched",
                        "verbose_name_plural": "historical activities touched",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClauseCheck",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "clause",
                            models.CharField(
                                choices=[
                                    ("28(1)", "sufficient guarantees"),
                                    ("28(3)", "subject, duration, nature, purpose, data, people, duties and rights"),
                                    ("28(3)(a)", "only on documented instructions"),
                                    ("28(3)(b)", "confidentiality"),
                                    ("28(3)(c)", "security (art. 32)"),
                                    ("28(3)(d)", "sub-processors (art. 28(2) and (4))"),
                                    ("28(3)(e)", "help with requests of people"),
                                    ("28(3)(f)", "help with art. 32 to 36: security, breaches, DPIA"),
                                    ("28(3)(g)", "erase or return at the end"),
                                    ("28(3)(h)", "information and audits"),
                                    ("28(3) end", "warn when an instruction breaks the law"),
                                    ("28(4)", "same duties for sub-processors"),
                                    ("28(9)", "in writing"),
                                ],
                                max_length=12,
                                verbose_name="clause",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=100, verbose_name="where in the agreement")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("unknown", "not checked"),
                                    ("yes", "agreed"),
                                    ("partly", "partly"),
                                    ("no", "missing"),
                                    ("na", "does not apply"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical clause",
                        "verbose_name_plural": "historical clause check",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClientProcessing",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "operations",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, verbose_name="categories of processing"
                            ),
                        ),
                        (
                            "officer",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="data protection officer of the client"
                            ),
                        ),
                        (
                            "volume",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="client",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical client",
                        "verbose_name_plural": "historical clients",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDataProtectionOfficer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical data protection officer",
                        "verbose_name_plural": "historical data protection officers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEngagement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("service", models.CharField(blank=True, max_length=300, verbose_name="service")),
                        (
                            "retention_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="keeps the data for (months)"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="processor",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical processor at work",
                        "verbose_name_plural": "historical processors at work",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHold",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "label",
                            models.CharField(
                                help_text="No names of people: they are kept apart.",
                                max_length=200,
                                verbose_name="label",
                            ),
                        ),
                        ("ground", models.CharField(default="17(3)(e)", max_length=40, verbose_name="ground")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("owner", models.CharField(max_length=200, verbose_name="owner")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        (
                            "ends_on",
                            models.DateField(
                                help_text="A hold ends; look again before that day.", verbose_name="until"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="only this processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hold",
                        "verbose_name_plural": "historical holds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalJointController",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "division",
                            models.TextField(
                                blank=True, help_text="Art. 26(1), in short.", verbose_name="division of tasks"
                            ),
                        ),
                        (
                            "contact_point",
                            models.CharField(blank=True, max_length=300, verbose_name="contact point for people"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical joint controller",
                        "verbose_name_plural": "historical joint controllers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLegalParameter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("label", models.CharField(max_length=200, verbose_name="label")),
                        ("value", models.IntegerField(verbose_name="value")),
                        ("unit", models.CharField(max_length=20, verbose_name="unit")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        ("reference", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed by a source"),
                                    ("confirmed_old", "confirmed in an older text"),
                                    ("secondary", "confirmed by a secondary source"),
                                    ("to_check", "to be checked"),
                                ],
                                default="to_check",
                                max_length=20,
                                verbose_name="legal status",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical number of law",
                        "verbose_name_plural": "historical numbers of law",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLine",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        (
                            "subjects",
                            models.CharField(
                                help_text="Art. 30(1)(c).", max_length=300, verbose_name="category of people"
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("identity", "name and identity"),
                                    ("contact", "contact details"),
                                    ("financial", "payment and invoices"),
                                    ("purchase", "orders and contracts"),
                                    ("communication", "conversations and messages"),
                                    ("recording", "sound or image"),
                                    ("behaviour", "use and behaviour"),
                                    ("preference", "marketing and preferences"),
                                    ("location", "location"),
                                    ("technical", "technical data"),
                                    ("health", "health (art. 9)"),
                                    ("special", "other special category (art. 9)"),
                                    ("criminal", "criminal data (art. 10)"),
                                    ("national_id", "citizen service number (art. 46 UAVG)"),
                                    ("other", "other"),
                                    ("none", "no personal data"),
                                ],
                                max_length=20,
                                verbose_name="category of data",
                            ),
                        ),
                        ("data", models.TextField(blank=True, verbose_name="which data")),
                        (
                            "retention_criterion",
                            models.TextField(
                                blank=True,
                                help_text="Art. 13(2)(a), 30(1)(f).",
                                verbose_name="criterion, where no term can be given",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("subject", "the person"),
                                    ("observed", "observed while the person uses the service"),
                                    ("derived", "derived or computed by us"),
                                    ("third", "somebody else"),
                                    ("public", "a public source"),
                                ],
                                help_text="Art. 14(2)(f), 15(1)(g).",
                                max_length=10,
                                verbose_name="where data come from",
                            ),
                        ),
                        ("origin_text", models.TextField(blank=True, verbose_name="source in words")),
                        (
                            "obliged",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 13(2)(e).",
                                max_length=10,
                                verbose_name="is the person obliged to give them?",
                            ),
                        ),
                        (
                            "refusal_effect",
                            models.TextField(blank=True, verbose_name="what happens if the person refuses"),
                        ),
                        (
                            "special",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 9(1).",
                                max_length=10,
                                verbose_name="special categories",
                            ),
                        ),
                        ("special_kinds", models.CharField(blank=True, max_length=300, verbose_name="which")),
                        (
                            "condition",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("9(2)(a)", "explicit consent (art. 9(2)(a))"),
                                    ("9(2)(b)", "employment and social security (art. 9(2)(b))"),
                                    ("9(2)(c)", "vital interests (art. 9(2)(c))"),
                                    ("9(2)(d)", "association with a political, religious or union aim (art. 9(2)(d))"),
                                    ("9(2)(e)", "made public by the person (art. 9(2)(e))"),
                                    ("9(2)(f)", "legal claims (art. 9(2)(f))"),
                                    ("9(2)(g)", "substantial public interest (art. 9(2)(g))"),
                                    ("9(2)(h)", "health care (art. 9(2)(h))"),
                                    ("9(2)(i)", "public health (art. 9(2)(i))"),
                                    ("9(2)(j)", "archiving, research, statistics (art. 9(2)(j))"),
                                ],
                                max_length=10,
                                verbose_name="condition of art. 9(2)",
                            ),
                        ),
                        (
                            "condition_law",
                            models.CharField(blank=True, max_length=200, verbose_name="article of the UAVG"),
                        ),
                        (
                            "criminal",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 10, art. 31 to 33 UAVG.",
                                max_length=10,
                                verbose_name="criminal data",
                            ),
                        ),
                        (
                            "criminal_law",
                            models.CharField(blank=True, max_length=200, verbose_name="ground for criminal data"),
                        ),
                        (
                            "national_id",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 87, art. 46 UAVG.",
                                max_length=10,
                                verbose_name="citizen service number (BSN)",
                            ),
                        ),
                        (
                            "national_id_law",
                            models.CharField(blank=True, max_length=200, verbose_name="law that prescribes the number"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.purpose",
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "retention",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.retentionrule",
                                verbose_name="retention rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical line",
                        "verbose_name_plural": "historical lines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLineSystem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.line",
                                verbose_name="line",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.system",
                                verbose_name="system",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical system of a line",
                        "verbose_name_plural": "historical systems of a line",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMeasure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical security measure",
                        "verbose_name_plural": "historical security measures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="legal name")),
                        ("own", models.BooleanField(default=False, verbose_name="our own organisation")),
                        (
                            "registration",
                            models.CharField(
                                blank=True,
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[0-9. ]{8,14}\\Z", "give the number of the Chamber of Commerce or KBO"
                                    )
                                ],
                                verbose_name="Chamber of Commerce number",
                            ),
                        ),
                        (
                            "address",
                            models.TextField(
                                blank=True, help_text="Art. 30(1)(a): name and contact details.", verbose_name="address"
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                default="NL",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                        (
                            "contact",
                            models.CharField(
                                blank=True,
                                help_text="A role or mailbox, if you can.",
                                max_length=300,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "representative",
                            models.TextField(
                                blank=True,
                                help_text="Art. 27: when established outside the EU.",
                                verbose_name="representative",
                            ),
                        ),
                        (
                            "no_dpo_reason",
                            models.TextField(
                                blank=True,
                                help_text="Art. 37: a reason, when none is named.",
                                verbose_name="why there is no data protection officer",
                            ),
                        ),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical organisation",
                        "verbose_name_plural": "historical organisations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcessingActivity",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("number", models.CharField(db_index=True, max_length=40, verbose_name="number")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("controller", "controller (art. 30(1))"),
                                    ("processor", "processor (art. 30(2))"),
                                ],
                                default="controller",
                                max_length=12,
                                verbose_name="our role",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("department", models.CharField(blank=True, max_length=300, verbose_name="department")),
                        (
                            "owner",
                            models.CharField(
                                blank=True,
                                help_text="Who answers for it: a role or name.",
                                max_length=200,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "owner_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the owner"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "offered for sign-off"),
                                    ("signed", "signed off"),
                                    ("ended", "ended"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "core",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="core activity",
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "volume",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of people, estimated"
                            ),
                        ),
                        (
                            "recipients",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 30(1)(d): nothing listed is not the same as none.",
                                max_length=10,
                                verbose_name="are there recipients?",
                            ),
                        ),
                        (
                            "transfers",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 30(1)(e), art. 44.",
                                max_length=10,
                                verbose_name="do data leave the EEA?",
                            ),
                        ),
                        (
                            "joint",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 26, art. 30(1)(a).",
                                max_length=10,
                                verbose_name="are there joint controllers?",
                            ),
                        ),
                        (
                            "processors",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 28.",
                                max_length=10,
                                verbose_name="do processors work on it?",
                            ),
                        ),
                        (
                            "security",
                            models.TextField(
                                blank=True, help_text="Art. 30(1)(g), art. 32(1).", verbose_name="security in general"
                            ),
                        ),
                        (
                            "pseudonymised",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 32(1)(a).",
                                max_length=10,
                                verbose_name="pseudonymised",
                            ),
                        ),
                        (
                            "encrypted",
                            models.CharField(
                                choices=[
                                    ("unknown", "not answered"),
                                    ("yes", "yes"),
                                    ("possible", "possible, in free speech or free text"),
                                    ("no", "no"),
                                ],
                                default="unknown",
                                help_text="Art. 32(1)(a).",
                                max_length=10,
                                verbose_name="encrypted",
                            ),
                        ),
                        (
                            "informing",
                            models.TextField(
                                blank=True, help_text="Art. 12 to 14.", verbose_name="how people are informed"
                            ),
                        ),
                        (
                            "rights",
                            models.TextField(blank=True, help_text="Art. 15 to 22.", verbose_name="remarks on rights"),
                        ),
                        (
                            "automated",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 22, 13(2)(f).",
                                max_length=10,
                                verbose_name="automated decisions?",
                            ),
                        ),
                        ("automated_logic", models.TextField(blank=True, verbose_name="logic of the decision")),
                        (
                            "automated_effects",
                            models.TextField(blank=True, verbose_name="meaning and consequences for people"),
                        ),
                        (
                            "profiling",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 4(4).",
                                max_length=10,
                                verbose_name="profiling?",
                            ),
                        ),
                        (
                            "ai_used",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="is artificial intelligence used?",
                            ),
                        ),
                        (
                            "ai_trains",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="are the data used to train it?",
                            ),
                        ),
                        (
                            "dpia_ladder",
                            registers.models.register.base.CodesField(
                                blank=True, default=list, help_text="Art. 35(3).", verbose_name="always a DPIA, because"
                            ),
                        ),
                        (
                            "dpia_kinds",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Art. 35(4).",
                                verbose_name="kinds on the list of the authority",
                            ),
                        ),
                        (
                            "dpia_criteria",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Two or more: a DPIA.",
                                verbose_name="criteria that apply",
                            ),
                        ),
                        (
                            "dpia_needed",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 35(1). A no needs a reason.",
                                max_length=10,
                                verbose_name="is a DPIA needed?",
                            ),
                        ),
                        ("dpia_reason", models.TextField(blank=True, verbose_name="reasons")),
                        ("dpia_done_on", models.DateField(blank=True, null=True, verbose_name="DPIA done on")),
                        (
                            "dpia_reference",
                            models.CharField(blank=True, max_length=300, verbose_name="where the DPIA is"),
                        ),
                        (
                            "officer_remark",
                            models.TextField(blank=True, verbose_name="remark of the data protection officer"),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="review every (months)"),
                        ),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                        ("catalogue", models.SlugField(blank=True, max_length=80, verbose_name="from the catalogue")),
                        (
                            "catalogue_version",
                            models.CharField(blank=True, max_length=20, verbose_name="version of the catalogue"),
                        ),
                        ("public", models.BooleanField(default=False, verbose_name="published")),
                        ("public_fields", models.JSONField(blank=True, default=list, verbose_name="published fields")),
                        ("source_system", models.CharField(blank=True, max_length=80, verbose_name="imported from")),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="continued as",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical processing activity",
                        "verbose_name_plural": "historical processing activities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcessorAgreement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("number", models.CharField(db_index=True, max_length=40, verbose_name="number")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("we_control", "we are the controller"),
                                    ("we_process", "we are the processor"),
                                ],
                                default="we_control",
                                max_length=12,
                                verbose_name="our side",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("negotiating", "being negotiated"),
                                    ("signed", "signed"),
                                    ("terminated", "given notice"),
                                    ("exit", "being wound up"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "template",
                            models.CharField(
                                blank=True,
                                help_text="Art. 28(6) to (8).",
                                max_length=200,
                                verbose_name="model and version",
                            ),
                        ),
                        ("services", models.TextField(blank=True, verbose_name="services")),
                        (
                            "data_categories",
                            registers.models.register.base.CodesField(
                                blank=True,
                                default=list,
                                help_text="Art. 28(3), opening words.",
                                verbose_name="categories of data in the agreement",
                            ),
                        ),
                        (
                            "signed_by_us",
                            models.DateField(
                                blank=True, help_text="Art. 28(9).", null=True, verbose_name="signed by us on"
                            ),
                        ),
                        ("signed_by_them", models.DateField(blank=True, null=True, verbose_name="signed by them on")),
                        ("signatories", models.CharField(blank=True, max_length=300, verbose_name="signatories")),
                        ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("in_force_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        ("open_ended", models.BooleanField(default=False, verbose_name="for an indefinite time")),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days of notice"),
                        ),
                        (
                            "renews",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="renews by itself?",
                            ),
                        ),
                        ("owner", models.CharField(blank=True, max_length=200, verbose_name="owner")),
                        (
                            "owner_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the owner"),
                        ),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="review every (months)"),
                        ),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                        (
                            "breach_hours",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 33(2), 28(3)(f).",
                                null=True,
                                verbose_name="breach is reported within (hours)",
                            ),
                        ),
                        (
                            "breach_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="mailbox for breaches"),
                        ),
                        (
                            "breach_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone number for breaches"),
                        ),
                        ("breach_content", models.TextField(blank=True, verbose_name="what the report holds at least")),
                        (
                            "request_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 28(3)(e).",
                                null=True,
                                verbose_name="helps with requests within (days)",
                            ),
                        ),
                        (
                            "request_email",
                            models.EmailField(
                                blank=True,
                                help_text="Art. 19.",
                                max_length=254,
                                verbose_name="mailbox for requests and notices",
                            ),
                        ),
                        (
                            "regime",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("specific", "each one separately"),
                                    ("general", "in general, with a right to object"),
                                    ("none", "not allowed"),
                                ],
                                help_text="Art. 28(2).",
                                max_length=10,
                                verbose_name="sub-processors",
                            ),
                        ),
                        (
                            "announce_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="announced (days before)"
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days to object"),
                        ),
                        ("objection_effect", models.TextField(blank=True, verbose_name="what an objection leads to")),
                        (
                            "audit_right",
                            models.TextField(blank=True, help_text="Art. 28(3)(h).", verbose_name="right to audit"),
                        ),
                        (
                            "audit_notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="notice of an audit (days)"
                            ),
                        ),
                        ("audited_on", models.DateField(blank=True, null=True, verbose_name="last audit")),
                        ("next_audit", models.DateField(blank=True, null=True, verbose_name="next audit")),
                        (
                            "deletion_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 28(3)(g).",
                                null=True,
                                verbose_name="erases after the end within (days)",
                            ),
                        ),
                        ("deletion_choice", models.TextField(blank=True, verbose_name="erase or return")),
                        (
                            "deletion_proof_on",
                            models.DateField(blank=True, null=True, verbose_name="proof of erasure received on"),
                        ),
                        (
                            "liability",
                            models.TextField(
                                blank=True, help_text="Art. 82: cap and currency.", verbose_name="liability"
                            ),
                        ),
                        ("insurance", models.TextField(blank=True, verbose_name="insurance")),
                        ("governing_law", models.CharField(blank=True, max_length=100, verbose_name="governing law")),
                        ("locations", models.TextField(blank=True, verbose_name="where the data are")),
                        (
                            "measures_annex",
                            models.CharField(
                                blank=True, help_text="Art. 32.", max_length=200, verbose_name="annex with measures"
                            ),
                        ),
                        (
                            "guarantees_on",
                            models.DateField(
                                blank=True,
                                help_text="Art. 28(1): our own check.",
                                null=True,
                                verbose_name="guarantees checked on",
                            ),
                        ),
                        (
                            "guarantees_by",
                            models.CharField(blank=True, max_length=200, verbose_name="guarantees checked by"),
                        ),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        ("source_system", models.CharField(blank=True, max_length=80, verbose_name="imported from")),
                        ("source_id", models.CharField(blank=True, max_length=200, verbose_name="id in the source")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "counterparty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="other side",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="our organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="under contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical processor agreement",
                        "verbose_name_plural": "historical processor agreements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPurpose",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        (
                            "text",
                            models.TextField(
                                help_text="Art. 5(1)(b), 30(1)(b): specified and explicit.", verbose_name="purpose"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("6(1)(a)", "consent (art. 6(1)(a))"),
                                    ("6(1)(b)", "contract (art. 6(1)(b))"),
                                    ("6(1)(c)", "legal obligation (art. 6(1)(c))"),
                                    ("6(1)(d)", "vital interests (art. 6(1)(d))"),
                                    ("6(1)(e)", "public task (art. 6(1)(e))"),
                                    ("6(1)(f)", "legitimate interest (art. 6(1)(f))"),
                                ],
                                help_text="Art. 6(1).",
                                max_length=10,
                                verbose_name="legal basis",
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation of the basis")),
                        (
                            "statute",
                            models.CharField(
                                blank=True,
                                help_text="Art. 6(3): for (c) and (e).",
                                max_length=300,
                                verbose_name="statute",
                            ),
                        ),
                        (
                            "interest",
                            models.TextField(
                                blank=True, help_text="Art. 6(1)(f), 13(1)(d).", verbose_name="the interest"
                            ),
                        ),
                        ("necessity", models.TextField(blank=True, verbose_name="why it is necessary")),
                        (
                            "balancing",
                            models.TextField(blank=True, verbose_name="weighing against the person's interests"),
                        ),
                        (
                            "balance_outcome",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                max_length=10,
                                verbose_name="does our interest prevail?",
                            ),
                        ),
                        ("balanced_on", models.DateField(blank=True, null=True, verbose_name="weighed on")),
                        ("balanced_by", models.CharField(blank=True, max_length=200, verbose_name="weighed by")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical purpose",
                        "verbose_name_plural": "historical purposes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecipient",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="recipient or category")),
                        (
                            "sort",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("internal", "within the organisation"),
                                    ("processor", "processor"),
                                    ("controller", "another controller"),
                                    ("authority", "public authority"),
                                    ("subject", "the person or other subjects"),
                                ],
                                max_length=12,
                                verbose_name="sort",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("planned", models.BooleanField(default=False, verbose_name="planned, not yet supplied")),
                        (
                            "notice_email",
                            models.EmailField(
                                blank=True,
                                help_text="Art. 19: who is told of a correction or erasure.",
                                max_length=254,
                                verbose_name="e-mail address for notices",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.line",
                                verbose_name="only these data",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recipient",
                        "verbose_name_plural": "historical recipients",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRetentionRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Art. 5(1)(e), 30(1)(f). Empty when only a criterion fits.",
                                null=True,
                                verbose_name="months",
                            ),
                        ),
                        ("start_event", models.CharField(blank=True, max_length=300, verbose_name="counted from")),
                        (
                            "criterion",
                            models.TextField(
                                blank=True,
                                help_text="Where no number of months can be given.",
                                verbose_name="criterion",
                            ),
                        ),
                        ("ground", models.TextField(blank=True, verbose_name="why this long")),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("destroy", "destroyed"),
                                    ("anonymise", "anonymised"),
                                    ("archive", "moved to an archive (Archiefwet)"),
                                ],
                                default="destroy",
                                max_length=10,
                                verbose_name="afterwards",
                            ),
                        ),
                        ("executor", models.CharField(blank=True, max_length=200, verbose_name="carried out by")),
                        (
                            "kept_to",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 5(2).",
                                max_length=10,
                                verbose_name="is it kept to?",
                            ),
                        ),
                        ("deviation", models.TextField(blank=True, verbose_name="why not, if it isn't")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.retentionduty",
                                verbose_name="retention duty",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical retention rule",
                        "verbose_name_plural": "historical retention rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSubProcessor",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("service", models.CharField(blank=True, max_length=300, verbose_name="service")),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        ("announced_on", models.DateField(blank=True, null=True, verbose_name="announced on")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "decision",
                            models.CharField(
                                choices=[("open", "not decided"), ("accepted", "accepted"), ("objected", "objected")],
                                default="open",
                                max_length=10,
                                verbose_name="decision",
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="decided by")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                        (
                            "flowdown",
                            models.CharField(
                                choices=[("unknown", "not answered"), ("yes", "yes"), ("no", "no")],
                                default="unknown",
                                help_text="Art. 28(4).",
                                max_length=10,
                                verbose_name="same duties passed on?",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.subprocessor",
                                verbose_name="engaged by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical sub-processor",
                        "verbose_name_plural": "historical sub-processors",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSystem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("name", models.CharField(max_length=300, verbose_name="name")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                default="NL",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country of the data",
                            ),
                        ),
                        (
                            "source",
                            models.SlugField(
                                blank=True,
                                help_text="The name of the source, if it has one.",
                                max_length=63,
                                verbose_name="source of the data map",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="supplier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical system",
                        "verbose_name_plural": "historical systems",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTransfer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        (
                            "country",
                            models.CharField(
                                help_text="Art. 30(1)(e).",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{2}\\Z", "give the country as two capitals (ISO 3166), e.g. NL or BE"
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("supply", "supplied to a recipient"),
                                    ("hosting", "stored there"),
                                    ("support", "access for support"),
                                    ("telemetry", "telemetry of a product"),
                                ],
                                default="supply",
                                max_length=10,
                                verbose_name="sort",
                            ),
                        ),
                        (
                            "mechanism",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("45", "adequacy decision (art. 45)"),
                                    ("46(2)(c)", "standard contractual clauses (art. 46(2)(c))"),
                                    ("47", "binding corporate rules (art. 47)"),
                                    ("46", "another safeguard (art. 46)"),
                                    ("49(1)", "derogation (art. 49(1))"),
                                    ("49(1)2", "compelling interest (art. 49(1), second subparagraph)"),
                                ],
                                help_text="Art. 45 to 49: on what the transfer rests.",
                                max_length=10,
                                verbose_name="mechanism",
                            ),
                        ),
                        (
                            "module",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1", "module 1: controller to controller"),
                                    ("2", "module 2: controller to processor"),
                                    ("3", "module 3: processor to processor"),
                                    ("4", "module 4: processor to controller"),
                                ],
                                max_length=1,
                                verbose_name="module of the clauses",
                            ),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="transfer assessed on")),
                        ("assessment", models.TextField(blank=True, verbose_name="outcome of the assessment")),
                        (
                            "document",
                            models.CharField(
                                blank=True,
                                help_text="Art. 30(1)(e) for art. 49(1).",
                                max_length=300,
                                verbose_name="document with the safeguards",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.party",
                                verbose_name="to which organisation",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processingactivity",
                                verbose_name="processing activity",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="registers.processoragreement",
                                verbose_name="processor agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical transfer",
                        "verbose_name_plural": "historical transfers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalWaiver",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id")),
                        ("rule", models.SlugField(max_length=60, verbose_name="rule")),
                        ("record", models.UUIDField(db_index=True, verbose_name="record")),
                        ("field", models.CharField(blank=True, max_length=40, verbose_name="field")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("until", models.DateField(verbose_name="until")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="waived by",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical waiver",
                        "verbose_name_plural": "historical waivers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
    ]
