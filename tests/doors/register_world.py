"""The register in the admin: who works in it, a filled activity and agreement, and forms as a browser sends them."""

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.assessing import assess
from registers.actions.importing import Upload, apply
from registers.exchange.books import writing
from registers.models import (
    AgreementCoverage,
    Engagement,
    Line,
    Party,
    ProcessingActivity,
    ProcessorAgreement,
    Purpose,
    RetentionRule,
)
from registers.register_choices import Answer, LegalBasis
from subjects.demo.register import demo_book
from tests.doors.admin_world import client_of
from tests.doors.test_admin_map import sent

__all__ = ["sent"]


def address(record: Any, page: str = "change") -> str:
    """The page of a record, or of its table."""
    name = f"admin:registers_{record._meta.model_name}_{page}"
    return reverse(name) if page in {"add", "changelist"} else reverse(name, args=[record.pk])


def officer(name: str = "piet") -> Client:
    """Somebody who keeps the register, with the role that the migrations make."""
    return client_of(name, "privacy-officer")


def with_permissions(name: str, *codenames: str) -> Client:
    """A member of staff with these permissions on the register and nothing else."""
    client = client_of(name)
    user = client_user(client)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames, content_type__app_label="registers"))
    return client


def client_user(client: Client) -> Any:
    """Who is signed in."""
    return client.get(reverse("admin:index")).wsgi_request.user


def activity(number: str = "V-1", *, lines: int = 0, **facts: Any) -> ProcessingActivity:
    """An activity with a purpose and as many lines as asked."""
    made = ProcessingActivity.objects.create(number=number, name=f"Verwerking {number}", **facts)
    purpose = Purpose.objects.create(activity=made, text="Vragen van klanten beantwoorden", basis=LegalBasis.CONTRACT)
    kept, _made = RetentionRule.objects.get_or_create(name="Twee jaar", defaults={"months": 24})
    for place in range(lines):
        Line.objects.create(
            activity=made,
            position=place,
            subjects=f"klanten {place}",
            category="contact",
            purpose=purpose,
            retention=kept,
        )
    return made


def agreement(number: str = "O-1", *, covers: ProcessingActivity | None = None, **facts: Any) -> ProcessorAgreement:
    """An agreement in force with a processor that works in the activity it covers."""
    party = Party.objects.create(name=f"Verwerker {number}")
    given = {"status": "signed", "in_force_from": dt.date(2026, 1, 1), **facts}
    made = ProcessorAgreement.objects.create(number=number, title="Opslag", counterparty=party, **given)
    if covers is not None:
        Engagement.objects.create(activity=covers, party=party)
        ProcessingActivity.objects.filter(pk=covers.pk).update(processors=Answer.YES)
        AgreementCoverage.objects.create(agreement=made, activity=covers)
    return made


@cache
def demo_content() -> bytes:
    """The register of the made-up organisation as a file to import."""
    return writing.as_json(demo_book(), writing.Labels(exported_at=""))


def whole_register() -> None:
    """The register of the made-up organisation, in which nothing has to be mended before sign-off."""
    apply(upload=Upload(content=demo_content(), filename="register.json"), at=timezone.now())
    assess(at=timezone.now())


def messages_of(answer: Any) -> list[str]:
    """The messages of the page that followed."""
    return [str(message) for message in answer.context["messages"]]
