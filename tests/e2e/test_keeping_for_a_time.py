"""A closed case that has been kept for its time."""

import json
import uuid
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest

from shared.clock import LONDON
from shared.identity.demonstration import token_for
from tests.support.demonstration_data import OWN
from tests.support.holdings import everything_in, where_held
from tests.support.live import SERVICES, LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

# Returned on arrival, which closes a case, each told so in a message.
CLOSED = """
SELECT person_id::text, email FROM applications
WHERE status = 'returned' AND person_id IS NOT NULL AND email <> ''
ORDER BY application_id LIMIT 2
"""
NOWHERE: dict[str, dict[str, set[str]]] = {service: {} for service in SERVICES}


@dataclass
class Kept:
    """Two closed cases: one goes on its day, the other lies under a legal hold."""

    live: LiveRegister
    free: str = ""
    held: str = ""
    emails: dict[str, str] = field(default_factory=dict[str, str])

    def standing(self, person: str) -> dict[str, Any]:
        """Return how a person's records stand."""
        return dict(self._as_registrar("GET", f"/api/people/{person}/retention").json())

    def erase(self, person: str) -> httpx.Response:
        """Ask for an erasure over HTTP."""
        body = {
            "id": str(uuid.uuid4()),
            "type": "register.applications.erase-person.v1",
            "data": {"person_id": person, "reason": "request-article-17"},
        }
        return self._as_registrar("POST", "/api/commands", body)

    async def where(self, person: str) -> dict[str, dict[str, set[str]]]:
        """Return where any service still holds the person's address."""
        return {
            service: where_held(
                await everything_in(self.live.superuser_dsn(service)),
                {self.emails[person]},
            )
            for service in SERVICES
        }

    def _as_registrar(
        self, method: str, path: str, body: object = None
    ) -> httpx.Response:
        token = token_for("registrar", self.live.data)
        with httpx.Client(trust_env=False, timeout=30) as client:
            return client.request(
                method,
                self.live.url("applications") + path,
                json=body,
                headers={"authorization": f"Bearer {token}"},
            )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Generator[Kept]:
    """A register of its own: its clock is moved by years."""
    with live_register(tmp_path_factory.mktemp("keeping")) as live:
        done = live.run("import", str(OWN / "applications.csv"))
        assert done.returncode == 0, done.stderr
        live.drain()
        yield Kept(live)


async def _rows(dsn: str, query: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetch(query)
    finally:
        await connection.close()


async def test_is_not_erased_at_a_request_while_a_hold_lies_on_it(kept: Kept) -> None:
    rows = await _rows(kept.live.superuser_dsn("applications"), CLOSED)
    kept.emails = {row["person_id"]: row["email"] for row in rows}
    kept.free, kept.held = kept.emails
    assert (await kept.where(kept.free))["applications"], "the test finds what is there"
    placed = kept.live.run("hold", kept.held, "--reason", "public-inquiry")
    assert placed.returncode == 0, placed.stderr
    refused = kept.erase(kept.held)
    assert refused.status_code == 409
    assert refused.json()["code"] == "legal-hold"
    asked = ("erase", kept.held, "--reason", "request-article-17")
    on_command_line = kept.live.run(*asked)
    assert on_command_line.returncode == 1
    assert refused.json()["detail"] in on_command_line.stdout + on_command_line.stderr
    assert (await kept.where(kept.held))["applications"]


async def test_is_erased_on_its_day_by_the_clock_and_every_service_confirms(
    kept: Kept,
) -> None:
    before = kept.standing(kept.free)
    ends = datetime.fromisoformat(before["retention_ends_at"])
    assert (before["erasures"], ends > datetime.now(UTC)) == ([], True)
    eve = ends.timestamp() - 3600
    _move_clock(kept.live, datetime.fromtimestamp(eve, UTC))
    assert kept.standing(kept.free)["erasures"] == []
    _move_clock(kept.live, datetime.fromtimestamp(ends.timestamp() + 3600, UTC))
    [erasure] = kept.standing(kept.free)["erasures"]
    assert (erasure["reason"], erasure["missing"]) == ("retention-ended", [])
    erased_on = datetime.fromisoformat(erasure["erased_at"]).astimezone(LONDON).date()
    assert erased_on == ends.astimezone(LONDON).date()
    assert await kept.where(kept.free) == NOWHERE
    alarms = "SELECT id FROM events WHERE type LIKE '%erasure-unconfirmed%'"
    assert not await _rows(kept.live.superuser_dsn("applications"), alarms)


async def test_stays_under_a_hold_and_goes_when_it_is_lifted(kept: Kept) -> None:
    standing = kept.standing(kept.held)
    assert (standing["holds"], standing["erasures"]) == (["public-inquiry"], [])
    assert (await kept.where(kept.held))["applications"]
    lifted = kept.live.run("hold", kept.held, "--reason", "public-inquiry", "--lift")
    assert lifted.returncode == 0, lifted.stderr
    kept.live.drain()
    [erasure] = kept.standing(kept.held)["erasures"]
    assert (erasure["reason"], erasure["missing"]) == ("retention-ended", [])
    assert await kept.where(kept.held) == NOWHERE
    assert kept.live.agrees()


def _move_clock(live: LiveRegister, to: datetime) -> None:
    moved = live.run("clock", "advance", "--to", to.isoformat())
    assert moved.returncode == 0, moved.stderr + json.dumps(moved.stdout[-500:])
