"""The life of a case, on a real database."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.assessment.assessing.rules.naming import assessment_of
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AppointAssessor,
    AssessorAppointed,
    GiveRecommendation,
    Recommendation,
)
from shared.eventstore.answers import AnswerOutcome
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

ASSESSORS = ("assessor-1", "assessor-2")
SCOPE = "nuclear-medicine"


def submitted(
    application_id: UUID, **personal: object
) -> tuple[str, ApplicationSubmitted]:
    event = ApplicationSubmitted.model_validate(
        {
            "application_id": application_id,
            "scopes": [SCOPE],
            "route": "training-scheme",
            "submitted_on": "2026-11-01",
            "possible_duplicate_of": [],
            "person_id": application_id,
            "given_names": "Zoë",
            "email": "zoe@example.org",
            **personal,
        }
    )
    return f"application/{application_id}", event


def appointed(person: str, capacity: int = 50) -> tuple[str, AssessorAppointed]:
    known = PEOPLE[person]
    event = AssessorAppointed(
        assessor_id=known.actor,
        scopes=(SCOPE,),
        capacity=capacity,
        person_id=numbered(900 + ASSESSORS.index(person)),
        name=known.display_name,
        email=known.email,
    )
    return f"assessor/{known.actor}", event


def recommendation(
    application_id: UUID, reasons: str | None = None
) -> GiveRecommendation:
    return GiveRecommendation(
        assessment_id=assessment_of(application_id),
        recommendation=Recommendation.ACCEPT,
        reasons=reasons,
    )


def stream(application_id: UUID) -> str:
    return f"assessment/{assessment_of(application_id)}"


async def test_is_opened_assigned_recommended_on_and_concluded(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    await assessment.hears(ASSESSING, submitted(case))
    for person in ASSESSORS:
        (answer,) = await assessment.ask(person, recommendation(case, "Good."))
        assert answer.outcome is AnswerOutcome.DONE
    assert await assessment.events(stream(case)) == [
        "assessment-opened",
        "assessors-assigned",
        "recommendation-given",
        "recommendation-given",
        "assessment-concluded",
    ]
    assert await assessment.pool.fetchval("SELECT outcome FROM cases") == "accept"
    assert await assessment.pool.fetchval("SELECT count(*) FROM deadlines") == 0


async def test_knows_whose_papers_and_reasons_it_holds(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    await assessment.hears(ASSESSING, submitted(case))
    await assessment.ask("assessor-1", recommendation(case, "Good."))
    papers = await assessment.pool.fetchval("SELECT person_id FROM case_papers")
    reasons = await assessment.pool.fetchval("SELECT person_id FROM case_judgements")
    assert papers == reasons == case


async def test_waits_for_assessors_and_is_tried_again(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, submitted(case))
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    assert await assessment.meets_deadlines(timedelta()) == 0
    retry = timedelta(minutes=assessment.rulebook.assessment.assignment_retry_minutes)
    assert await assessment.meets_deadlines(retry) == 1
    assert await assessment.events(stream(case)) == [
        "assessment-opened",
        "assignment-postponed",
        "assessors-assigned",
    ]


async def test_keeps_its_proposer_away_also_when_tried_again(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    party = PEOPLE["assessor-2"].email.upper()
    await assessment.hears(ASSESSING, submitted(case, proposer_1_email=party))
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    retry = timedelta(minutes=assessment.rulebook.assessment.assignment_retry_minutes)
    await assessment.meets_deadlines(retry)
    await assessment.meets_deadlines(retry)
    assert await assessment.events(stream(case)) == [
        "assessment-opened",
        "assignment-postponed",
        "assignment-postponed",
        "assignment-postponed",
    ]


async def test_fills_nobody_beyond_capacity_within_one_batch(
    assessment: StoredService,
) -> None:
    cases = [numbered(number) for number in range(5)]
    await assessment.hears(ASSESSING, *(appointed(one, 3) for one in ASSESSORS))
    await assessment.hears(ASSESSING, *map(submitted, cases))
    held = await assessment.pool.fetch(
        "SELECT count(*) AS held FROM case_assessors GROUP BY assessor_id"
    )
    assert [row["held"] for row in held] == [3, 3]
    await assessment.ask("assessor-1", recommendation(cases[0]))
    await assessment.ask("assessor-2", recommendation(cases[0]))
    retry = timedelta(minutes=assessment.rulebook.assessment.assignment_retry_minutes)
    await assessment.meets_deadlines(retry)
    waiting = await assessment.pool.fetchval(
        "SELECT count(*) FROM cases WHERE seats IS NULL"
    )
    assert waiting == 1


async def test_becomes_overdue_once(assessment: StoredService) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    await assessment.hears(ASSESSING, submitted(case))
    target = timedelta(days=assessment.rulebook.assessment.target_days + 1)
    assert await assessment.meets_deadlines(target) == 1
    assert await assessment.meets_deadlines(timedelta()) == 0
    assert await assessment.pool.fetchval("SELECT overdue FROM cases")
    assert (await assessment.events(stream(case)))[-1] == "assessment-overdue"


async def test_is_put_to_the_registrar_then_to_the_lead_when_late(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, submitted(case))
    days = assessment.rulebook.assessment.target_days
    for reached in (days - 14, days - 3, days + 1, days + 2, days + 15):
        wanted = timedelta(days=reached) - assessment.clock.offset
        await assessment.meets_deadlines(wanted)
    said = [one for one in await assessment.events(stream(case)) if "post" not in one]
    assert said == [
        "assessment-opened",
        "assessors-reminded",
        "assessors-reminded",
        "assessment-overdue",
        "assessment-escalated",
        "assessment-escalated",
    ]
    assert await assessment.pool.fetchval("SELECT escalated_to FROM cases") == "lead"


async def test_is_opened_once_however_often_the_application_is_submitted(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    await assessment.hears(ASSESSING, submitted(case), submitted(case))
    assert await assessment.pool.fetchval("SELECT count(*) FROM cases") == 1


async def test_keeps_a_recommendation_s_words_from_being_changed(
    assessment: StoredService,
) -> None:
    case = numbered(1)
    await assessment.hears(ASSESSING, *map(appointed, ASSESSORS))
    await assessment.hears(ASSESSING, submitted(case))
    first, same, other = [
        (await assessment.ask("assessor-1", recommendation(case, words)))[0]
        for words in ("Good.", "Good.", "Better.")
    ]
    assert first.outcome is AnswerOutcome.DONE
    assert same.outcome is AnswerOutcome.NOTHING_TO_DO
    assert other.code == "already-given"


async def test_an_appointment_changes_only_what_is_new(
    assessment: StoredService,
) -> None:
    wanted = AppointAssessor(
        assessor_id="actor-1",
        scopes=(SCOPE,),
        capacity=5,
        name="Asha Anand",
        email="asha@register.example",
    )
    moved = wanted.model_copy(update={"email": "asha@elsewhere.example"})
    outcomes = [
        (await assessment.ask("registrar", one))[0].outcome
        for one in (wanted, wanted, moved, moved)
    ]
    assert outcomes == ["done", "nothing-to-do", "done", "nothing-to-do"]
    row = await assessment.pool.fetchrow("SELECT email, person_id FROM assessors")
    assert row is not None
    assert row["email"] == "asha@elsewhere.example"
    assert row["person_id"] is not None
