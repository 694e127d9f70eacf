"""Asking a proposer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.applications.confirming.commands import RecordPaper, Remind
from services.applications.confirming.subscribers import (
    deadlines,
    on_application_submitted,
)
from shared.capability import Asked, ClearDeadline, SetDeadline
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.confirming import ConfirmationReminded, ConfirmedBy
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID, RULEBOOK
from tests.support.confirmations import (
    CONFIRMATION_ID,
    EXPIRES_AT,
    REMIND_AT,
    SIAN,
    ask,
    ask_another,
    asked,
    asked_another,
    declined,
    given,
    given_by_link,
)
from tests.support.deciding import submitted

HEARD = Asked(APPLICATION_ID, "service:applications", NOW, RULEBOOK)
STREAM = f"confirmation/{CONFIRMATION_ID}"
complete = submitted.model_copy(
    update={
        "person_id": PERSON_ID,
        "given_names": "Zoë",
        "family_name": "Łukasik",
        "email": "zoe.lukasik@example.org",
        "proposer_1_name": "Siân Morgan",
        "proposer_1_email": "sian.morgan@hospital.example",
        "proposer_2_name": "Rhys Begum",
        "proposer_2_email": "rhys.begum@hospital.example",
    }
)
paper = RecordPaper(CONFIRMATION_ID, "Siân Morgan", None, NOW, PERSON_ID)
remind = Remind(CONFIRMATION_ID, REMIND_AT, SIAN)


def test_follows_from_an_application_for_each_that_it_names() -> None:
    first, second = on_application_submitted(complete, HEARD)
    assert (first.confirmation_id, second.confirmation_id) != (CONFIRMATION_ID,) * 2
    assert getattr(first, "proposer", None) == SIAN
    assert getattr(second, "role", None) == "proposer-2"


def test_gives_until_the_end_of_the_last_day_that_the_rulebook_allows() -> None:
    first, _ = on_application_submitted(complete, HEARD)
    # 22 November and 28 days: to the end of 20 December, in London.
    assert getattr(first, "expires_at", None) == datetime(2026, 12, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "event",
    [
        complete.model_copy(update={"signed_on_paper": True}),
        complete.model_copy(update={"person_id": None}),
        submitted,
    ],
)
def test_is_left_out_for_paper_and_for_an_erased_person(
    event: ApplicationSubmitted,
) -> None:
    assert on_application_submitted(event, HEARD) == []


def test_is_done_once() -> None:
    given().when(ask).then(asked)
    given(asked).when(ask).then_nothing()
    given(asked, given_by_link).when(ask).then_nothing()


def test_is_followed_by_a_reminder_and_an_end() -> None:
    assert deadlines(asked) == [
        SetDeadline(STREAM, "confirmation-reminder", REMIND_AT),
        SetDeadline(STREAM, "confirmation-expires", EXPIRES_AT),
    ]
    assert deadlines(given_by_link) == deadlines(declined)
    assert all(isinstance(one, ClearDeadline) for one in deadlines(declined))


def test_is_repeated_in_a_reminder_while_there_is_no_answer() -> None:
    given(asked).when(remind).then(
        ConfirmationReminded(
            confirmation_id=CONFIRMATION_ID,
            application_id=APPLICATION_ID,
            attempt=1,
            expires_at=EXPIRES_AT,
            person_id=PERSON_ID,
            name=SIAN.name,
            email=SIAN.email,
            applicant_name=SIAN.applicant_name,
        )
    )
    given(asked, declined).when(remind).then_nothing()
    given(asked).when(replace(remind, proposer=None)).then_nothing()


def test_may_turn_to_another_person() -> None:
    given(asked).when(ask_another).then(asked_another)
    given(asked, declined).when(ask_another).then(asked_another)


@pytest.mark.parametrize(
    "email",
    ["zoe.lukasik@example.org", "RHYS.Begum@hospital.example "],
)
def test_turns_to_nobody_who_is_the_applicant_or_the_other_proposer(
    email: str,
) -> None:
    given(asked).when(replace(ask_another, email=email)).then_refused(
        "proposers-not-distinct"
    )


@pytest.mark.parametrize(
    ("name", "email"),
    [(None, "a@b.example"), (" ", "a@b.example"), ("A", None), ("A", "a b@c.example")],
)
def test_turns_to_nobody_without_a_name_and_an_address(
    name: str | None, email: str | None
) -> None:
    given(asked).when(replace(ask_another, name=name, email=email)).then_refused(
        "address-missing"
    )


def test_turns_to_nobody_once_confirmed_or_erased_or_never_asked() -> None:
    given(asked, given_by_link).when(ask_another).then_refused("already-confirmed")
    given(asked).when(replace(ask_another, before=None)).then_refused("person-erased")
    given().when(ask_another).then_refused("no-such-confirmation")


def test_ends_where_the_registrar_has_seen_a_signature_on_paper() -> None:
    by_paper = given_by_link.model_copy(
        update={"by": ConfirmedBy.PAPER, "name": "Siân Morgan", "statement": None}
    )
    given(asked).when(paper).then(by_paper)
    given(asked, declined).when(paper).then(by_paper)
    given(asked, by_paper).when(paper).then_nothing()
    given(asked).when(replace(paper, name=None)).then_refused("name-missing")
    given().when(paper).then_refused("no-such-confirmation")
