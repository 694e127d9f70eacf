"""What was declared, and refused before the panel had judged it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.applications.declarations.queries import queue_of
from services.applications.declarations.subscribers import DECLARATIONS
from services.applications.serving.commands import RecordServed
from services.applications.serving.subscribers import SERVING
from shared.contracts.appealing import AppealOutcome, FindOnAppeal, LodgeAppeal
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.contract import CommandData
from shared.contracts.declarations import Finding, FindingGround, JudgeDeclaration
from shared.contracts.serving import CloseRefused
from shared.eventstore.answers import Ask, Internal
from shared.identity.demonstration import PEOPLE
from shared.rulebook.tables.appealing import CountedFrom
from tests.support.applications import NOW, TODAY, answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")
REFUSE = DecideApplication(
    application_id=ID, decision=Decision.REFUSE, reasons=("evidence-missing",)
)
APPEAL = LodgeAppeal(application_id=ID, grounds=("judgement",), statement="New.")
UPHOLD = FindOnAppeal(application_id=ID, outcome=AppealOutcome.UPHELD)
JUDGE = JudgeDeclaration(
    application_id=ID,
    finding=Finding.NO_CONCERN,
    grounds=(FindingGround.LONG_AGO,),
    explanation="Long ago.",
)
MATTERS = "SELECT matter FROM open_matters WHERE application_id = $1"


async def code(
    service: ApplicationsService, command: CommandData, person: str
) -> str | None:
    """Return why a command is refused; None where it is done."""
    actor = PEOPLE[person].actor
    [answer] = await service.execute([Ask(uuid4(), command, actor, uuid4())])
    await service.hear_own(service.another_inbox(DECLARATIONS))
    return answer.code


async def refuse(service: ApplicationsService) -> None:
    """Refuse an application that declares a conviction, which nobody has judged."""
    declaring = answers(character_to_declare="yes", declaration_details="A conviction.")
    async with service.client("applicant") as client:
        sent = await client.post("/api/applications", json=row(declaring))
    assert sent.status_code == 200, sent.text
    await service.recommend(ID)
    assert await code(service, REFUSE, "registrar") is None


async def waiting_for(service: ApplicationsService, person: str) -> int:
    """Return how many matters wait for a member of the panel."""
    async with service.read() as database:
        return len(await queue_of(database, PEOPLE[person].actor, None, 10))


async def test_is_not_asked_of_the_panel_while_the_refusal_stands(
    applications: ApplicationsService,
) -> None:
    await refuse(applications)
    assert await waiting_for(applications, "panel-1") == 0


async def test_is_judged_before_an_appeal_admits(
    applications: ApplicationsService,
) -> None:
    await refuse(applications)
    assert await code(applications, APPEAL, "applicant") is None
    assert await waiting_for(applications, "panel-1") == 1
    assert await code(applications, UPHOLD, "panel-1") == "matters-open"
    for member in ("panel-3", "panel-4"):
        assert await code(applications, JUDGE, member) is None
    for member in ("panel-1", "panel-2"):
        assert await code(applications, UPHOLD, member) is None
    status = "SELECT status FROM applications WHERE application_id = $1"
    assert await applications.pool.fetchval(status, ID) == "accepted"


async def test_is_before_the_panel_as_it_was_declared(
    applications: ApplicationsService,
) -> None:
    await refuse(applications)
    await code(applications, APPEAL, "applicant")
    async with applications.client("panel-1") as client:
        shown = (await client.get(f"/api/declarations/{ID}")).json()
    assert shown["details"] == "A conviction."
    assert shown["grounds"] == ["character"]
    assert shown["origin"] == "appealed-by-applicant"


async def test_is_judged_by_nobody_who_heard_the_appeal(
    applications: ApplicationsService,
) -> None:
    await refuse(applications)
    await code(applications, APPEAL, "applicant")
    back = FindOnAppeal(
        application_id=ID, outcome=AppealOutcome.SENT_BACK, reasons=("new-evidence",)
    )
    assert await code(applications, back, "panel-1") is None
    assert await code(applications, JUDGE, "panel-1") == "tied-to-the-case"
    assert await waiting_for(applications, "panel-1") == 0


async def test_stands_in_the_way_of_nothing_once_the_refusal_is_final(
    applications: ApplicationsService,
) -> None:
    await refuse(applications)
    assert await applications.pool.fetchval(MATTERS, ID) == "declared-matter"
    serving = applications.another_inbox(SERVING)
    await applications.hear_own(serving)
    notice = await applications.pool.fetchval("SELECT notice_id FROM refusals")
    served = RecordServed(
        ID, notice, TODAY - timedelta(days=40), 30, CountedFrom.SERVICE, NOW
    )
    await applications.execute_internal(
        [Internal(SERVING.name, served, uuid4(), "service:applications", uuid4())]
    )
    assert (
        await code(applications, CloseRefused(application_id=ID), "registrar") is None
    )
    assert await applications.pool.fetchval(MATTERS, ID) is None
