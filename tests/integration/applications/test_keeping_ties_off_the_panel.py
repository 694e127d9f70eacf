"""Keeping who has a part in a case, or a tie to it, off its panel."""

from uuid import UUID, uuid4

import pytest

from services.applications.declarations.subscribers import DECLARATIONS
from shared.contracts.assigning import AssessorJoined, Joining
from shared.contracts.declarations import (
    Finding,
    FindingGround,
    JudgeDeclaration,
)
from shared.contracts.judging import Moderation, ModerationBegun
from shared.eventstore.answers import Answer, Ask
from shared.identity.demonstration import PEOPLE
from tests.support.applications import NOW, answers, application_id
from tests.support.applications_service import ApplicationsService, row
from tests.support.documents_desk import ASSESSMENT, STREAM, arrived

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
MEMBER = PEOPLE["panel-1"].actor


@pytest.fixture
async def panel(applications: ApplicationsService) -> ApplicationsService:
    """An application that declares something of health, before the panel."""
    content = answers(health_to_declare="yes", declaration_details="A condition.")
    async with applications.client("registrar") as client:
        answer = await client.post("/api/applications", json=row(content))
    assert answer.status_code == 200, answer.text
    await applications.hear_own(applications.another_inbox(DECLARATIONS))
    return applications


async def shown(panel: ApplicationsService) -> int:
    async with panel.client("panel-1") as client:
        return (await client.get(f"/api/declarations/{ID}")).status_code


async def judged(panel: ApplicationsService) -> Answer:
    command = JudgeDeclaration(
        application_id=ID,
        finding=Finding.NO_CONCERN,
        grounds=(FindingGround.MINOR,),
    )
    [answer] = await panel.execute([Ask(uuid4(), command, MEMBER, uuid4())])
    return answer


async def test_lets_others_judge(panel: ApplicationsService) -> None:
    assert await shown(panel) == 200
    assert (await judged(panel)).code is None


async def test_shows_nothing_to_who_is_tied_to_the_applicant(
    panel: ApplicationsService,
) -> None:
    await panel.pool.execute(
        "INSERT INTO staff_interests (interest_id, actor, tie, person_id)"
        " SELECT $1, $2, 'colleague', person_id FROM applications",
        UUID(int=9),
        MEMBER,
    )
    assert await shown(panel) == 404
    assert (await judged(panel)).code == "tied-to-the-case"


@pytest.mark.parametrize(
    "event",
    [
        AssessorJoined(
            assessment_id=ASSESSMENT,
            application_id=ID,
            assessor_id=MEMBER,
            reason=Joining.CLAIMED,
            seats=2,
            due_at=NOW,
        ),
        ModerationBegun(
            assessment_id=ASSESSMENT,
            application_id=ID,
            round=1,
            moderation=Moderation.LEAD_ASSESSOR,
            moderators=(MEMBER,),
            due_at=NOW,
        ),
    ],
)
async def test_shows_nothing_to_who_came_to_the_case_later(
    panel: ApplicationsService, event: AssessorJoined | ModerationBegun
) -> None:
    await panel.another_inbox(DECLARATIONS).take([arrived(event, STREAM)])
    assert await shown(panel) == 404
    assert (await judged(panel)).code == "tied-to-the-case"
