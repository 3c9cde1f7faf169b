"""A small register that says everything, as a book: the starting point of tests that leave something out."""

import datetime as dt
from typing import Any

from registers.book.book import Book
from registers.book.records import (
    Activity,
    Adequacy,
    Engagement,
    Joint,
    Line,
    Party,
    Purpose,
    Recipient,
    Record,
    Retention,
    Transfer,
)
from registers.choices import DataCategory
from registers.register_choices import (
    Answer,
    ClausesModule,
    DataSource,
    LegalBasis,
    Presence,
    RecipientKind,
    TransferKind,
    TransferMechanism,
)

PARTIES = (
    Party(
        uid="p-own", name="Testwinkel B.V.", own=True, address="Dorpsstraat 1, Ons Dorp", email="privacy@example.org"
    ),
    Party(uid="p-proc", name="Belhulp B.V.", email="avg@example.net"),
    Party(uid="p-joint", name="Zusterwinkel B.V."),
)
RETENTION = Retention(uid="r-24", name="Klantcontact", months=24, start_event="einde van de overeenkomst")
ADEQUACY = Adequacy(uid="a-jp", country="JP", label="Japan", valid_from=dt.date(2019, 1, 23))


def activity(**more: Any) -> Activity:
    """An activity that answers every question."""
    said: dict[str, Any] = {
        "uid": "act-1",
        "number": "VA-001",
        "name": "Klantcontact",
        "organisation": "p-own",
        "recipients": Answer.YES,
        "transfers": Answer.YES,
        "joint": Answer.YES,
        "processors": Answer.YES,
        "automated": Answer.NO,
    }
    return Activity(**{**said, **more})


def line(**more: Any) -> Line:
    """A line that answers every question."""
    said: dict[str, Any] = {
        "uid": "l-1",
        "activity": "act-1",
        "subjects": "Klanten",
        "category": DataCategory.CONTACT,
        "data": "telefoonnummer en e-mailadres",
        "purpose": "pu-1",
        "retention": "r-24",
        "origin": DataSource.SUBJECT,
        "obliged": Answer.YES,
        "refusal_effect": "Wij kunnen u dan niet terugbellen.",
        "special": Presence.NO,
        "criminal": Presence.NO,
        "national_id": Presence.NO,
    }
    return Line(**{**said, **more})


def parts() -> tuple[Record, ...]:
    """What belongs to the activity besides its line."""
    return (
        Purpose(uid="pu-1", activity="act-1", text="Vragen van klanten beantwoorden", basis=LegalBasis.CONTRACT),
        Recipient(uid="rc-1", activity="act-1", text="bezorgdiensten", sort=RecipientKind.CONTROLLER),
        Engagement(uid="e-1", activity="act-1", party="p-proc", service="telefonie"),
        Joint(uid="j-1", activity="act-1", party="p-joint", division="wij beantwoorden verzoeken"),
        Transfer(
            uid="t-1",
            activity="act-1",
            country="JP",
            sort=TransferKind.HOSTING,
            mechanism=TransferMechanism.STANDARD_CLAUSES,
            module=ClausesModule.C2P,
        ),
    )


def whole_book(*more: Record) -> Book:
    """The book; ``more`` replaces records of the same uid."""
    return Book([*PARTIES, RETENTION, ADEQUACY, activity(), line(), *parts(), *more])
