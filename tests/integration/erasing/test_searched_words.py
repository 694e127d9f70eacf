"""The words of searches that somebody made."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from asyncpg import Pool, Record

from shared.contracts.messaging import KeptForItsTime
from shared.contracts.sealing import open_disclosure
from shared.contracts.views import LookOutcome
from shared.erasing.kept_for_a_time import KEEPING, SEARCH_TEXT, Keeping
from shared.eventstore.answers import Internal
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.recording import folded_form
from shared.looking import LOOKING, Look
from tests.support.kit import rulebook
from tests.support.stored_service import StoredService, stored_service

pytestmark = pytest.mark.integration

DAYS = rulebook().retention.search_text_days
STREAM = f"kept-for-its-time/applications/{SEARCH_TEXT.kind}"


@pytest.fixture
def service(
    pool: "Pool[Record]", store: PostgresStore, tmp_path: Path
) -> StoredService:
    """A service in which people look."""
    return stored_service("applications", pool, store, tmp_path, KEEPING)


async def look(
    service: StoredService, sought: str, person_id: UUID | None = None
) -> None:
    """Have somebody search, with a reason in words."""
    wanted = Look(
        service=service.name,
        actor="registrar:1",
        kind="applications",
        action="applications.list-applications",
        outcome=LookOutcome.SHOWN,
        purpose="casework",
        now=service.clock.now(),
        sought=sought,
        person_id=person_id,
        explanation="A complaint.",
    )
    command = Internal(LOOKING.name, wanted, uuid4(), wanted.actor, uuid4(), kept=False)
    await service.execute_internal([command])


async def disclosed(service: StoredService, field: str) -> Sequence[object]:
    """Return what is still disclosed of a field, in order."""
    rows = await service.pool.fetch(
        "SELECT disclosures FROM disclosures d JOIN events e ON e.id = d.event_id "
        "ORDER BY e.position"
    )
    opened = [
        open_disclosure(one) for row in rows for one in row["disclosures"].split("~")
    ]
    return [value for name, value in opened if name == field]


async def told(service: StoredService) -> list[KeptForItsTime]:
    """Return what the service said of it."""
    events = [
        folded_form(one.entry) for one in await service.store.stream(STREAM, 0, 100)
    ]
    return [one for one in events if isinstance(one, KeptForItsTime)]


async def test_go_on_their_day_while_the_look_stays(service: StoredService) -> None:
    await look(service, "q=Nora")
    keeping = Keeping(service, [SEARCH_TEXT])
    service.clock.offset += timedelta(days=DAYS - 1)
    assert await keeping.forget(SEARCH_TEXT) == 0
    await look(service, "q=Marie")
    service.clock.offset += timedelta(days=2)
    assert await keeping.forget(SEARCH_TEXT) == 1
    assert await disclosed(service, "sought") == ["q=Marie"]
    assert await disclosed(service, "explanation") == ["A complaint."] * 2
    [event] = await told(service)
    assert (event.count, event.kind) == (1, "search-text")
    assert event.rule.endswith(" retention.search_text_days")
    looks = await service.pool.fetchval(
        "SELECT count(*) FROM events WHERE type LIKE '%looked%'"
    )
    assert looks == 2


async def test_are_told_of_once_by_whoever_looks_again(service: StoredService) -> None:
    await look(service, "q=Nora")
    service.clock.offset += timedelta(days=DAYS + 2)
    went = [await Keeping(service, [SEARCH_TEXT]).forget(SEARCH_TEXT) for _ in range(3)]
    assert went == [1, 0, 0]
    assert len(await told(service)) == 1


async def test_go_with_the_person_where_they_name_one(service: StoredService) -> None:
    await look(service, "q=Nora", uuid4())
    service.clock.offset += timedelta(days=DAYS + 2)
    assert await Keeping(service, [SEARCH_TEXT]).forget(SEARCH_TEXT) == 0
    assert await disclosed(service, "sought") == ["q=Nora"]
