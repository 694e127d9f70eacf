"""Judging at a level of practice."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.assessment.assessing.commands import Claim, OpenAssessment
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.pool import Seating, choose, obstacle
from services.assessment.assessing.subscribers import on_application_submitted
from shared.capability import Asked
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessmentOpened, AssessorsAssigned
from shared.contracts.assigning import AssessorJoined, Joining
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    BEN,
    CARA,
    COMMAND_ID,
    DUE_AT,
    NOW,
    POLICY,
    RULEBOOK,
    SCOPES,
    TODAY,
    member,
    open_case,
)
from tests.support.given import Given

given = Given(ASSESSMENT)

ADVANCED = frozenset({"advanced"})
POOL = (
    member(ANNA, levels=ADVANCED),
    member(BEN),
    member(CARA, levels=ADVANCED, open_cases=3),
)


def submitted(route: str, level: str) -> ApplicationSubmitted:
    return ApplicationSubmitted(
        application_id=APPLICATION_ID,
        scopes=SCOPES,
        route=route,
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=UUID(int=5),
        further_answers={"practice_level": level},
    )


def opened(event: ApplicationSubmitted) -> OpenAssessment:
    [command] = on_application_submitted(
        event, Asked(COMMAND_ID, "service:applications", NOW, RULEBOOK)
    )
    assert isinstance(command, OpenAssessment)
    return command


def test_is_asked_for_where_the_route_leads_to_that_level() -> None:
    assert opened(submitted("practice-level", "advanced")).level == "advanced"
    assert opened(submitted("practice-level", "wizard")).level is None
    assert opened(submitted("training-scheme", "advanced")).level is None


def test_is_for_who_was_appointed_for_the_level() -> None:
    command = replace(open_case(POOL), level="advanced")
    case, assigned = ASSESSMENT.decide(command, ASSESSMENT.initial)
    assert isinstance(case, AssessmentOpened)
    assert isinstance(assigned, AssessorsAssigned)
    assert case.level == "advanced"
    assert assigned.assessors == (ANNA, CARA)
    reasons = {one.assessor_id: one.reason for one in assigned.considered}
    assert reasons[BEN] == "not-at-level"


def test_asks_nothing_more_of_who_judges_initial_registration() -> None:
    seating = Seating(SCOPES, open_case().parties, TODAY, may_share_employer=False)
    assert obstacle(POOL[1], seating) is None
    assert set(choose(POOL, seating, 3).chosen) == {ANNA, BEN, CARA}


WAITING = AssessmentOpened(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    scopes=SCOPES,
    route="practice-level",
    due_at=DUE_AT,
    level="advanced",
)


def claim(who: str, how: Joining = Joining.CLAIMED) -> Claim:
    return Claim(ASSESSMENT_ID, who, TODAY, POLICY, NOW, pool=POOL, how=how)


def test_keeps_a_seat_from_who_may_not_judge_the_level() -> None:
    given(WAITING).when(claim(BEN)).then_refused("not-at-level")


@pytest.mark.parametrize("how", [Joining.CLAIMED, Joining.NAMED_BY_REGISTRAR])
def test_gives_a_seat_to_who_may_and_says_how_they_came(how: Joining) -> None:
    waiting = ASSESSMENT.evolve(ASSESSMENT.initial, WAITING)
    [joined] = ASSESSMENT.decide(claim(ANNA, how), waiting)
    assert isinstance(joined, AssessorJoined)
    assert (joined.assessor_id, joined.reason) == (ANNA, how)


def test_stays_with_the_case_for_its_other_seats() -> None:
    waiting = ASSESSMENT.evolve(ASSESSMENT.initial, WAITING)
    joined = ASSESSMENT.decide(claim(ANNA), waiting)
    given(WAITING, *joined).when(claim(BEN)).then_refused("not-at-level")
