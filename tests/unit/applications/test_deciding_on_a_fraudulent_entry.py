"""Deciding on a fraudulent or incorrect entry: by whom, when, and what."""

from dataclasses import replace

import pytest

from services.applications.entry_fraud.commands import DecideCase
from services.applications.entry_fraud.decider import ENTRY_FRAUD
from shared.contracts.entry_fraud import EntryFraudOutcome
from tests.support import entry_fraud as told
from tests.support.given import Given

given = Given(ENTRY_FRAUD)

APPLYING = replace(told.ENTERED, held=None)
LEFT = replace(told.ENTERED, held=replace(told.HELD, stands=False))
amend = replace(
    told.remove_it,
    outcome=EntryFraudOutcome.AMENDED,
    scopes_ended=("sonography",),
    levels_ended=("advanced",),
)


def test_removes_an_entry_with_days_to_appeal() -> None:
    given(told.raised, told.answered).when(told.remove_it).then(told.removed)


def test_decides_without_an_answer_when_the_time_for_it_has_passed() -> None:
    given(told.raised).when(told.remove_it).then_refused("time-to-answer")
    late = replace(told.remove_it, today=told.LATER)
    given(told.raised).when(late).then(told.removed)


def test_amends_an_entry_in_what_it_has() -> None:
    change = {
        "outcome": EntryFraudOutcome.AMENDED,
        "scopes_ended": ("sonography",),
        "levels_ended": ("advanced",),
    }
    given(told.raised, told.answered).when(amend).then(
        told.removed.model_copy(update=change)
    )


@pytest.mark.parametrize(
    ("decider", "code"),
    [
        ("registrar-1", "raised-it"),
        ("registrar-2", "acted-in-chain"),
        ("assessor-1", "acted-in-chain"),
        ("registrar-3", "tied-to-person"),
    ],
)
def test_is_for_whoever_neither_raised_it_nor_admitted(decider: str, code: str) -> None:
    command = replace(told.remove_it, decider=decider)
    given(told.raised, told.answered).when(command).then_refused(code)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(told.remove_it, reasons=()), "no-reasons"),
        (replace(told.remove_it, subject=APPLYING), "no-entry-to-change"),
        (replace(told.remove_it, subject=LEFT), "no-entry-to-change"),
        (replace(told.remove_it, scopes_ended=("sonography",)), "ends-nothing"),
        (replace(amend, scopes_ended=(), levels_ended=()), "nothing-to-end"),
        (replace(amend, scopes_ended=("renal-technology",)), "not-held"),
        (replace(amend, scopes_ended=told.HELD.scopes), "nothing-left"),
        (
            replace(told.remove_it, outcome=EntryFraudOutcome.NOT_TO_BE_ADMITTED),
            "entry-stands",
        ),
    ],
)
def test_is_refused_where_it_does_not_fit(command: DecideCase, code: str) -> None:
    given(told.raised, told.answered).when(command).then_refused(code)


@pytest.mark.parametrize(
    "outcome", [EntryFraudOutcome.NO_CASE, EntryFraudOutcome.NOT_TO_BE_ADMITTED]
)
def test_ends_at_once_what_is_about_an_application(outcome: EntryFraudOutcome) -> None:
    command = replace(told.remove_it, outcome=outcome, subject=APPLYING)
    ended = told.removed.model_copy(update={"outcome": outcome, "appeal_by": None})
    given(told.raised, told.answered).when(command).then(ended)
    given(told.raised, told.answered, ended).when(command).then_nothing()
    given(told.raised, told.answered, ended).when(told.appeal_it).then_refused(
        "nothing-to-appeal"
    )


def test_is_decided_once_and_the_other_way_is_for_an_appeal() -> None:
    decided = given(told.raised, told.answered, told.removed)
    decided.when(told.remove_it).then_nothing()
    other = replace(told.remove_it, outcome=EntryFraudOutcome.NO_CASE)
    decided.when(other).then_refused("case-decided")
    given().when(told.remove_it).then_refused("no-such-case")
