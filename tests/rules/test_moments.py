"""What a day means when somebody asks for the register of that day."""

from datetime import UTC, date, datetime

from registers.book.moments import end_of, moment_of

NOW = datetime(2026, 7, 2, 21, 30, tzinfo=UTC)


def test_a_day_ends_at_midnight_in_amsterdam() -> None:
    summer, winter = end_of(date(2026, 7, 1)), end_of(date(2026, 1, 1))

    assert summer.astimezone(UTC) == datetime(2026, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)
    assert winter.astimezone(UTC) == datetime(2026, 1, 1, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_day_that_is_over_means_its_end_whenever_it_is_asked() -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)

    assert moment_of(date(2026, 7, 1), now=NOW) == moment_of(date(2026, 7, 1), now=later) == end_of(date(2026, 7, 1))


def test_today_means_now() -> None:
    assert moment_of(date(2026, 7, 2), now=NOW) == NOW


def test_past_midnight_in_amsterdam_is_the_next_day() -> None:
    late = datetime(2026, 7, 2, 22, 30, tzinfo=UTC)

    assert moment_of(date(2026, 7, 3), now=late) == late


def test_a_day_to_come_has_no_moment() -> None:
    assert moment_of(date(2026, 7, 3), now=NOW) is None
