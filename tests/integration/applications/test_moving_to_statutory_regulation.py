"""A register that moves from the voluntary to the statutory rules, on PostgreSQL."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from services.applications.applying.subscribers import APPLYING
from services.applications.bulk.subscribers import BULK
from services.applications.carrying_out import CARRYING
from services.applications.footings import count_footings
from services.applications.registration.subscribers import REGISTRATION
from shared.bulk import carrying_out
from shared.bulk.carrying_out import is_to_carry_out
from shared.bulk.queries import Bulk, bulk_of
from shared.contracts.applications import Decision
from shared.contracts.contract import CommandData
from shared.contracts.transfers import EntryTransferred, MoveScope, ReleaseBulk
from shared.eventstore.answers import Answer, Ask, Internal
from shared.eventstore.execute import Executor
from shared.rulebook import load_rulebook, load_rulebooks
from tests.support.applications import ROOT, TODAY, answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
ENTRIES = """
SELECT registration_number, person_id, application_id, scopes, route, status,
       registered_on, given_names, family_name
  FROM register_entries
"""
FOOTINGS = "SELECT registration_number, scope, footing FROM entry_footings"
TRANSFERRED = "SELECT stream, entry FROM events WHERE type = $1 ORDER BY position"
PEOPLE = (
    ("nuclear-medicine", "training-scheme"),
    ("nuclear-medicine;radiation-physics", "training-scheme"),
    ("sonography", "accredited-sonography"),
    ("nuclear-medicine", "training-scheme"),
    ("sonography", "accredited-sonography"),
)
SCOPES = ("nuclear-medicine", "radiation-physics", "sonography")


@pytest.fixture
async def register(applications: ApplicationsService) -> ApplicationsService:
    """A voluntary register of five, about to move."""
    applications.executor = Executor(
        applications.name,
        applications.store,
        (APPLYING, REGISTRATION, BULK),
        applications.clock,
        lambda: applications.rulebook,
    )
    ids: list[UUID] = []
    async with applications.client("registrar") as client:
        for number, (scopes, route) in enumerate(PEOPLE):
            content = answers(
                external_ref=f"REF-{number}",
                given_names=f"Person {number}",
                email=f"person.{number}@example.org",
                scopes=scopes,
                route=route,
            )
            response = await client.post("/api/applications", json=row(content))
            assert response.status_code == 200, response.text
            ids.append(application_id(f"REF-{number}"))
    await applications.recommend(*ids)
    for each in ids:
        answer = await applications.decide(each, Decision.ACCEPT)
        assert answer.code is None, answer.sentence
    await applications.hear_own()
    return applications


async def carry_out_next(register: ApplicationsService) -> bool:
    return await carrying_out.carry_out_next(register, CARRYING)


async def does(
    register: ApplicationsService, actor: str, command: CommandData
) -> Answer:
    (answer,) = await register.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer


async def rows(register: ApplicationsService, query: str) -> set[Any]:
    return {tuple(map(str, each)) for each in await register.pool.fetch(query)}


async def prepared(register: ApplicationsService, scope: str) -> Bulk:
    """Have a registrar try dry the move of a scope."""
    bulk_id = uuid4()
    command = MoveScope(bulk_id=bulk_id, scope=scope)
    answer = await does(register, "registrar-1", command)
    assert answer.code is None, answer.sentence
    return await bulk(register, bulk_id)


async def bulk(register: ApplicationsService, bulk_id: UUID) -> Bulk:
    async with register.read() as database:
        found = await bulk_of(database, bulk_id)
    assert found is not None
    return found


async def moved(register: ApplicationsService, scope: str) -> Bulk:
    """Move a scope's entries; return the action, finished."""
    action = await prepared(register, scope)
    release = ReleaseBulk(bulk_id=action.bulk_id, items_digest=action.items_digest)
    answer = await does(register, "registrar-2", release)
    assert answer.code is None, answer.sentence
    assert await carry_out_next(register)
    return await bulk(register, action.bulk_id)


async def footings(register: ApplicationsService) -> Any:  # noqa: ANN401
    async with register.read() as database:
        return await count_footings(database)


