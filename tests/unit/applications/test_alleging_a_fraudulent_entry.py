"""Alleging that an entry is fraudulent or incorrect, and answering it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from services.applications.entry_fraud.decider import ENTRY_FRAUD
from services.applications.entry_fraud.knowledge import Known, KnownCases
from services.applications.entry_fraud.subscribers import (
    ANSWER,
    deadlines,
    raise_case,
    stream_of,
)
from shared.capability import Asked, SetDeadline
from shared.clock import end_of_register_day
from shared.contracts.entry_fraud import (
    Allegation,
    EntryFraudUnanswered,
    RaiseEntryFraud,
)
from tests.support import entry_fraud as told
from tests.support.applications import APPLICATION_ID, NOW, RULEBOOK
from tests.support.given import Given

given = Given(ENTRY_FRAUD)


def test_gives_notice_with_days_to_answer_and_once() -> None:
    given().when(told.raise_it).then(told.raised)
    given(told.raised).when(told.raise_it).then_nothing()


def test_is_refused_about_nobody() -> None:
    given().when(replace(told.raise_it, subject=None)).then_refused("no-such-entry")


@pytest.mark.parametrize(
    "lacking", [{"allegation": None}, {"particulars": " "}, {"particulars": None}]
)
def test_is_refused_without_saying_what(lacking: dict[str, None]) -> None:
    command = replace(told.raise_it, **lacking)
    given().when(command).then_refused("no-particulars")


def test_is_refused_while_another_case_is_open() -> None:
    command = replace(told.raise_it, open_case=UUID(int=7))
    given().when(command).then_refused("case-open-already")


def test_is_answered_by_the_person_concerned_and_again() -> None:
    given(told.raised).when(told.answer_it).then(told.answered)
    given(told.raised, told.answered).when(told.answer_it).then(
        told.answered.model_copy(update={"answer": 2})
    )


def test_is_answered_on_paper_by_nobody_in_particular() -> None:
    given(told.raised).when(replace(told.answer_it, sender=None)).then(told.answered)


def test_does_not_exist_for_others() -> None:
    command = replace(told.answer_it, sender="applicant-2")
    given(told.raised).when(command).then_refused("no-such-case")
    given().when(told.answer_it).then_refused("no-such-case")


def test_is_answered_in_time_and_with_something() -> None:
    late = replace(told.answer_it, today=told.LATER)
    given(told.raised).when(late).then_refused("answer-late")
    empty = replace(told.answer_it, statement=" ")
    given(told.raised).when(empty).then_refused("empty-answer")
    given(told.raised, told.answered, told.removed).when(told.answer_it).then_refused(
        "case-decided"
    )


def test_stays_unanswered_once() -> None:
    unanswered = EntryFraudUnanswered(
        case_id=told.CASE, application_id=APPLICATION_ID, was_due_on=told.RESPOND_BY
    )
    given(told.raised).when(told.record_unanswered).then(unanswered)
    given(told.raised, unanswered).when(told.record_unanswered).then_nothing()
    given(told.raised, told.answered).when(told.record_unanswered).then_nothing()
    early = replace(told.record_unanswered, today=told.RESPOND_BY)
    given(told.raised).when(early).then_nothing()


def test_counts_the_days_from_the_service_of_the_notice() -> None:
    data = RaiseEntryFraud(
        case_id=told.CASE,
        registration_number=" ct000007 ",
        allegation=Allegation.INCORRECT,
        particulars="Entered in the wrong scope.",
    )
    asked = Asked(told.CASE, "registrar-1", NOW, RULEBOOK)
    command = raise_case(data, asked)
    assert command.respond_by == NOW.date() + timedelta(days=1 + 28)
    assert command.registration_number == "ct000007"
    assert stream_of(command) == f"entry-fraud/{told.CASE}"
    due = end_of_register_day(told.RESPOND_BY)
    assert deadlines(told.raised) == [SetDeadline(stream_of(command), ANSWER, due)]


def test_knows_whom_it_is_about_by_number_or_by_application() -> None:
    known = Known(
        numbers={"CT000007": APPLICATION_ID},
        subjects={APPLICATION_ID: told.ENTERED},
    )
    knowledge = KnownCases()
    asked = replace(told.raise_it, subject=None, registration_number="ct000007")
    assert knowledge.inform(asked, known) == replace(
        told.raise_it, registration_number="ct000007"
    )
    by_id = replace(asked, registration_number=None, application_id=APPLICATION_ID)
    assert knowledge.inform(by_id, known) == replace(by_id, subject=told.ENTERED)
    # Both are named, and they are not of each other.
    other = replace(asked, application_id=UUID(int=9))
    assert knowledge.inform(other, known) == other


def test_sees_a_case_that_was_raised_before_it_in_the_batch() -> None:
    known = Known(subjects={APPLICATION_ID: told.ENTERED})
    knowledge = KnownCases()
    after = knowledge.learn(known, told.raised)
    second = replace(
        told.raise_it,
        case_id=UUID(int=3),
        registration_number=None,
        application_id=APPLICATION_ID,
    )
    informed = knowledge.inform(second, after)
    given().when(informed).then_refused("case-open-already")
