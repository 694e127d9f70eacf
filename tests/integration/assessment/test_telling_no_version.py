"""Telling no version of a blind case."""

from uuid import UUID, uuid4

import pytest

from services.assessment.assessing.rules.naming import assessment_of
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AssessorAppointed,
    GiveRecommendation,
    Recommendation,
)
from shared.contracts.assigning import RemindAssessors
from shared.contracts.contract import CommandData
from shared.contracts.judging import SaveAssessment
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

SCOPE = "nuclear-medicine"
CASE = assessment_of(numbered(1))
STREAM = f"assessment/{CASE}"
ANNA, BEN = "assessor-1", "assessor-2"

draft = SaveAssessment(assessment_id=CASE, draft={"reasons": "So far."})
word = GiveRecommendation(assessment_id=CASE, recommendation=Recommendation.ACCEPT)


@pytest.fixture
async def case(assessment: StoredService) -> UUID:
    """A case of two, of which nobody has spoken."""
    for person in (ANNA, BEN):
        actor = PEOPLE[person].actor
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=5)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))
    submitted = ApplicationSubmitted.model_validate(
        {
            "application_id": numbered(1),
            "scopes": [SCOPE],
            "route": "training-scheme",
            "submitted_on": "2026-11-01",
            "possible_duplicate_of": [],
            "person_id": numbered(2),
        }
    )
    await assessment.hears(ASSESSING, (f"application/{numbered(1)}", submitted))
    return CASE


async def asks(
    assessment: StoredService, person: str, wanted: CommandData, expected: int
) -> Answer:
    actor = PEOPLE[person].actor
    ask = Ask(uuid4(), wanted, actor, uuid4(), expected_version=expected)
    [answer] = await assessment.execute([ask])
    return answer


def said(answer: Answer) -> tuple[object, ...]:
    return (answer.outcome, answer.code, answer.sentence, answer.rule, answer.events)


@pytest.mark.usefixtures("case")
async def test_refuses_an_assessor_alike_whatever_the_other_has_done(
    assessment: StoredService,
) -> None:
    version = len(await assessment.events(STREAM))
    before = [await asks(assessment, ANNA, word, one) for one in (version, 9)]
    await assessment.ask(BEN, draft, word)
    assert len(await assessment.events(STREAM)) > version
    after = [await asks(assessment, ANNA, word, one) for one in (version, 9)]
    assert len({said(one) for one in (*before, *after)}) == 1
    assert before[0].code == "version-not-told"
    assert str(version) not in (before[0].sentence or "")


@pytest.mark.usefixtures("case")
async def test_answers_an_assessor_without_one(assessment: StoredService) -> None:
    await assessment.ask(BEN, draft)
    [answer] = await assessment.ask(ANNA, draft)
    assert answer.outcome is AnswerOutcome.DONE
    assert [one.version for one in answer.events] == [0]


@pytest.mark.usefixtures("case")
async def test_goes_on_telling_the_registrar(assessment: StoredService) -> None:
    remind = RemindAssessors(assessment_id=CASE)
    stale = await asks(assessment, "registrar", remind, 1)
    assert stale.code == "stale-version"
    [answer] = await assessment.ask("registrar", remind)
    assert [one.version for one in answer.events] == [3]
