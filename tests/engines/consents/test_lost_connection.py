"""A connection that is kept between requests may be gone by the next: the first read finds out, and is done again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction

from consents.selectors import sender_of
from tests.engines.consents.conftest import Ledger
from tests.engines.evidence.databases import default_database, on_server


@pytest.fixture
def kept(ledger: Ledger) -> Iterator[Any]:
    """A connection as the web server keeps it, at the begin of its next request."""
    with default_database(ledger.settings | {"CONN_MAX_AGE": 60}):
        own = connections["default"]
        sender_of(ledger.office.sender.key)
        own.close_if_unusable_or_obsolete()
        yield own


def cut(own: Any) -> int:
    """End the connection from the side of the server; the process that served it there."""
    backend: int = own.connection.info.backend_pid
    on_server(f"SELECT pg_terminate_backend({backend})")
    return backend


def test_the_first_read_of_a_request_makes_a_lost_connection_anew(ledger: Ledger, kept: Any) -> None:
    gone = cut(kept)

    found = sender_of(ledger.office.sender.key)

    assert found == ledger.office.sender
    assert kept.connection.info.backend_pid != gone


def test_the_first_read_says_that_the_connection_lives(ledger: Ledger, kept: Any) -> None:
    sender_of(ledger.office.sender.key)

    assert kept.health_check_done


def test_a_connection_that_is_lost_within_a_transaction_is_told(ledger: Ledger, kept: Any) -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        sender_of(ledger.office.sender.key)
        cut(kept)
        sender_of(ledger.office.sender.key)
