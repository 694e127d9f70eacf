"""Looking at personal material."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import cast
from urllib.parse import quote
from uuid import UUID

import asyncpg
import pytest
from fastapi import APIRouter, FastAPI

from shared.contracts.views import LookOutcome
from shared.errors import NotFound, Refused
from shared.eventstore.answers import Answer, Internal
from shared.identity.demonstration import PEOPLE
from shared.looking import Look, TurnAway
from shared.web.current import CurrentLooking, allowed
from tests.support.web import SmallService, bearer, browser, small_application

CASE = UUID(int=7)
PERSON = UUID(int=8)
REGISTRAR = PEOPLE["registrar"].actor


def _router() -> APIRouter:
    router = APIRouter()

    @router.get("/api/cases", dependencies=[allowed("assessment.list-cases")])
    async def cases(looking: CurrentLooking) -> str:  # pyright: ignore[reportUnusedFunction]
        looking.results = 3
        return "three cases"

    @router.get(
        "/api/applications/{application_id}",
        dependencies=[allowed("applications.read-application")],
    )
    async def application(  # pyright: ignore[reportUnusedFunction]
        application_id: UUID, looking: CurrentLooking
    ) -> str:
        if application_id != CASE:
            raise NotFound
        looking.person_id = PERSON
        return "an application"

    @router.get("/api/trail", dependencies=[allowed("audit.read-trail")])
    async def trail(subject: str = "") -> str:  # pyright: ignore[reportUnusedFunction]
        return f"trail of {subject}"

    @router.get("/unthought", dependencies=[allowed("service.move-clock")])
    async def unthought() -> str:  # pyright: ignore[reportUnusedFunction]
        return "secret"

    return router


class Weather(SmallService):
    """A service whose database is away."""

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Write nothing."""
        raise asyncpg.InterfaceError(f"{len(commands)} lost")


