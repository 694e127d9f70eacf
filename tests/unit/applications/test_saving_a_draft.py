"""Saving a draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.applications.drafts.commands import (
    DeleteUntouched,
    DiscardDraft,
    FinishDraft,
    Owner,
    SaveDraft,
    StartDraft,
)
from services.applications.drafts.decider import DRAFT
from services.applications.drafts.form import FILLED_IN, sections
from services.applications.drafts.subscribers import start
from services.applications.retention.commands import EraseDraft, Held
from services.applications.retention.decider import PERSON
from services.applications.retention.subscribers import policy
from shared.capability import Asked
from shared.contracts import drafts as contracts
from shared.contracts.application_questions import QUESTIONS
from shared.contracts.drafts import (
    Deletion,
    DraftDeleted,
    DraftSaved,
    DraftStarted,
    DraftSubmitted,
)
from shared.contracts.retention import PersonErased, RecordClass
from tests.support.applications import APPLICATION_ID as DRAFT_ID
from tests.support.applications import NOW, PERSON_ID, RULEBOOK
from tests.support.given import Given

given = Given(DRAFT)

APPLICANT = "actor-applicant"
END = NOW + timedelta(days=180)
HELD = Owner(APPLICANT, PERSON_ID, {"given_names": "Zoë", "town": "Norwich"})

start_it = StartDraft(DRAFT_ID, APPLICANT, END, NOW, None, PERSON_ID)
save = SaveDraft(DRAFT_ID, APPLICANT, {"town": "Ely", "email": ""}, END, NOW, HELD)
discard = DiscardDraft(DRAFT_ID, APPLICANT, NOW, HELD)
untouched = DeleteUntouched(DRAFT_ID, END, HELD)

started = DraftStarted(draft_id=DRAFT_ID, deleted_at=END, person_id=PERSON_ID)
saved = DraftSaved(
    draft_id=DRAFT_ID,
    deleted_at=END,
    person_id=PERSON_ID,
    answers={"given_names": "Zoë", "town": "Ely", "email": ""},
)
submitted = DraftSubmitted(draft_id=DRAFT_ID)
deleted = DraftDeleted(
    draft_id=DRAFT_ID, reason=Deletion.DISCARDED, person_id=PERSON_ID
)


def test_begins_with_a_draft_that_is_started_once() -> None:
    given().when(start_it).then(started)
    given(started).when(replace(start_it, owner=HELD)).then_nothing()
    given(started, submitted).when(start_it).then_refused("draft-submitted")
    given(started, deleted).when(start_it).then_refused("draft-deleted")


def test_keeps_it_to_the_end_of_the_last_day() -> None:
    command = start(
        contracts.StartDraft(draft_id=DRAFT_ID),
        Asked(UUID(int=1), APPLICANT, NOW, RULEBOOK),
    )
    # 22 November and 180 days: to the end of 21 May, in London.
    assert command.deleted_at == datetime(2027, 5, 21, 23, tzinfo=UTC)


def test_adds_to_what_was_saved_before() -> None:
    given(started).when(save).then(saved)


def test_changes_nothing_where_nothing_is_new() -> None:
    given(started).when(replace(save, answers=dict(HELD.answers))).then_nothing()


def test_is_refused_to_anybody_but_its_owner_as_if_there_were_none() -> None:
    for command in (save, discard):
        other = replace(command, actor="actor-other")
        given(started).when(other).then_refused("no-such-draft")
        given(started).when(replace(command, owner=None)).then_refused("no-such-draft")
    given(started).when(
        replace(start_it, actor="actor-other", owner=HELD)
    ).then_refused("no-such-draft")


def test_is_refused_before_it_is_started_and_after_it_is_sent_or_deleted() -> None:
    given().when(save).then_refused("no-such-draft")
    given(started, submitted).when(save).then_refused("draft-submitted")
    given(started, deleted).when(save).then_refused("no-such-draft")


def test_ends_when_the_application_is_sent() -> None:
    finish = FinishDraft(DRAFT_ID, NOW)
    given(started).when(finish).then(submitted)
    given(started, submitted).when(finish).then_nothing()
    given().when(finish).then_nothing()


def test_ends_when_its_owner_deletes_it() -> None:
    given(started).when(discard).then(deleted)
    given(started, deleted).when(discard).then_nothing()
    given(started, submitted).when(discard).then_refused("draft-submitted")
    given().when(discard).then_refused("no-such-draft")


def test_ends_when_nobody_has_touched_it_for_its_time() -> None:
    given(started).when(untouched).then(
        deleted.model_copy(update={"reason": Deletion.UNTOUCHED})
    )
    given(started, submitted).when(untouched).then_nothing()
    given(started, deleted).when(untouched).then_nothing()


def test_leaves_nothing_of_somebody_who_never_applied() -> None:
    erase = EraseDraft(PERSON_ID, policy(RULEBOOK), NOW)
    erased = Given(PERSON)().when(erase)
    [event] = erased.events
    assert isinstance(event, PersonErased)
    assert (event.reason, event.erased) == ("draft-deleted", (RecordClass.APPLICATION,))
    assert event.authority.endswith("drafts.kept_days")
    applied = replace(erase, held=Held(applications=(DRAFT_ID,)))
    Given(PERSON)().when(applied).then_nothing()
    Given(PERSON)(event).when(erase).then_nothing()


def test_asks_every_question_once_in_some_section() -> None:
    asked = [q.name for section in sections(RULEBOOK) for q in section.questions]
    assert sorted([*asked, *FILLED_IN]) == sorted(QUESTIONS)


@pytest.mark.parametrize("name", ["given_names", "scopes", "indemnity"])
def test_says_what_is_still_to_be_answered(name: str) -> None:
    [section] = [
        each
        for each in sections(RULEBOOK)
        if name in {question.name for question in each.questions}
    ]
    assert name in {question.name for question in section.missing({})}
    assert name not in {question.name for question in section.missing({name: "x"})}
