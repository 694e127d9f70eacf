"""Erasing a person from a running register."""

import asyncio
import json
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from shared.identity.demonstration import token_for
from tests.support.demonstration_data import OWN, ImportFile
from tests.support.holdings import everything_in, where_held
from tests.support.live import SERVICES, LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

REASONS = "The portfolio of Wilhelmina shows three months, not three years."
EXPLANATION = "Wilhelmina may apply again with the missing evidence."
NOT_PERSONAL = {"scopes", "route", "submitted_on"}
SHORT = 8


@dataclass
class Told:
    """A register with a closed case in it, and what it holds of two people."""

    live: LiveRegister
    person: str = ""
    application: str = ""
    values: set[str] = field(default_factory=set[str])
    others: set[str] = field(default_factory=set[str])
    before: dict[str, dict[str, set[str]]] = field(
        default_factory=dict[str, dict[str, set[str]]]
    )
    kept: dict[str, list[asyncpg.Record]] = field(
        default_factory=dict[str, list[asyncpg.Record]]
    )
    took: float = 0.0
    answer: Any = None

    async def holds(self, values: set[str]) -> dict[str, dict[str, set[str]]]:
        """Return where each service's database holds any of these values."""
        return {
            service: where_held(
                await everything_in(self.live.superuser_dsn(service)), values
            )
            for service in SERVICES
        }

    async def ask(
        self, service: str, query: str, *values: object
    ) -> list[asyncpg.Record]:
        """Return what a superuser's query gives."""
        connection = await asyncpg.connect(self.live.superuser_dsn(service))
        try:
            return await connection.fetch(query, *values)
        finally:
            await connection.close()

    def commands(self, folder: Path, person: str, *commands: tuple[str, Any]) -> None:
        """Send commands as one of the register's people."""
        file = folder / "commands.json"
        file.write_text(json.dumps([{"type": t, "data": d} for t, d in commands]))
        done = self.live.run("send", str(file), "--as", person)
        assert done.returncode == 0, done.stderr + done.stdout


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generator[LiveRegister]:
    """A register of its own: what is erased is missed by other tests."""
    with live_register(tmp_path_factory.mktemp("erasing")) as live:
        done = live.run("import", str(OWN / "applications.csv"))
        assert done.returncode == 0, done.stderr
        live.drain()
        yield live


