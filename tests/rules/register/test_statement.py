"""A privacy statement says every letter of art. 13 and 14 from the register; a gap is told to the officer alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.book.book import Book
from registers.book.records import ActivityMeasure, Measure, Officer, Party, Purpose, Recipient, Record
from registers.choices import DataCategory
from registers.publishing.blocks import Authority, Block, Chapter, Surroundings
from registers.publishing.choosing import Signed
from registers.publishing.fields import PublicField
from registers.publishing.statement import Statement, chapter, published, shortcomings, statement
from registers.publishing.topics import ARTICLES, CLOSING, OPENING, PIECES, Topic
from registers.publishing.wording import BASES, CATEGORIES, MECHANISMS, SOURCES
from registers.publishing.writing import as_html, as_markdown, as_text, in_markdown
from registers.register_choices import (
    ActivityRole,
    Answer,
    DataSource,
    LegalBasis,
    RecipientKind,
    TransferMechanism,
)
from tests.rules.register.book_worlds import PARTIES, activity, line, whole_book

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
OFFICER = Officer(uid="o-1", party="p-own", name="Jannie Geheim", email="fg@example.org")
AP = Authority(country="NL", name="Toezichthouder", site="toezicht.example", valid_from=dt.date(2018, 5, 25))
GBA = Authority(country="BE", name="Autorité", site="gba.example", valid_from=dt.date(2018, 5, 25))
AROUND = Surroundings(on=dt.date(2026, 11, 1), countries=(("JP", "Japan"),), authorities=(AP, GBA))
CONSENT = Purpose(uid="pu-1", activity="act-1", text="Nieuws mailen", basis=LegalBasis.CONSENT)


def told(*more: Record, fields: Sequence[PublicField] = tuple(PublicField), at: dt.datetime = AT) -> Chapter:
    book = whole_book(OFFICER, *more)
    signed = Signed(book=book, activity=book.activities[0], number=3, sha256="ab" * 32, at=at)
    return chapter(signed, fields, AROUND)


def block(topic: Topic, *more: Record) -> Block:
    return next(one for one in told(*more).blocks if one.topic == topic)


def said(*more: Record) -> Statement:
    return statement([told(*more)], AROUND)


def public(*more: Record) -> Statement:
    found = published(said(*more))
    assert found is not None
    return found


def test_every_letter_has_a_block_a_piece_and_words() -> None:
    letters = {part.strip() for articles in ARTICLES.values() for part in articles.split(",")}

    assert {f"13(1)({x})" for x in "abcdef"} | {f"13(2)({x})" for x in "abcdef"} <= letters
    assert {f"14(1)({x})" for x in "abcdef"} | {f"14(2)({x})" for x in "abcdefg"} <= letters
    assert set(PIECES) == set(ARTICLES) == set(Topic)


def test_every_word_of_the_register_has_a_plain_word() -> None:
    assert set(BASES) == set(LegalBasis)
    assert set(CATEGORIES) == set(DataCategory) - {DataCategory.NONE}
    assert set(SOURCES) == set(DataSource)
    assert set(MECHANISMS) == set(TransferMechanism)


def test_a_full_register_leaves_no_gap() -> None:
    assert shortcomings(said()) == []
    assert {one.topic for one in (*public().opening, *public().closing)} >= {Topic.WHO, Topic.OFFICER, Topic.RIGHTS}


GAPS: list[tuple[Topic, tuple[Record, ...]]] = [
    (Topic.WHO, (Party(uid="p-own", name="Testwinkel B.V.", own=True),)),
    (Topic.OFFICER, (OFFICER.model_copy(update={"email": ""}),)),
    (Topic.OFFICER, (OFFICER.model_copy(update={"valid_until": dt.date(2026, 1, 1)}),)),
    (Topic.PURPOSES, (Purpose(uid="pu-1", activity="act-1", text="Nieuws mailen"),)),
    (Topic.INTERESTS, (CONSENT.model_copy(update={"basis": LegalBasis.LEGITIMATE}),)),
    (Topic.RETENTION, (line(retention=None),)),
    (Topic.SOURCE, (line(origin=None),)),
    (Topic.SOURCE, (line(origin=DataSource.THIRD),)),
    (Topic.OBLIGATION, (line(obliged=Answer.UNKNOWN),)),
    (Topic.OBLIGATION, (line(refusal_effect=" "),)),
    (Topic.AUTOMATED, (activity(automated=Answer.UNKNOWN),)),
    (Topic.AUTOMATED, (activity(automated=Answer.YES, automated_logic="Een score."),)),
    (Topic.COMPLAINT, (PARTIES[0].model_copy(update={"country": "FR"}),)),
]


@pytest.mark.parametrize(("topic", "more"), GAPS)
def test_a_gap_is_told_to_the_officer_and_kept_from_the_public(topic: Topic, more: tuple[Record, ...]) -> None:
    whole = said(*more)

    assert [one.block.topic for one in shortcomings(whole)][:1] == [topic]
    found = published(whole)
    shown = () if found is None else (*found.opening, *found.closing, *(b for c in found.chapters for b in c.blocks))
    assert topic not in {one.topic for one in shown}


@pytest.mark.parametrize("question", ["recipients", "transfers", "processors", "joint", "automated"])
def test_an_unanswered_question_is_a_gap_and_never_a_no(question: str) -> None:
    asked = activity(**{question: Answer.UNKNOWN})
    book = Book([*PARTIES, asked, line(retention=None), CONSENT])
    signed = Signed(book=book, activity=asked, number=1, sha256="0" * 64, at=AT)
    topic = Topic(question) if question in Topic.values else Topic.RECIPIENTS

    found = next(one for one in chapter(signed, PublicField, AROUND).blocks if one.topic == topic)

    assert found.gaps
    assert not found.shown


def test_without_saying_who_we_are_nothing_is_published() -> None:
    assert published(said(PARTIES[0].model_copy(update={"address": "", "email": ""}))) is None


def test_the_complaint_goes_to_the_authority_of_the_country() -> None:
    belgian = block(Topic.COMPLAINT, PARTIES[0].model_copy(update={"country": "BE"}))

    assert "Toezichthouder" in block(Topic.COMPLAINT).items[-1]
    assert "Autorité" in belgian.items[-1]


def test_rights_follow_from_the_bases_of_all_activities() -> None:
    task = CONSENT.model_copy(update={"basis": LegalBasis.PUBLIC_TASK})
    both = statement([told(CONSENT), told(task)], AROUND)

    rights, withdraw, _complaint = both.closing

    assert any("take your data with you" in item for item in rights.items)
    assert any("object to our use" in item for item in rights.items)
    assert withdraw.items
    assert not any("take your data with you" in item for item in block(Topic.RIGHTS, task).items)


def test_a_piece_that_is_not_public_is_left_out_though_the_register_answers_it() -> None:
    whole = statement([told(fields=[PublicField.ORGANISATION, PublicField.PURPOSES])], AROUND)
    found = published(whole)

    assert found is not None
    assert {one.topic for one in found.chapters[0].blocks} == {Topic.PURPOSES}
    assert Topic.RECIPIENTS in {one.block.topic for one in shortcomings(whole)}


def test_what_we_do_for_a_client_is_not_in_our_statement() -> None:
    ours, clients = told(), told(activity(role=ActivityRole.PROCESSOR))

    assert [one.signed for one in statement([ours, clients], AROUND).chapters] == [ours.signed]
    assert {one.topic for one in clients.blocks} == {*OPENING, Topic.SECURITY}


def secrets() -> tuple[Record, ...]:
    hidden: dict[str, Any] = {
        "owner": "Piet Geheim",
        "owner_email": "geheim@example.org",
        "department": "Geheim",
        "remarks": "Geheim",
        "officer_remark": "Geheim",
        "rights": "Geheim",
        "informing": "Geheim",
        "dpia_reason": "Geheim",
    }
    return (
        activity(**hidden),
        PARTIES[0].model_copy(update={"contact": "Klaas Geheim", "no_dpo_reason": "Geheim"}),
        Recipient(uid="rc-2", activity="act-1", text="Team Geheim", sort=RecipientKind.INTERNAL),
        Measure(uid="m-1", name="Geheim slot", description="Geheim"),
        ActivityMeasure(uid="am-1", activity="act-1", measure="m-1"),
        CONSENT.model_copy(update={"necessity": "Geheim", "balancing": "Geheim", "balanced_by": "Geheim"}),
    )


def test_staff_owners_measures_and_remarks_never_appear() -> None:
    whole = told(*secrets())

    texts = [item for one in whole.blocks for item in (*one.items, *one.gaps)]

    assert not [text for text in texts if "geheim" in text.casefold()]
    assert "geheim" not in as_html(public(*secrets())).casefold()


@given(st.text(min_size=1).filter(str.strip))
def test_no_text_becomes_a_tag_or_a_heading(text: str) -> None:
    found = published(said(CONSENT.model_copy(update={"text": f"<b onclick=x>{text}"}), activity(name=f"# <i>{text}")))
    assert found is not None

    html, markdown = as_html(found), as_markdown(found)

    assert "<b onclick" not in html
    assert "<i>" not in html
    assert "\\<b onclick" in markdown
    assert "\n## \\# \\<i\\>" in markdown


@pytest.mark.parametrize(
    "text", ["1. een", "- een", "+ een", "# kop", "> citaat", "[a](b)", "`x`", "a_b_", "<a>", "=="]
)
def test_markdown_leaves_a_text_as_it_is(text: str) -> None:
    assert in_markdown(text) != text
    assert in_markdown(text).replace("\\", "") == text


def test_version_and_hash_stand_in_every_form() -> None:
    found = public()

    for form in (as_html, as_markdown, as_text):
        assert "ab" * 32 in form(found)
        assert found.sha256 in form(found)
        assert "version 3" in form(found)


def test_the_hash_changes_with_what_it_says_and_with_its_version() -> None:
    first = public()
    other = replace(told(), signed=replace(told().signed, number=4))

    assert public().sha256 == first.sha256
    assert public(CONSENT).sha256 != first.sha256
    newer = published(statement([other], AROUND))
    assert newer is not None
    assert newer.sha256 != first.sha256


def test_what_is_told_once_comes_from_the_newest_version() -> None:
    moved = PARTIES[0].model_copy(update={"address": "Nieuwstraat 9"})
    later = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)

    both = statement([told(moved, at=later), told()], AROUND)

    assert any("Nieuwstraat 9" in item for item in both.opening[0].items)
    assert set(CLOSING) == {one.topic for one in both.closing}
