"""Importing applications into PostgreSQL."""

import asyncio
import json
from typing import Any

import pytest

from shared.contracts.applications import SubmitApplication
from shared.eventstore.answers import Ask
from tests.support.applications import ROOT, answers, application_id, rows_of
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

OWN = ROOT / "tests" / "data" / "applications.csv"
EVENTS = "SELECT count(*) FROM events"


def outcome(answer: dict[str, Any]) -> list[str]:
    """Return an answer as a result file has it: outcome, then reasons or flags."""
    if answer["outcome"] != "done":
        return ["repeated" if answer["outcome"] == "nothing-to-do" else "refused", ""]
    data = answer["events"][0]["data"]
    if "faults" in data:
        return ["returned", ";".join(data["faults"])]
    return ["accepted", "possible-duplicate" if data["possible_duplicate_of"] else ""]


async def import_own(
    applications: ApplicationsService, run: str, size: int
) -> list[dict[str, Any]]:
    """Import our own file in batches; the commands' ids are made of the run's name."""
    rows = [row(r, f"{run}/{n}") for n, r in enumerate(rows_of(OWN))]
    answered: list[dict[str, Any]] = []
    async with applications.client("registrar") as client:
        for start in range(0, len(rows), size):
            response = await client.post(
                "/api/applications/batch", json={"rows": rows[start : start + size]}
            )
            assert response.status_code == 200, response.text
            answered += response.json()["answers"]
    return answered


@pytest.mark.parametrize("size", [1, 7, 500])
async def test_gives_every_row_its_outcome_whatever_the_batches(
    applications: ApplicationsService, size: int
) -> None:
    expected = json.loads(OWN.with_suffix(".expected.json").read_text("utf-8"))["rows"]
    answered = await import_own(applications, "first", size)
    assert list(map(outcome, answered)) == [said for _, *said in expected]


async def test_gives_the_same_answers_again(applications: ApplicationsService) -> None:
    first = await import_own(applications, "first", 7)
    events = await applications.count(EVENTS)
    assert await import_own(applications, "first", 500) == first
    assert await applications.count(EVENTS) == events


async def test_changes_no_application_under_new_commands(
    applications: ApplicationsService,
) -> None:
    await import_own(applications, "first", 500)
    said = "SELECT count(*) FROM events WHERE topic = 'applications.events'"
    events = await applications.count(said)
    again = await import_own(applications, "second", 500)
    assert {answer["outcome"] for answer in again} == {"nothing-to-do", "refused"}
    assert await applications.count(said) == events


async def test_flags_one_of_two_that_come_at_once(
    applications: ApplicationsService,
) -> None:
    executors = [applications.another_executor() for _ in range(4)]
    asks = [
        Ask(
            command_id=application_id(f"command-{number}"),
            data=SubmitApplication(
                application_id=application_id(f"REF-{number}"),
                submission=answers(external_ref=f"REF-{number}"),
            ),
            actor="registrar-1",
            correlation_id=application_id("import"),
        )
        for number in range(len(executors))
    ]
    answered = await asyncio.gather(
        *(e.execute([ask]) for e, ask in zip(executors, asks, strict=True))
    )
    alike = sorted(
        len(answer.events[0].data["possible_duplicate_of"])  # pyright: ignore[reportArgumentType]
        for [answer] in answered
    )
    assert alike == [0, 1, 2, 3]


async def test_takes_what_postgresql_cannot_write_and_what_nobody_can_read(
    applications: ApplicationsService,
) -> None:
    odd = answers(given_names="Zo\0e\u202e", employer="x" * 20_000, title="'); --")
    async with applications.client("applicant") as client:
        response = await client.post("/api/applications", json=row(odd))
    assert response.status_code == 200
    assert outcome(response.json()) == ["returned", "field-too-long"]


async def test_names_every_person_of_a_row_with_personal_data(
    applications: ApplicationsService,
) -> None:
    await import_own(applications, "first", 500)
    for table in ("applications", "application_likeness"):
        unnamed = f"SELECT count(*) FROM {table} WHERE person_id IS NULL"  # noqa: S608
        assert await applications.count(f"SELECT count(*) FROM {table}")  # noqa: S608
        assert await applications.count(unnamed) == 0
    people = "SELECT count(DISTINCT person_id) FROM applications"
    assert await applications.count(people) == await applications.count(
        "SELECT count(*) FROM applications"
    )
