"""Withdrawing an appeal."""

from dataclasses import replace
from datetime import timedelta

from services.applications.applying.decider import APPLICATION
from services.applications.applying.subscribers import APPEAL, deadlines
from shared.capability import ClearDeadline
from shared.contracts.appealing import Against
from tests.support.applications import APPLICATION_ID
from tests.support.deciding import (
    APPEAL_BY,
    accept,
    admitted_in_one,
    appeal_dismissed,
    appeal_withdrawn,
    appealable,
    dismiss,
    found,
    lodge,
    lodged,
    recommended,
    submitted,
    submitted_in_both,
    take_back,
)
from tests.support.given import Given

given = Given(APPLICATION)
refusal = (submitted, recommended, appealable)
appeal = (*refusal, lodged)
said = lodged.model_copy(update={"statement": "The logbook was there."})


def test_ends_it_and_the_refusal_stands() -> None:
    given(*appeal).when(take_back).then(appeal_withdrawn)
    given(*appeal, appeal_withdrawn).when(dismiss).then_refused("no-appeal")
    given(*appeal, appeal_withdrawn).when(accept).then_refused("already-decided")


def test_leaves_admission_in_fewer_scopes_as_it_is() -> None:
    lodged_for_more = lodged.model_copy(update={"against": Against.NARROWER_SCOPE})
    taken_back = appeal_withdrawn.model_copy(update={"against": Against.NARROWER_SCOPE})
    history = (submitted_in_both, recommended, admitted_in_one, lodged_for_more)
    given(*history).when(take_back).then(taken_back)
    given(*history, taken_back).when(dismiss).then_refused("no-appeal")
    given(*history, taken_back).when(take_back).then_nothing()


def test_changes_nothing_the_second_time() -> None:
    given(*appeal, appeal_withdrawn).when(take_back).then_nothing()


def test_lets_another_be_lodged_while_the_days_run_and_before_others() -> None:
    again = (*appeal, found, appeal_withdrawn)
    second = said.model_copy(update={"appeal": 2})
    given(*again).when(replace(lodge, today=APPEAL_BY)).then(second)
    late = replace(lodge, today=APPEAL_BY + timedelta(days=1))
    given(*again).when(late).then_refused("appeal-late")
    given(*again, second).when(dismiss).then_refused("acted-in-chain")


def test_is_for_the_applicant_alone_or_recorded_from_paper() -> None:
    stranger = replace(take_back, sender="applicant-2")
    given(*appeal).when(stranger).then_refused("not-found")
    given(*appeal).when(replace(take_back, sender=None)).then(appeal_withdrawn)


def test_is_refused_where_none_is_before_a_panel() -> None:
    given().when(take_back).then_refused("not-found")
    given(*refusal).when(take_back).then_refused("no-appeal")
    given(submitted).when(take_back).then_refused("no-appeal")
    given(*appeal, found, appeal_dismissed).when(take_back).then_refused("no-appeal")


def test_takes_its_target_away() -> None:
    cleared = [ClearDeadline(f"application/{APPLICATION_ID}", APPEAL)]
    assert deadlines(appeal_withdrawn) == cleared
