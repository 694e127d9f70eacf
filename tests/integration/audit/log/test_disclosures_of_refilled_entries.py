"""Disclosures of entries that a database took back from the bundle files."""

import asyncio
from uuid import UUID

import pytest

from services.audit.log import disclosing_again
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.contract import personal_fields
from shared.contracts.envelope import encode
from shared.contracts.retention import RecordClass
from shared.contracts.sealing import seal
from tests.support.audit_log import TryLog, event, named, stream_events
from tests.support.event_stores import EventStores

pytestmark = pytest.mark.integration

PEOPLE = [named(name) for name in ("Ada", "Marie", "Lise", "Emmy")]
OTHERS = stream_events("assessment/a", 5)
LOSE = """
DELETE FROM entries WHERE index >= 5;
DELETE FROM entry_disclosures;
"""
ERASE = """
INSERT INTO erasures
    (erasure_id, person_id, erased, applications, event_id, correlation_id, confirm)
VALUES ('{one}', '{one}', '{{{kind}}}', '{{}}', '{one}', '{one}', false)
"""


def appointed(person: UUID) -> tuple[bytes, str]:
    """Return the sealed event of an assessor who joined, and its disclosures."""
    stream = f"assessor/{person}"
    appointing = AssessorAppointed(
        assessor_id=str(person),
        capacity=3,
        person_id=person,
        name="An Assessor",
        email="assessor@example.org",
        scopes=("nuclear-medicine",),
    )
    fields = appointing.model_dump(mode="json")
    data, disclosures = seal(
        fields, personal_fields(AssessorAppointed), lambda: person.bytes
    )
    sealed = event(stream, 1, type=AssessorAppointed.TYPE, data=data)
    return encode(sealed), "~".join(disclosures)


SEALED = dict(map(appointed, PEOPLE))


@pytest.fixture
def stores(log: TryLog, monkeypatch: pytest.MonkeyPatch) -> EventStores:
    """The service that appointed them, which knows what it said of each."""
    monkeypatch.setattr(disclosing_again, "AT_ONCE", 3)
    monkeypatch.setattr(disclosing_again, "FIRST_PAUSE_SECONDS", 0.1)
    stores = EventStores(disclosures=dict(SEALED))
    stores.record([*OTHERS, *SEALED])
    log.producers = stores
    return stores


async def refilled(log: TryLog) -> None:
    """Log the events, and lose those of the people with all that was disclosed."""
    async with log.running():
        await log.send([*OTHERS, *SEALED])
        await log.until_sealed(9)
    await log.tamper(LOSE)


async def disclosed(log: TryLog) -> dict[UUID, str]:
    """Return what is disclosed, by person."""
    rows = await log.query("SELECT person_id, disclosures FROM entry_disclosures")
    return {row["person_id"]: row["disclosures"] for row in rows}


async def until_asked(log: TryLog) -> None:
    """Wait until the producers have been asked for all that was put back."""
    asked = "SELECT FROM refills WHERE asked_up_to = end_index"
    async with asyncio.timeout(20):
        while not await log.query(asked):  # noqa: ASYNC110 (a table has no event)
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("stores")
async def test_come_back_from_the_service_that_recorded_them(log: TryLog) -> None:
    await refilled(log)
    async with log.running():
        await until_asked(log)
    assert await disclosed(log) == dict(zip(PEOPLE, SEALED.values(), strict=True))
    assert len(await log.entries()) == 9


@pytest.mark.usefixtures("stores")
async def test_stay_away_from_who_was_erased(log: TryLog) -> None:
    await refilled(log)
    erased = PEOPLE[1]
    await log.tamper(ERASE.format(one=erased, kind=RecordClass.ASSESSOR.value))
    async with log.running():
        await until_asked(log)
    assert (await disclosed(log)).keys() == set(PEOPLE) - {erased}


async def test_are_not_taken_from_another_event_nor_made_up(
    log: TryLog, stores: EventStores
) -> None:
    await refilled(log)
    first, second, third, last = SEALED
    stores.disclosures[first] = SEALED[second]
    stores.disclosures[third] = ""
    del stores.events[f"assessor/{PEOPLE[1]}"]
    async with log.running():
        await until_asked(log)
    assert await disclosed(log) == {PEOPLE[3]: SEALED[last]}


async def test_are_asked_for_until_the_service_answers(
    log: TryLog, stores: EventStores
) -> None:
    await refilled(log)
    stores.silent = True
    async with log.running():
        await log.until_sealed(9)
        await asyncio.sleep(0.5)
    assert not await disclosed(log)
    # The next leader goes on asking.
    stores.silent = False
    async with log.running():
        await until_asked(log)
    assert (await disclosed(log)).keys() == set(PEOPLE)
