"""What the register tells a person about activities: from the version that was signed off, or else from the draft."""

from collections.abc import Iterable
from datetime import datetime

from registers.book.book import Book
from registers.book.records import Activity
from registers.book_selectors import read_book
from registers.publication_selectors import newest_signed
from registers.publishing.choosing import Signed
from registers.publishing.grounds import ActivityBasis, grounds_of
from registers.publishing.informing import ToldActivity, answers
from registers.register_choices import RecordKind


def told_about(names: Iterable[str], *, at: datetime) -> dict[str, ToldActivity]:
    """The activities of those names, numbers or uids as the register had them at ``at``; unknown names are left out."""
    book, found, signed = _found(names, at)
    return {name: _told(book, activity, signed.get(activity.uid)) for name, activity in found.items()}


def bases_of(names: Iterable[str], *, at: datetime) -> dict[str, ActivityBasis]:
    """On what the activities of those names rest, by the version in force at ``at``; left out without one."""
    _book, found, signed = _found(names, at)
    return {name: _basis(signed[activity.uid]) for name, activity in found.items() if activity.uid in signed}


def _found(names: Iterable[str], at: datetime) -> tuple[Book, dict[str, Activity], dict[str, Signed]]:
    """Today's book, its activities by the name asked for, and each as it was last signed off, alone or with all."""
    wanted = sorted({name for name in names if name.strip()})
    book = read_book() if wanted else Book()
    found = {name: activity for name in wanted if (activity := book.activity(name))}
    return book, found, newest_signed([activity.uid for activity in found.values()], at=at)


def _told(book: Book, activity: Activity, signed: Signed | None) -> ToldActivity:
    about = signed.book if signed else book.about(RecordKind.ACTIVITY, activity.uid)
    said = signed.activity if signed else about.get(Activity, activity.uid)
    return ToldActivity(
        uid=said.uid,
        number=said.number,
        name=said.name,
        version=signed.number if signed else 0,
        whole=signed.whole if signed else False,
        sha256=signed.sha256 if signed else about.sha256,
        answers=answers(about, said),
    )


def _basis(signed: Signed) -> ActivityBasis:
    return ActivityBasis(
        number=signed.activity.number,
        name=signed.activity.name,
        version=signed.number,
        sha256=signed.sha256,
        grounds=grounds_of(signed.book, signed.activity),
    )
