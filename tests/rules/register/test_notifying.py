"""Who is told under art. 19 follows from the register: outside the organisation, each once, by the right mailbox."""

from registers.book.records import Agreement, Coverage, Recipient
from registers.publishing.notifying import addressees
from registers.register_choices import RecipientKind
from tests.rules.register.book_worlds import activity, whole_book


def names(*more: Recipient) -> list[str]:
    book = whole_book(*more)
    return [one.name for one in addressees(book, book.activities)]


def test_recipients_processors_and_joint_controllers_are_told() -> None:
    assert names() == ["bezorgdiensten", "Belhulp B.V.", "Zusterwinkel B.V."]


def test_colleagues_the_person_and_plans_are_no_recipients() -> None:
    untold = [
        Recipient(uid="rc-2", activity="act-1", text="collega's", sort=RecipientKind.INTERNAL),
        Recipient(uid="rc-3", activity="act-1", text="de klant zelf", sort=RecipientKind.SUBJECT),
        Recipient(uid="rc-4", activity="act-1", text="een bank", sort=RecipientKind.CONTROLLER, planned=True),
    ]

    assert names(*untold) == names()


def test_a_processor_is_told_at_the_mailbox_of_its_agreement() -> None:
    agreement = Agreement(
        uid="ag-1", number="VO-1", title="Belhulp", counterparty="p-proc", request_email="verzoeken@example.net"
    )
    book = whole_book(agreement, Coverage(uid="cv-1", agreement="ag-1", activity="act-1"))

    (told,) = [one for one in addressees(book, book.activities) if one.sort == RecipientKind.PROCESSOR]

    assert told.email == "verzoeken@example.net"


def test_without_an_agreement_it_is_told_at_its_own_address() -> None:
    book = whole_book()

    (told,) = [one for one in addressees(book, book.activities) if one.sort == RecipientKind.PROCESSOR]

    assert told.email == "avg@example.net"


def test_somebody_in_two_activities_is_told_once_with_both() -> None:
    again = Recipient(uid="rc-9", activity="act-2", text="bezorgdiensten", sort=RecipientKind.CONTROLLER)
    book = whole_book(activity(uid="act-2", number="VA-002", name="Levering"), again)

    told = addressees(book, book.activities)

    assert [one.activities for one in told if one.name == "bezorgdiensten"] == [("VA-001", "VA-002")]
