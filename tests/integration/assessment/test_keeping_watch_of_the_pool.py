"""The pool, watched on a real database."""

from datetime import date, timedelta

import pytest

from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.reckoning import reckon
from shared.clock import register_date
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AppointAssessor, AssessorAppointed
from shared.contracts.assessors import (
    DeclareInterests,
    EndAppointment,
    Interests,
    InterestsDeclared,
    KnownPerson,
    LeaveRecorded,
    Leaving,
    Post,
    TakeLeave,
    Tie,
)
from shared.contracts.assigning import Recusal, RecuseFromCase
from shared.eventstore.answers import AnswerOutcome
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

SCOPE = "nuclear-medicine"
FIRST, SECOND = PEOPLE["assessor-1"].actor, PEOPLE["assessor-2"].actor


def appointed(actor: str) -> tuple[str, AssessorAppointed]:
    event = AssessorAppointed(
        assessor_id=actor,
        scopes=(SCOPE,),
        capacity=50,
        person_id=numbered(900),
        name=actor,
        email=f"{actor}@register.example",
    )
    return f"assessor/{actor}", event


def submitted(number: int) -> tuple[str, ApplicationSubmitted]:
    event = ApplicationSubmitted(
        application_id=numbered(number),
        scopes=(SCOPE,),
        route="training-scheme",
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=numbered(number),
        email="zoe@example.org",
        employer="Leeds Teaching Hospitals NHS Trust",
    )
    return f"application/{numbered(number)}", event


def declared(actor: str, interests: Interests) -> tuple[str, InterestsDeclared]:
    event = InterestsDeclared(
        assessor_id=actor,
        declared_on=date(2026, 11, 1),
        declared_none=False,
        review_on=date(2099, 1, 1),
        person_id=numbered(900),
        interests=interests,
    )
    return f"assessor/{actor}", event


async def on_the_case(service: StoredService) -> list[str]:
    rows = await service.pool.fetch(
        "SELECT assessor_id FROM case_assessors ORDER BY assessor_id"
    )
    return [row["assessor_id"] for row in rows]


async def test_keeps_who_shares_an_employer_or_a_tie_from_the_case(
    assessment: StoredService,
) -> None:
    names = ("actor-a", "actor-b", "actor-c", "actor-d", "actor-e")
    await assessment.hears(ASSESSING, *map(appointed, names))
    today = register_date(assessment.clock.now())
    leeds = Post(employer="Leeds Teaching Hospitals", until=today - timedelta(days=90))
    long_ago = leeds.model_copy(update={"until": today - timedelta(days=9_000)})
    tie = KnownPerson(email="ZOE@example.org", tie=Tie.RELATIVE)
    leave = LeaveRecorded(assessor_id="actor-c", starts_on=today, ends_on=today)
    await assessment.hears(
        ASSESSING,
        declared("actor-a", Interests(posts=(leeds,))),
        declared("actor-b", Interests(people=(tie,))),
        declared("actor-d", Interests(posts=(long_ago,))),
        ("assessor/actor-c", leave),
    )
    await assessment.hears(ASSESSING, submitted(1))
    assert await on_the_case(assessment) == ["actor-d", "actor-e"]


async def test_gives_a_recused_case_to_another_who_never_sees_the_first(
    assessment: StoredService,
) -> None:
    names = (FIRST, SECOND, "actor-zed")
    await assessment.hears(ASSESSING, *map(appointed, names))
    await assessment.hears(ASSESSING, submitted(1))
    case = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    wanted = RecuseFromCase(assessment_id=case, reason=Recusal.NO_TIME)
    (answer,) = await assessment.ask("assessor-1", wanted)
    assert answer.outcome is AnswerOutcome.DONE
    assert await on_the_case(assessment) == sorted([SECOND, "actor-zed"])
    (answer,) = await assessment.ask("assessor-1", wanted)
    assert answer.outcome is AnswerOutcome.NOTHING_TO_DO


async def test_takes_an_assessor_s_own_leave_and_interests_and_nobody_else_s(
    assessment: StoredService,
) -> None:
    today = register_date(assessment.clock.now())
    appoint = AppointAssessor(
        assessor_id=FIRST,
        scopes=(SCOPE,),
        capacity=5,
        name="Asha Anand",
        email="asha@register.example",
    )
    leave = TakeLeave(assessor_id=FIRST, starts_on=today, ends_on=today)
    interests = DeclareInterests(assessor_id=FIRST, interests=Interests())
    ended = EndAppointment(assessor_id=FIRST, reason=Leaving.RESIGNED)
    outcomes = [
        (await assessment.ask(person, wanted))[0].outcome
        for person, wanted in (
            ("registrar", appoint),
            ("assessor-1", leave),
            ("assessor-1", leave),
            ("assessor-1", interests),
            ("assessor-1", interests),
            ("registrar", ended),
            ("registrar", ended),
        )
    ]
    assert outcomes == [
        "done",
        "done",
        "nothing-to-do",
        "done",
        "nothing-to-do",
        "done",
        "nothing-to-do",
    ]
    assert await assessment.events(f"assessor/{FIRST}") == [
        "assessor-appointed",
        "leave-recorded",
        "interests-declared",
        "appointment-ended",
    ]
    assert await assessment.pool.fetchval("SELECT count(*) FROM deadlines") == 0


async def test_says_once_when_a_scope_runs_short_and_once_when_it_is_covered(
    assessment: StoredService,
) -> None:
    await assessment.hears(ASSESSING, *map(appointed, ("actor-a", "actor-b")))
    assert await reckon(assessment) == 1
    assert await reckon(assessment) == 0
    await assessment.hears(ASSESSING, appointed("actor-c"))
    assert await reckon(assessment) == 1
    assert await assessment.events(f"scope/{SCOPE}") == [
        "scope-short-of-assessors",
        "scope-covered",
    ]
    row = await assessment.pool.fetchrow("SELECT short, free FROM scope_cover")
    assert row is not None
    assert (row["short"], row["free"]) == (False, 3)
