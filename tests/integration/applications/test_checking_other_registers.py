"""What other registers say, on PostgreSQL."""

from collections.abc import Mapping
from uuid import uuid4

import httpx
import pytest

from services.applications.matters import Matter, read_matters
from shared.contracts.elsewhere import CheckRegistrationElsewhere, Found
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
DECLARED = answers(removed_elsewhere="yes", elsewhere_details="HCPC, in 2019.")
ROWS = "SELECT count(*) FROM registrations_elsewhere"


async def submitted(
    applications: ApplicationsService, content: Mapping[str, str]
) -> httpx.Response:
    """Submit an application, and return the reply."""
    async with applications.client("registrar") as client:
        return await client.post("/api/applications", json=row(content))


async def check(
    applications: ApplicationsService, source: str, found: Found, **said: object
) -> Answer:
    """Record what a register said, and return the answer."""
    data = CheckRegistrationElsewhere.model_validate(
        {"application_id": ID, "source": source, "found": found, **said}
    )
    [answer] = await applications.execute([Ask(uuid4(), data, "registrar-1", uuid4())])
    return answer


async def matters(applications: ApplicationsService) -> tuple[Matter, ...]:
    """Return the open matters of the application."""
    async with applications.read() as database:
        return (await read_matters(database, [ID])).get(ID, ())


def details(found: tuple[Matter, ...]) -> list[tuple[str, str]]:
    return [(matter.matter, matter.detail) for matter in found]


async def test_leave_no_matter_where_nothing_was_declared(
    applications: ApplicationsService,
) -> None:
    assert (await submitted(applications, answers())).status_code == 200
    assert await matters(applications) == ()


async def test_open_a_matter_where_something_was_declared_until_it_is_checked(
    applications: ApplicationsService,
) -> None:
    assert (await submitted(applications, DECLARED)).status_code == 200
    open_now = details(await matters(applications))
    assert open_now == [("registration-elsewhere", "declared")]
    answer = await check(applications, "hcpc-register", Found.NO_BAR)
    assert answer.outcome is AnswerOutcome.DONE
    assert await matters(applications) == ()


async def test_keep_the_matter_of_a_sanction_until_that_register_says_otherwise(
    applications: ApplicationsService,
) -> None:
    await submitted(applications, DECLARED)
    await check(applications, "hcpc-register", Found.SANCTIONED)
    await check(applications, "ahcs-register", Found.GOOD_STANDING)
    open_now = details(await matters(applications))
    assert open_now == [("registration-elsewhere", "hcpc-register")]
    await check(applications, "hcpc-register", Found.GOOD_STANDING)
    assert await matters(applications) == ()
    assert await applications.count(ROWS) == 2


async def test_are_recorded_once(applications: ApplicationsService) -> None:
    await submitted(applications, DECLARED)
    await check(applications, "hcpc-register", Found.NO_BAR)
    again = await check(applications, "hcpc-register", Found.NO_BAR)
    assert again.outcome is AnswerOutcome.NOTHING_TO_DO


async def test_are_seen_one_after_the_other_in_one_transaction(
    applications: ApplicationsService,
) -> None:
    await submitted(applications, DECLARED)
    said = (Found.SANCTIONED, Found.GOOD_STANDING, Found.GOOD_STANDING)
    asks = [
        Ask(
            uuid4(),
            CheckRegistrationElsewhere(
                application_id=ID, source="hcpc-register", found=found
            ),
            "registrar-1",
            uuid4(),
        )
        for found in said
    ]
    done, nothing = AnswerOutcome.DONE, AnswerOutcome.NOTHING_TO_DO
    outcomes = [answer.outcome for answer in await applications.execute(asks)]
    assert outcomes == [done, done, nothing]
    assert await matters(applications) == ()


async def test_are_recorded_on_the_page_by_the_registrar_alone(
    applications: ApplicationsService,
) -> None:
    await submitted(applications, DECLARED)
    form = {
        "command_id": str(uuid4()),
        "source": "HCPC register",
        "found": "no-bar",
        "explanation": "Removed at her own request.",
    }
    path = f"/applications/{ID}/registration-elsewhere"
    async with applications.client("applicant") as client:
        assert (await client.post(path, data=form)).status_code == 403
    async with applications.client("registrar") as client:
        assert (await client.post(path, data=form)).status_code == 303
        shown = (await client.get(f"/applications/{ID}")).text
    assert "Hcpc register" in shown
    assert "Removed at her own request." in shown


async def test_are_not_shown_to_the_regulator(
    applications: ApplicationsService,
) -> None:
    await submitted(applications, DECLARED)
    await check(applications, "hcpc-register", Found.NO_BAR)
    async with applications.client("regulator") as client:
        assert "No bar" not in (await client.get(f"/applications/{ID}")).text


async def test_are_refused_for_an_application_that_was_not_submitted(
    applications: ApplicationsService,
) -> None:
    answer = await check(applications, "hcpc-register", Found.NO_BAR)
    assert answer.code == "not-submitted"


async def test_leave_a_number_that_differs_to_a_person(
    applications: ApplicationsService,
) -> None:
    content = {**DECLARED, "elsewhere_number": "RA12345"}
    await submitted(applications, content)
    good, source = Found.GOOD_STANDING, "hcpc-register"
    assert (await check(applications, source, good)).code == "number-elsewhere-needed"
    await check(applications, source, good, number="RA54321")
    assert set(details(await matters(applications))) == {
        ("registration-elsewhere", "declared"),
        ("registration-elsewhere", source),
    }
    async with applications.client("registrar") as client:
        shown = (await client.get(f"/applications/{ID}")).text
    assert "declared: RA12345" in shown
    assert "which is not the number declared" in shown
    again = await check(applications, source, good, number="RA54321")
    assert again.outcome is AnswerOutcome.NOTHING_TO_DO
    looked = {"difference_explained": True, "explanation": "Renumbered in 2020."}
    await check(applications, source, good, number="RA54321", **looked)
    assert await matters(applications) == ()
