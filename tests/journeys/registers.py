"""Activities of the register as two people signed them off, for requests that the register decides on."""

import datetime as dt

from django.contrib.auth.models import User

from registers.book.records import Activity
from registers.book_selectors import read_book
from registers.models import Party, ProcessingActivity, Purpose, RegisterVersion
from registers.register_choices import Answer, RecordKind

SIGNED_AT = dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC)


def activity(name: str, *bases: str) -> ProcessingActivity:
    """An activity with a purpose for each basis, not signed off."""
    own, _made = Party.objects.get_or_create(name="Testwinkel B.V.", own=True)
    said = {"organisation": own, "recipients": Answer.NO, "transfers": Answer.NO, "automated": Answer.NO}
    number = f"VA-{ProcessingActivity.objects.count() + 1:03d}"
    made = ProcessingActivity.objects.create(number=number, name=name, **said)
    for basis in bases:
        Purpose.objects.create(activity=made, text=f"{name} voor u doen", basis=basis)
    return made


def signed_off(made: ProcessingActivity) -> RegisterVersion:
    """Its version 1 (or the next), as it is now."""
    about = read_book().about(RecordKind.ACTIVITY, str(made.uid))
    people = [User.objects.get_or_create(username=name)[0] for name in ("opsteller", "vaststeller")]
    return RegisterVersion.objects.create(
        record_kind=RecordKind.ACTIVITY,
        record=made.uid,
        number=RegisterVersion.objects.filter(record=made.uid).count() + 1,
        title=about.get(Activity, str(made.uid)).name,
        body=about.as_json(),
        sha256=about.sha256,
        offered_by=people[0],
        signed_by=people[1],
        at=SIGNED_AT,
    )


def in_force(name: str, *bases: str) -> RegisterVersion:
    """An activity that was signed off."""
    return signed_off(activity(name, *bases))
