"""A conflict that is found after a seat was filled takes the assessor off the case."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.rechecking import EVER, recheck
from shared.contracts.assessment import GiveRecommendation, Recommendation
from shared.contracts.assessors import Interests, KnownPerson, Tie
from shared.contracts.confirming import ConfirmationAsked
from shared.contracts.contract import EventData
from shared.contracts.judging import SaveAssessment
from shared.contracts.staff_interests import StaffInterestDeclared
from shared.contracts.staff_interests import Tie as StaffTie
from shared.eventstore.answers import Ask
from tests.integration.assessment.test_keeping_watch_of_the_pool import (
    appointed,
    declared,
    on_the_case,
    submitted,
)
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

EVERYBODY = ("actor-a", "actor-b", "actor-c")
RELATIVE = KnownPerson(email="zoe@example.org", tie=Tie.RELATIVE)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def seated(assessment: StoredService) -> UUID:
    """Open a case which the first two have, and the third could have."""
    await assessment.hears(ASSESSING, *map(appointed, EVERYBODY))
    await assessment.hears(ASSESSING, submitted(1))
    assert await on_the_case(assessment) == ["actor-a", "actor-b"]
    case = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    assert isinstance(case, UUID)
    return case


async def asked(
    assessment: StoredService, actor: str, command: SaveAssessment | GiveRecommendation
) -> str | None:
    [answer] = await assessment.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer.code


def confirmation(
    attempt: int, email: str, name: str = "Ada Lovelace"
) -> tuple[str, ConfirmationAsked]:
    event = ConfirmationAsked(
        confirmation_id=numbered(70),
        application_id=numbered(1),
        role="proposer-1",
        attempt=attempt,
        expires_at=NOW + timedelta(days=28),
        remind_at=NOW + timedelta(days=14),
        person_id=numbered(1),
        name=name,
        email=email,
    )
    return f"confirmation/{numbered(70)}", event


STAFF_TIE = StaffInterestDeclared(
    interest_id=numbered(50),
    actor="actor-a",
    tie=StaffTie.FAMILY,
    person_id=numbered(1),
)


@pytest.mark.parametrize(
    "later",
    [
        declared("actor-a", Interests(people=(RELATIVE,))),
        ("staff-interest/x", STAFF_TIE),
        confirmation(2, " Actor-A@register.example"),
        confirmation(2, "somebody@example.org", name="Actor A"),
    ],
    ids=["declared", "as-staff", "asked-instead", "likely-asked-instead"],
)
async def test_gives_the_seat_to_another(
    assessment: StoredService, later: tuple[str, EventData]
) -> None:
    case = await seated(assessment)
    draft = SaveAssessment(assessment_id=case, draft={"reasons": "So far."})
    assert await asked(assessment, "actor-a", draft) is None
    if isinstance(later[1], ConfirmationAsked):
        await assessment.hears(ASSESSING, confirmation(1, "first@example.org"))
    await assessment.hears(ASSESSING, later)
    assert await recheck(assessment, EVER) == 1
    assert await on_the_case(assessment) == ["actor-b", "actor-c"]
    assert not await assessment.pool.fetch("SELECT FROM case_drafts")
    word = GiveRecommendation(assessment_id=case, recommendation=Recommendation.ACCEPT)
    assert await asked(assessment, "actor-a", word) is not None


async def test_says_why_and_says_it_once(assessment: StoredService) -> None:
    case = await seated(assessment)
    await assessment.hears(
        ASSESSING, declared("actor-a", Interests(people=(RELATIVE,)))
    )
    assert await recheck(assessment, EVER) == 1
    said = await assessment.events(f"assessment/{case}")
    assert said[-2:] == ["assessor-recused", "assessor-joined"]
    assert await recheck(assessment, EVER) == 0
    assert await assessment.events(f"assessment/{case}") == said


async def test_finds_nothing_where_no_tie_was_added(assessment: StoredService) -> None:
    await seated(assessment)
    await assessment.hears(ASSESSING, declared("actor-a", Interests()))
    await assessment.hears(ASSESSING, confirmation(1, "actor-b@register.example"))
    assert await recheck(assessment, EVER) == 0
    assert await on_the_case(assessment) == ["actor-a", "actor-b"]


async def test_looks_only_at_what_changed_since(assessment: StoredService) -> None:
    await seated(assessment)
    await assessment.hears(
        ASSESSING, declared("actor-a", Interests(people=(RELATIVE,)))
    )
    assert await recheck(assessment, datetime.now(UTC) + timedelta(hours=1)) == 0
    assert await recheck(assessment, datetime.now(UTC) - timedelta(hours=1)) == 1


async def test_leaves_a_word_that_was_given(assessment: StoredService) -> None:
    case = await seated(assessment)
    word = GiveRecommendation(assessment_id=case, recommendation=Recommendation.ACCEPT)
    assert await asked(assessment, "actor-a", word) is None
    await assessment.hears(
        ASSESSING, declared("actor-a", Interests(people=(RELATIVE,)))
    )
    assert await recheck(assessment, EVER) == 0
    assert "actor-a" in await on_the_case(assessment)