class Crowded(SmallService):
    """A service in which others are first, for a while."""

    tries = 0

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Give way twice."""
        self.tries += 1
        if self.tries <= 2:
            raise Refused("busy", "Others keep changing the same case; try again.")
        return await super().execute_internal(commands)


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return small_application(tmp_path, _router())


def recorded(app: FastAPI) -> list[object]:
    return cast("SmallService", app.state.service).recorded


async def test_is_recorded_with_actor_kind_action_and_count(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        await client.get("/api/cases", headers=bearer("registrar", tmp_path))
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.actor, look.kind, look.action) == (
        REGISTRAR,
        "cases",
        "assessment.list-cases",
    )
    assert (look.outcome, look.results, look.purpose) == (
        LookOutcome.SHOWN,
        3,
        "not-stated",
    )


async def test_names_the_case_and_the_person(app: FastAPI, tmp_path: Path) -> None:
    async with browser(app) as client:
        await client.get(
            f"/api/applications/{CASE}", headers=bearer("registrar", tmp_path)
        )
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.subject, look.person_id) == (f"application/{CASE}", PERSON)
    assert look.sought is None


async def test_is_recorded_where_nothing_was_found(
    app: FastAPI, tmp_path: Path
) -> None:
    other = UUID(int=9)
    async with browser(app) as client:
        answer = await client.get(
            f"/api/applications/{other}", headers=bearer("registrar", tmp_path)
        )
    assert answer.status_code == 404
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.outcome, look.subject) == (
        LookOutcome.NOT_FOUND,
        f"application/{other}",
    )


async def test_keeps_what_was_sought_apart_from_the_subject(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        await client.get(
            "/api/trail",
            params={"subject": "CT000042", "after": "7"},
            headers=bearer("regulator", tmp_path),
        )
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.subject, look.sought) == (None, "subject=CT000042")


async def test_is_none_where_a_trail_is_not_asked_for_yet(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        await client.get("/api/trail", headers=bearer("regulator", tmp_path))
    assert recorded(app) == []


async def test_is_none_where_the_request_cannot_be_read(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        answer = await client.get(
            "/api/applications/x", headers=bearer("registrar", tmp_path)
        )
    assert answer.status_code == 422
    assert recorded(app) == []


async def test_shows_nothing_that_could_not_be_recorded(
    app: FastAPI, tmp_path: Path
) -> None:
    service = app.state.service
    app.state.service = Weather(service.settings, service.keys)
    async with browser(app) as client:
        answer = await client.get("/api/cases", headers=bearer("registrar", tmp_path))
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert "three cases" not in answer.text


async def test_waits_for_others_who_look_as_the_same_actor(
    app: FastAPI, tmp_path: Path
) -> None:
    service = app.state.service
    app.state.service = Crowded(service.settings, service.keys)
    async with browser(app) as client:
        answer = await client.get("/api/cases", headers=bearer("registrar", tmp_path))
    assert answer.status_code == 200
    assert len(recorded(app)) == 1


async def test_shows_nothing_that_nobody_thought_about(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        answer = await client.get("/unthought", headers=bearer("operator", tmp_path))
    assert answer.status_code == 500
    assert "secret" not in answer.text


@pytest.mark.parametrize("where", ["header", "query"])
async def test_carries_its_purpose(where: str, app: FastAPI, tmp_path: Path) -> None:
    by_header = {"X-Purpose": "casework"} if where == "header" else {}
    by_query = {"purpose": "casework"} if where == "query" else {}
    async with browser(app) as client:
        await client.get(
            "/api/cases",
            params=by_query,
            headers={**bearer("registrar", tmp_path), **by_header},
        )
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.purpose, look.sought) == ("casework", None)


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ({"X-Purpose": "curiosity"}, "X-Purpose"),
        ({"X-Purpose": "break-glass"}, "X-Purpose-Reason"),
        (
            {"X-Purpose": "break-glass", "X-Purpose-Reason": "%20"},
            "X-Purpose-Reason",
        ),
        (
            {"X-Purpose": "break-glass", "X-Purpose-Reason": "%ff"},
            "X-Purpose-Reason",
        ),
        (
            {"X-Purpose": "break-glass", "X-Purpose-Reason": "x" * 501},
            "X-Purpose-Reason",
        ),
    ],
    ids=["unknown", "no-reason", "empty", "not-utf-8", "long"],
)
async def test_is_refused_with_a_purpose_that_is_none(
    headers: dict[str, str], field: str, app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        answer = await client.get(
            "/api/cases", headers={**bearer("registrar", tmp_path), **headers}
        )
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert recorded(app) == []


async def test_breaks_the_glass_with_a_reason_in_words(
    app: FastAPI, tmp_path: Path
) -> None:
    headers = {"X-Purpose": "break-glass", "X-Purpose-Reason": quote("Zoë is in A&E")}
    async with browser(app) as client:
        await client.get(
            "/api/cases", headers={**bearer("registrar", tmp_path), **headers}
        )
    [look] = recorded(app)
    assert isinstance(look, Look)
    assert (look.purpose, look.explanation) == ("break-glass", "Zoë is in A&E")


async def test_is_an_entry_too_where_it_is_not_allowed(
    app: FastAPI, tmp_path: Path
) -> None:
    headers = bearer("assessor-1", tmp_path)
    async with browser(app) as client:
        answers = await asyncio.gather(
            *(
                client.get(f"/api/applications/{CASE}", headers=headers)
                for _ in range(20)
            )
        )
    assert {answer.status_code for answer in answers} == {403}
    [attempt] = recorded(app)
    assert isinstance(attempt, TurnAway)
    assert attempt.actor == PEOPLE["assessor-1"].actor
    assert (attempt.action, attempt.attempts, attempt.subject) == (
        "applications.read-application",
        1,
        f"application/{CASE}",
    )


async def test_is_only_counted_where_nobody_is_known(app: FastAPI) -> None:
    async with browser(app) as client:
        await client.get("/api/cases")
        said = await client.get("/api/cases")
    assert said.status_code == 401
    assert recorded(app) == []
    [metric] = app.state.unauthenticated.collect()
    assert metric.samples[0].value == 2