async def test_loses_no_entry_and_moves_each_in_every_scope(
    register: ApplicationsService, tmp_path: Path
) -> None:
    before = await rows(register, ENTRIES)
    standing = await rows(register, FOOTINGS)
    assert len(before) == len(PEOPLE)
    assert {footing for _, _, footing in standing} == {"voluntary"}

    register.rulebook = STATUTORY
    for number, scope in enumerate(SCOPES, start=1):
        action = await moved(register, scope)
        assert (action.status, action.remaining) == ("finished", 0)
        counted = await footings(register)
        assert [list(counted[one]) for one in SCOPES] == [
            *[["transitional"]] * number,
            *[["voluntary"]] * (len(SCOPES) - number),
        ]
    assert await rows(register, ENTRIES) == before
    assert await rows(register, FOOTINGS) == {
        (number, scope, "transitional") for number, scope, _ in standing
    }

    register.rulebook = closed_window(tmp_path)
    for scope in SCOPES:
        await moved(register, scope)
    assert await rows(register, ENTRIES) == before
    assert await rows(register, FOOTINGS) == {
        (number, scope, "statutory") for number, scope, _ in standing
    }


async def test_records_one_event_an_entry_under_the_rules_of_the_move(
    register: ApplicationsService,
) -> None:
    register.rulebook = STATUTORY
    action = await moved(register, "nuclear-medicine")
    found = await register.pool.fetch(TRANSFERRED, EntryTransferred.TYPE)
    assert len({stream for stream, _ in found}) == len(found) == action.count == 3
    for stream, entry in found:
        said = orjson.loads(entry)
        assert stream == f"registration/{said['data']['registration_number']}"
        assert said["rulebook"] == STATUTORY.version_label
        assert said["data"]["footing"] == "transitional"


async def test_goes_on_where_it_was_interrupted(
    register: ApplicationsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.rulebook = STATUTORY
    monkeypatch.setattr(carrying_out, "SLICE", 2)
    action = await prepared(register, "nuclear-medicine")
    release = ReleaseBulk(bulk_id=action.bulk_id, items_digest=action.items_digest)
    await does(register, "registrar-2", release)
    execute = register.execute_internal

    async def once(commands: Sequence[Internal]) -> list[Answer]:
        monkeypatch.setattr(register, "execute_internal", broken)
        return await execute(commands)

    async def broken(_commands: Sequence[Internal]) -> list[Answer]:
        raise ConnectionError

    monkeypatch.setattr(register, "execute_internal", once)
    with pytest.raises(ConnectionError):
        await carry_out_next(register)
    assert (await footings(register))["nuclear-medicine"] == {
        "transitional": 2,
        "voluntary": 1,
    }
    assert await is_to_carry_out(register)

    monkeypatch.setattr(register, "execute_internal", execute)
    assert await carry_out_next(register)
    assert not await carry_out_next(register)
    found = await register.pool.fetch(TRANSFERRED, EntryTransferred.TYPE)
    assert len(found) == 3
    assert (await bulk(register, action.bulk_id)).status == "finished"


async def test_is_not_released_by_who_prepared_it(
    register: ApplicationsService,
) -> None:
    register.rulebook = STATUTORY
    action = await prepared(register, "sonography")
    release = ReleaseBulk(bulk_id=action.bulk_id, items_digest=action.items_digest)
    assert (await does(register, "registrar-1", release)).code == "same-person"
    assert not await carry_out_next(register)


async def test_leaves_out_what_has_moved_already(
    register: ApplicationsService,
) -> None:
    register.rulebook = STATUTORY
    await moved(register, "sonography")
    again = MoveScope(bulk_id=uuid4(), scope="sonography")
    assert (await does(register, "registrar-1", again)).code == "nothing-to-move"


async def test_cannot_be_released_once_the_entries_are_others(
    register: ApplicationsService,
) -> None:
    register.rulebook = STATUTORY
    first = await prepared(register, "sonography")
    await moved(register, "sonography")
    release = ReleaseBulk(bulk_id=first.bulk_id, items_digest=first.items_digest)
    assert (await does(register, "registrar-2", release)).code == "other-items"


def closed_window(folder: Path) -> Any:  # noqa: ANN401
    """Return the rules on the day on which the window has closed."""
    text = (ROOT / "rulebooks" / "hcpc-statutory.toml").read_text("utf-8")
    text = text.replace('follows = "rct-voluntary.toml"', "")
    text += "\n[[version]]\neffective_from = 2029-01-01\nbuilds_on = 2026-01-01\n"
    text += 'source = "made up"\n'
    for scope in SCOPES:
        text += f'[[version.scopes]]\ncode = "{scope}"\nfooting = "statutory"\n'
        text += 'source = "made up"\n'
    path = folder / "hcpc-statutory.toml"
    path.write_text(text, "utf-8")
    return load_rulebooks(path).versions[-1]
