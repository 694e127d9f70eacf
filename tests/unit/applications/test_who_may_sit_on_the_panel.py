"""A member of the panel."""

import pytest

from services.applications.declarations.decider import DECLARATION
from shared.contracts.declarations import DeclarationOverdue, MatterOrigin
from tests.support.declarations import (
    APPLICATION,
    JUDGE_BY,
    NOT_SUITABLE,
    concluded,
    day_passed,
    judge,
    judged,
    raised,
    recuse,
    recused,
)
from tests.support.given import Given

given = Given(DECLARATION)
overdue = DeclarationOverdue(
    application_id=APPLICATION,
    round=1,
    was_due_on=JUDGE_BY,
    judged_by=("panel-1",),
)


@pytest.mark.parametrize("tie", ["submitted", "assesses", "decided"])
def test_may_not_be_tied_to_the_case(tie: str) -> None:
    given(raised()).when(judge(ties=(tie,))).then_refused("tied-to-the-case")


def test_may_step_aside_at_any_time_before_a_finding() -> None:
    given(raised()).when(recuse()).then(recused())
    given(raised(), recused()).when(recuse()).then_nothing()
    given(raised(), judged()).when(recuse()).then_refused("already-judged")
    given().when(recuse()).then_refused("no-declared-matter")
    over = (judged(), judged("panel-2"), concluded())
    given(raised(), *over).when(recuse("panel-3")).then_refused("matter-not-open")


def test_stays_aside_once_recused() -> None:
    given(raised(), recused()).when(judge()).then_refused("member-recused")


def test_does_not_act_twice_in_one_chain() -> None:
    found = (judged(finding=NOT_SUITABLE), judged("panel-2", NOT_SUITABLE))
    again = raised(2, MatterOrigin.REFERRED)
    given(raised(), *found, concluded(NOT_SUITABLE), again).when(judge()).then_refused(
        "judged-before"
    )


def test_is_late_once_when_the_day_has_passed() -> None:
    given(raised(), judged()).when(day_passed()).then(overdue)
    given(raised(), judged(), overdue).when(day_passed()).then_nothing()
    over = (judged(), judged("panel-2"), concluded())
    given(raised(), *over).when(day_passed()).then_nothing()
    given().when(day_passed()).then_nothing()
