"""Two officers at the same moment: one wins, the other is told so, and one version stands."""

import threading
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from registers.actions.signing_off import offer, sign
from registers.errors import SignOffError
from registers.models import EvidenceEntry, Offer, RegisterVersion
from registers.register_choices import RecordKind
from tests.engines.evidence.databases import (  # noqa: F401
    LogDatabase,
    log_database,
    on_postgresql,
    on_sqlite,
    postgresql_template,
    sqlite_template,
)
from tests.verbs.register_office import Office, later

LONG = 60


def nothing(*_: Any) -> list[str]:
    """Rules that find nothing."""
    return []


def together(database: LogDatabase, *works: Callable[[], Any]) -> list[SignOffError | None]:
    """What each of the works met, done at the same moment over connections of their own."""
    start = threading.Barrier(len(works))
    met: list[SignOffError | None] = [None] * len(works)

    def do(place: int, work: Callable[[], Any]) -> None:
        with database.another():
            start.wait(LONG)
            try:
                work()
            except SignOffError as error:
                met[place] = error

    threads = [threading.Thread(target=do, args=(place, work), daemon=True) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive()
    return met


def signing(uid: str, actor: User) -> Callable[[], Any]:
    return lambda: sign(kind=RecordKind.ACTIVITY, uid=uid, actor=actor, at=later(days=2), obstacles=nothing)


def test_of_two_who_sign_at_once_one_wins(log_database: LogDatabase) -> None:  # noqa: F811
    office = Office()
    carla = User.objects.create_user("carla", last_login=later())
    uid = str(office.activity.uid)
    offer(kind=RecordKind.ACTIVITY, uid=uid, actor=office.anna, at=later(days=1), obstacles=nothing)

    met = together(log_database, signing(uid, office.bram), signing(uid, carla))

    assert sorted(error is None for error in met) == [False, True]
    assert list(RegisterVersion.objects.values_list("number", flat=True)) == [1]
    assert EvidenceEntry.objects.filter(kind="register.signed").count() == 1


def test_of_two_who_offer_at_once_one_offer_stands(log_database: LogDatabase) -> None:  # noqa: F811
    office = Office()
    uid = str(office.activity.uid)

    def offering(actor: User) -> Callable[[], Any]:
        return lambda: offer(kind=RecordKind.ACTIVITY, uid=uid, actor=actor, at=later(days=1), obstacles=nothing)

    met = together(log_database, offering(office.anna), offering(office.bram))

    assert any(error is None for error in met)
    assert Offer.objects.filter(closed=False).count() == 1
