"""Art. 19 after a deferred erasure: whoever the register names is told on that day, of those rows and of no others."""

import pytest
from django.test import Client

from registers.choices import DocumentKind
from registers.models import Engagement, Party, ProcessingActivity, Recipient
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.notifying import rows_in, send_notices
from subjects.actions.replaying import replay
from subjects.choices import DeferredStatus, NoticeStatus, Right
from subjects.models import DeferredErasure, SubjectRequest
from tests.journeys.road import Road, difference, documents_of, noon, text_of
from tests.journeys.shops import Build, Shop
from tests.verbs.test_deferring import ROWS, SANNE, TEXT
from tests.verbs.test_notices import LINK, Mailbox, mailbox

__all__ = ["mailbox"]  # pytest finds this fixture here
BILLED = TEXT.replace(
    "  - {name: amount,",
    "  - {name: billed_to, category: contact, identifies: email, scan: true,"
    " erasure: *none, anonymisation: *none}\n  - {name: amount,",
).replace("keep: [day, amount]", "keep: [day, amount, billed_to]")


@pytest.fixture
def shop(build_small: Build, road: Road) -> Shop:
    """Sanne and her namesake with invoices that a duty keeps, each with the address it was sent to."""
    more = (
        "ALTER TABLE invoice ADD COLUMN billed_to VARCHAR(80)",
        "UPDATE invoice SET billed_to = 'factuur@sanne.example' WHERE customer_id = 0",
        "UPDATE invoice SET billed_to = 'jr@sanne.example' WHERE customer_id = 1",
    )
    return build_small(*ROWS, *more, text=BILLED)


@pytest.fixture
def register(db: None) -> ProcessingActivity:
    """Invoices go to an accountant and a processor; the camera's of another activity to the police."""
    sales = ProcessingActivity.objects.create(number="VA-001", name="Verkoop")
    Recipient.objects.create(activity=sales, text="Accountant", sort="controller", notice_email="avg@boek.example")
    Engagement.objects.create(activity=sales, party=Party.objects.create(name="Printer B.V.", email="a@print.example"))
    other = ProcessingActivity.objects.create(number="VA-009", name="Camera's")
    Recipient.objects.create(activity=other, text="Politie", sort="authority", notice_email="x@politie.example")
    return sales


def erased_later(road: Road) -> DeferredErasure:
    """The erasure of Sanne, and the day on which the first of her invoices may go."""
    request = road.carry_out(Right.ERASURE, email=SANNE)
    road.at = noon(2028, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()
    return request.deferrals.get(status=DeferredStatus.DONE)


def test_the_recipients_hear_on_the_day_itself(shop: Shop, road: Road, register: ProcessingActivity) -> None:
    later = erased_later(road)

    told = {notice.name: (notice.email, notice.status) for notice in later.notices.all()}
    assert told == {
        "Accountant": ("avg@boek.example", NoticeStatus.QUEUED),
        "Printer B.V.": ("a@print.example", NoticeStatus.QUEUED),
    }
    assert later.notices.first().due > road.at.date()  # type: ignore[union-attr]


def test_a_notice_names_the_rows_that_went_and_not_those_that_stay(
    shop: Shop, road: Road, register: ProcessingActivity
) -> None:
    before = shop.rows()

    later = erased_later(road)

    for notice in later.notices.all():
        assert rows_in(notice) == [("Invoice", ["2"], 1)]
        assert ["email", "factuur@sanne.example"] in notice.details
        assert "jr@sanne.example" not in repr(notice.details)
    assert {row[0] for row in difference(before, shop.rows())["invoice"]} == {1, 2, 3}


def test_a_mail_goes_out_and_its_page_says_why_only_now(
    shop: Shop, road: Road, register: ProcessingActivity, mailbox: Mailbox
) -> None:
    later = erased_later(road)
    later.request.notices.filter(deferral=None).delete()

    send_notices(at=road.at)

    mail = mailbox.mails[0]
    page = Client(headers={"Accept-Language": "nl"}).get(LINK.findall(mail.get_content())[0])  # type: ignore[attr-defined]
    assert len(mailbox.mails) == 2
    assert "factuur@" not in mail.as_string()
    assert "1 januari 2028" in page.content.decode()
    assert "factuur@sanne.example" in page.content.decode()


def test_what_names_the_person_stays_with_the_deferral_only_while_it_runs(
    shop: Shop, road: Road, register: ProcessingActivity
) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    waiting = "named" in request.deferrals.earliest("on").body

    road.at = noon(2028, 1, 1)
    run_due_deferrals(at=road.at)
    running = "named" in request.deferrals.earliest("on").body
    road.work()

    assert (waiting, running, request.deferrals.earliest("on").body) == (False, True, None)


def test_each_deferral_tells_of_its_own_rows(shop: Shop, road: Road, register: ProcessingActivity) -> None:
    first = erased_later(road)

    road.at = noon(2032, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()

    second = first.request.deferrals.exclude(pk=first.pk).get()
    rows = {label: keys for notice in second.notices.all() for label, keys, _count in rows_in(notice)}
    assert second.notices.count() == 2
    assert rows["Invoice"] == ["3"]


def test_the_certificate_of_the_day_lists_who_is_told(shop: Shop, road: Road, register: ProcessingActivity) -> None:
    later = erased_later(road)

    text = text_of(documents_of(later.request)[DocumentKind.DEFERRED_CERTIFICATE])
    assert "Accountant" in text
    assert "Printer B.V." in text
    assert "Politie" not in text


def test_a_repeated_erasure_tells_nobody_again_and_says_so(
    shop: Shop, road: Road, register: ProcessingActivity
) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    before = request.notices.count()
    inserts = [one for one in ROWS if one.startswith("INSERT") and "invoice" not in one]
    shop.run("DELETE FROM invoice", "DELETE FROM orders", "DELETE FROM customer", *inserts)

    replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert request.notices.count() == before
    assert "niet opnieuw" in text_of(documents_of(request)[DocumentKind.DEFERRED_CERTIFICATE])


def test_numbers_of_notices_go_on(shop: Shop, road: Road, register: ProcessingActivity) -> None:
    later = erased_later(road)

    numbers = list(SubjectRequest.objects.get(pk=later.request_id).notices.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
