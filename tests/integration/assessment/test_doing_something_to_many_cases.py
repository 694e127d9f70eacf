"""Doing something to many cases at once."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.assessment import app as composition
from services.assessment.assessing import pages as assessing_pages
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.bulk import api, pages
from services.assessment.carrying_out import CARRYING
from shared.bulk import carrying_out
from shared.bulk.carrying_out import carry_out_next, is_to_carry_out
from shared.bulk.queries import Bulk, bulk_of
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import AppointmentEnded, Leaving
from shared.contracts.many_cases import AssignCases, ReleaseCasesAction, RemindOfCases
from shared.eventstore.answers import AnswerOutcome, Ask
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import (
    ORIGIN,
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
SCOPE = "nuclear-medicine"
FIRST, SECOND = PEOPLE["assessor-1"].actor, PEOPLE["assessor-2"].actor


async def appoint(assessment: StoredService, *actors: str) -> None:
    for actor in actors:
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=9)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))


async def submit(assessment: StoredService, *numbers: int) -> list[UUID]:
    """Open the cases of these applications, and return them in their order."""
    found: list[UUID] = []
    for number in numbers:
        submitted = ApplicationSubmitted(
            application_id=numbered(number),
            scopes=(SCOPE,),
            route="training-scheme",
            submitted_on=date(2026, 11, 1),
            possible_duplicate_of=(),
            person_id=numbered(100 + number),
        )
        await assessment.hears(
            ASSESSING, (f"application/{numbered(number)}", submitted)
        )
        found.append(
            await assessment.pool.fetchval(
                "SELECT assessment_id FROM cases WHERE application_id = $1",
                numbered(number),
            )
        )
    return found


async def action(assessment: StoredService, bulk_id: UUID) -> Bulk:
    async with assessment.read() as database:
        found = await bulk_of(database, bulk_id)
    assert found is not None
    return found


async def released(assessment: StoredService, bulk_id: UUID) -> Bulk:
    """Have a second registrar release the action, and carry it out."""
    prepared = await action(assessment, bulk_id)
    release = ReleaseCasesAction(bulk_id=bulk_id, items_digest=prepared.items_digest)
    [answer] = await assessment.execute([Ask(uuid4(), release, "registrar-2", uuid4())])
    assert answer.outcome is AnswerOutcome.DONE, answer.sentence
    assert await carry_out_next(assessment, CARRYING)
    return await action(assessment, bulk_id)


async def test_reminds_of_each_case_by_an_event_of_its_own(
    assessment: StoredService,
) -> None:
    await appoint(assessment, FIRST, SECOND)
    cases = await submit(assessment, 1, 2, 3)
    bulk_id = uuid4()
    wanted = RemindOfCases(bulk_id=bulk_id, cases=(*cases[:2], uuid4()))
    [answer] = await assessment.ask("registrar", wanted)
    assert answer.outcome is AnswerOutcome.DONE, answer.sentence
    dry = await action(assessment, bulk_id)
    assert (dry.status, dry.count) == ("prepared", 2)
    assert dry.excluded == {"no-such-case": 1}
    # A dry run does nothing, and nor does an action that nobody released.
    assert not await carry_out_next(assessment, CARRYING)
    done = await released(assessment, bulk_id)
    assert (done.status, done.remaining) == ("finished", 0)
    for case, times in zip(cases, (1, 1, 0), strict=True):
        said = await assessment.events(f"assessment/{case}")
        assert said.count("assessors-reminded") == times


async def test_fills_the_free_seats_with_the_assessor_named(
    assessment: StoredService,
) -> None:
    cases = await submit(assessment, 1, 2)
    await appoint(assessment, FIRST, SECOND)
    bulk_id = uuid4()
    wanted = AssignCases(bulk_id=bulk_id, cases=tuple(cases), to=FIRST)
    [answer] = await assessment.ask("registrar", wanted)
    assert answer.outcome is AnswerOutcome.DONE, answer.sentence
    done = await released(assessment, bulk_id)
    assert (done.count, done.remaining) == (2, 0)
    rows = await assessment.pool.fetch("SELECT assessor_id FROM case_assessors")
    assert [row["assessor_id"] for row in rows] == [FIRST, FIRST]


async def test_fills_the_free_seats_from_the_pool(assessment: StoredService) -> None:
    cases = await submit(assessment, 1, 2)
    await appoint(assessment, FIRST, SECOND)
    bulk_id = uuid4()
    await assessment.ask("registrar", AssignCases(bulk_id=bulk_id, cases=tuple(cases)))
    await released(assessment, bulk_id)
    for case in cases:
        said = await assessment.events(f"assessment/{case}")
        assert said[-1] == "assessors-assigned"


async def test_leaves_out_cases_without_a_free_seat_or_that_cannot_be_had(
    assessment: StoredService,
) -> None:
    free = await submit(assessment, 1)
    await appoint(assessment, FIRST, SECOND, "actor-of-another-scope")
    await assessment.pool.execute(
        "UPDATE pool SET scopes = '{sonography}' WHERE assessor_id LIKE '%another%'"
    )
    full = await submit(assessment, 2)
    bulk_id = uuid4()
    wanted = AssignCases(
        bulk_id=bulk_id, cases=(*free, *full), to="actor-of-another-scope"
    )
    [answer] = await assessment.ask("registrar", wanted)
    assert answer.code == "nothing-to-do"


async def test_counts_the_cases_that_were_refused(assessment: StoredService) -> None:
    cases = await submit(assessment, 1)
    await appoint(assessment, FIRST)
    bulk_id = uuid4()
    await assessment.ask(
        "registrar", AssignCases(bulk_id=bulk_id, cases=tuple(cases), to=FIRST)
    )
    ended = AppointmentEnded(
        assessor_id=FIRST, ended_on=date(2020, 1, 1), reason=Leaving.RESIGNED
    )
    await assessment.hears(ASSESSING, (f"assessor/{FIRST}", ended))
    done = await released(assessment, bulk_id)
    assert (done.status, done.remaining) == ("finished", 1)


async def test_goes_on_where_it_was_interrupted_and_does_nothing_twice(
    assessment: StoredService, monkeypatch: pytest.MonkeyPatch
) -> None:
    await appoint(assessment, FIRST, SECOND)
    cases = await submit(assessment, 1, 2, 3)
    monkeypatch.setattr(carrying_out, "SLICE", 2)
    bulk_id = uuid4()
    await assessment.ask(
        "registrar", RemindOfCases(bulk_id=bulk_id, cases=tuple(cases))
    )
    execute = assessment.execute_internal

    async def once(commands: object) -> object:
        monkeypatch.setattr(assessment, "execute_internal", broken)
        return await execute(commands)  # pyright: ignore[reportArgumentType]

    async def broken(_commands: object) -> object:
        raise ConnectionError

    monkeypatch.setattr(assessment, "execute_internal", once)
    with pytest.raises(ConnectionError):
        await released(assessment, bulk_id)
    assert await is_to_carry_out(assessment)
    monkeypatch.setattr(assessment, "execute_internal", execute)
    assert await carry_out_next(assessment, CARRYING)
    assert not await is_to_carry_out(assessment)
    for case in cases:
        said = await assessment.events(f"assessment/{case}")
        assert said.count("assessors-reminded") == 1


async def test_is_chosen_in_the_list_of_cases_and_released_by_a_form(
    assessment: StoredService, tmp_path: Path
) -> None:
    await appoint(assessment, FIRST, SECOND)
    cases = await submit(assessment, 1, 2)
    routers = (assessing_pages.router, pages.router, api.router)
    app = application(assessment, FOLDER, *routers)
    bulk_id = uuid4()
    form = {
        "bulk_id": str(bulk_id),
        "cases": [str(one) for one in cases],
    }
    async with client(app, "registrar", tmp_path) as registrar:
        registrar.headers["origin"] = ORIGIN
        offered = (await registrar.get("/cases")).text
        sent = [await registrar.post("/bulk/reminders", data=form) for _ in range(2)]
        listed = (await registrar.get("/bulk")).text
        known = (await registrar.get(f"/api/bulk/{bulk_id}")).json()
        digest = known["items_digest"]
        refused = await registrar.post(
            f"/bulk/{bulk_id}/release", data={"items_digest": digest}
        )
        missing = await registrar.get(f"/api/bulk/{uuid4()}")
    assert f'name="cases" value="{cases[0]}"' in offered
    assert [one.status_code for one in sent] == [303, 303]
    # Who prepared it is not even offered to release it.
    assert "Remind of cases" in listed
    assert "<button" not in listed.split("<table>")[1]
    assert (known["status"], known["count"]) == ("prepared", 2)
    assert refused.status_code == 409
    assert "a second person" in refused.text
    assert missing.status_code == 404
    async with client(app, "assessor-1", tmp_path) as anna:
        anna.headers["origin"] = ORIGIN
        assert (await anna.post("/bulk/reminders", data=form)).status_code == 403
        assert 'name="cases"' not in (await anna.get("/queue")).text