@pytest.fixture(scope="module")
def told(small: LiveRegister, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The register after one case was refused and its person erased."""
    return asyncio.run(_tell(small, tmp_path_factory.mktemp("commands")))


async def _tell(small: LiveRegister, folder: Path) -> Told:
    told = Told(small)
    [case, other] = await told.ask(
        "assessment",
        "SELECT assessment_id::text, application_id::text FROM cases"
        " WHERE due_at IS NOT NULL ORDER BY opened_at, assessment_id LIMIT 2",
    )
    told.application = case["application_id"]
    for assessor in ("assessor-1", "assessor-2"):
        recommendation = {
            "assessment_id": case["assessment_id"],
            "recommendation": "refuse",
            "reasons": REASONS,
        }
        kind = "register.assessment.give-recommendation.v1"
        told.commands(folder, assessor, (kind, recommendation))
    small.drain()
    refusal = {
        "application_id": told.application,
        "decision": "refuse",
        "reasons": ["evidence-insufficient"],
        "explanation": EXPLANATION,
    }
    kind = "register.applications.decide-application.v1"
    told.commands(folder, "registrar", (kind, refusal))
    small.drain()
    await _look_before(told, other["application_id"])
    began = time.monotonic()
    told.answer = small.json("erase", told.person, "--reason", "request-article-17")
    told.took = time.monotonic() - began
    small.drain()
    return told


async def _look_before(told: Told, other: str) -> None:
    people = "SELECT person_id::text, external_ref FROM applications"
    found = await told.ask("applications", people)
    rows = {row["external_ref"]: row for row in ImportFile(OWN).rows}
    mine = "SELECT person_id::text, external_ref FROM applications"
    mine += " WHERE application_id::text = $1"
    [me] = await told.ask("applications", mine, told.application)
    [they] = await told.ask("applications", mine, other)
    assert len(found) > 2
    told.person = me["person_id"]
    told.values = {*_unique(rows, me["external_ref"]), REASONS, EXPLANATION}
    told.others = _unique(rows, they["external_ref"])
    told.before = await told.holds(told.values | told.others)
    query = "SELECT * FROM case_papers WHERE person_id::text = $1"
    told.kept["case_papers"] = await told.ask("assessment", query, told.person)
    query = "SELECT * FROM disclosures WHERE person_id::text = $1"
    told.kept["disclosures"] = await told.ask("assessment", query, told.person)


def _unique(rows: dict[str, dict[str, str]], ref: str) -> set[str]:
    """Return what only this row of the file says."""
    rest = " ".join(
        value for key, row in rows.items() if key != ref for value in row.values()
    )
    return {
        value.strip()
        for column, value in rows[ref].items()
        if column not in NOT_PERSONAL
        and len(value.strip()) >= SHORT
        and value.strip() not in rest
    }


def _only(
    held: dict[str, dict[str, set[str]]], values: set[str]
) -> dict[str, dict[str, set[str]]]:
    return {
        service: {t: v & values for t, v in tables.items() if v & values}
        for service, tables in held.items()
    }


NOWHERE: dict[str, dict[str, set[str]]] = {service: {} for service in SERVICES}


async def test_leaves_nothing_of_them_in_any_database(told: Told) -> None:
    before = _only(told.before, told.values)
    assert all(before[service] for service in SERVICES), "the test finds what is there"
    assert {"case_papers", "case_judgements", "disclosures"} <= before[
        "assessment"
    ].keys()
    assert await told.holds(told.values) == NOWHERE


async def test_leaves_everybody_else_as_they_were(told: Told) -> None:
    assert told.others
    assert await told.holds(told.others) == _only(told.before, told.others)


async def test_is_confirmed_by_every_service_within_a_minute(told: Told) -> None:
    assert told.took < 60
    [erasure] = told.answer["retention"]["erasures"]
    assert erasure["missing"] == []
    assert erasure["erased"] == ["application"]
    trail = _trail(told, f"person/{told.person}")
    confirmed = {
        entry["event"]["data"]["service"]: entry["event"]["data"]
        for entry in trail
        if entry["event"]["type"] == "register.messaging.erasure-confirmed.v1"
    }
    assert confirmed.keys() == set(SERVICES)
    assert all(one["disclosures"] for one in confirmed.values())


async def test_keeps_the_log_sound_and_the_stores_in_agreement(
    told: Told, tmp_path: Path
) -> None:
    live = told.live
    verified = live.run(
        *("audit", "verify", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(live.data / "secrets" / "audit-log.vkey")),
        *("--state", str(tmp_path / "state")),
    )
    assert verified.returncode == 0, verified.stderr
    assert all(row["agrees"] for row in live.json("audit", "compare"))


async def test_shows_in_the_trail_what_went_when_why_and_on_whose_word(
    told: Told,
) -> None:
    trail = _trail(told, told.application)
    # What is disclosed still is about the assessors, who were told of the case.
    assert not [value for value in told.values if value in json.dumps(trail)]
    assert told.person not in {one["disclosed"].get("person_id") for one in trail}
    [erased] = [
        entry["event"]
        for entry in trail
        if entry["event"]["type"] == "register.applications.person-erased.v1"
    ]
    assert erased["reason"] == "request-article-17"
    assert erased["actor"].startswith("actor-")
    assert erased["data"]["authority"] == "UK GDPR article 17(1)(a)"
    assert erased["data"]["kafka_forgets_by"] > erased["time"]


async def test_stays_done_when_everything_is_published_again(told: Told) -> None:
    for service in SERVICES:
        await told.ask(service, "DELETE FROM relay_cursor")
    for service in SERVICES:
        told.live.kill(service)
    _wait_until_ready(told.live)
    told.live.drain()
    assert await told.holds(told.values) == NOWHERE
    assert all(row["agrees"] for row in told.live.json("audit", "compare"))


async def test_is_done_again_in_a_database_back_from_a_backup(told: Told) -> None:
    connection = await asyncpg.connect(told.live.superuser_dsn("assessment"))
    try:
        for table, rows in told.kept.items():
            assert rows
            records = [tuple(row.values()) for row in rows]
            await connection.copy_records_to_table(table, records=records)
        await connection.execute("DELETE FROM erasures")
    finally:
        await connection.close()
    assert (await told.holds(told.values))["assessment"]
    told.live.kill("assessment")
    _wait_until_ready(told.live)
    assert await told.holds(told.values) == NOWHERE


def _trail(told: Told, subject: str) -> list[Any]:
    found = told.live.json("audit", "trail", subject)
    return list(found["entries"])


def _wait_until_ready(live: LiveRegister) -> None:
    """Wait until every service that was killed is back."""
    time.sleep(2)
    until = time.monotonic() + 90
    while not live.is_ready():
        assert time.monotonic() < until, live.said()[-2000:]
        time.sleep(0.3)


async def test_is_refused_to_whoever_is_no_registrar(told: Told) -> None:
    token = token_for("assessor-1", told.live.data)
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            f"{told.live.url('applications')}/api/commands",
            json={
                "id": "0198b9c0-0000-7000-8000-000000000001",
                "type": "register.applications.erase-person.v1",
                "data": {"person_id": told.person, "reason": "request-article-17"},
            },
            headers={"authorization": f"Bearer {token}"},
        )
    assert answer.status_code == 403
