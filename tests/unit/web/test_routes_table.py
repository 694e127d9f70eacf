"""The table of routes."""

from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from shared.identity.permissions import PERMISSIONS
from shared.web.current import allowed
from shared.web.routes_table import DeclaredRoute, UndeclaredRoute, routes_table
from tests.support.web import small_application


def _router(*dependencies: object) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.post("/things/{thing}", dependencies=list(dependencies))  # pyright: ignore[reportArgumentType]
    async def change(thing: str) -> str:  # pyright: ignore[reportUnusedFunction]
        """Change a thing."""
        return thing

    return router


def test_has_every_route_of_every_service(tmp_path: Path) -> None:
    table = routes_table(small_application(tmp_path))
    paths = {route.path for route in table}
    assert paths == {
        "/",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/static/register.css",
        "/docs",
        "/openapi.json",
        "/sign-in",
        "/sign-out",
    }
    assert {route.action for route in table} <= set(PERMISSIONS)


def test_has_no_sign_in_outside_the_embedded_mode(tmp_path: Path) -> None:
    table = routes_table(small_application(tmp_path, embedded=False))
    assert not [route for route in table if route.path.startswith("/sign-")]


def test_has_the_whole_path_of_a_route_behind_prefixes() -> None:
    app = FastAPI(openapi_url=None)
    outer = APIRouter(prefix="/v1")
    outer.include_router(_router(allowed("service.send-command")))
    app.include_router(outer)
    assert routes_table(app) == (
        DeclaredRoute(
            "POST",
            "/v1/api/things/{thing}",
            "service.send-command",
            "Change a thing",
            is_page=False,
        ),
    )


def test_knows_an_action_that_a_whole_router_declares() -> None:
    app = FastAPI(openapi_url=None)
    app.include_router(_router(), dependencies=[allowed("service.send-command")])
    assert routes_table(app)[0].action == "service.send-command"


def test_tells_pages_from_the_rest() -> None:
    app = FastAPI(openapi_url=None)

    permission = allowed("assessment.read-queue")

    @app.get("/queue", response_class=HTMLResponse, dependencies=[permission])
    async def queue() -> str:  # pyright: ignore[reportUnusedFunction]
        return ""

    @app.get("/cases", dependencies=[permission])
    async def cases() -> HTMLResponse:  # pyright: ignore[reportUnusedFunction]
        return HTMLResponse("")

    @app.get("/api/cases", dependencies=[permission])
    async def api() -> str:  # pyright: ignore[reportUnusedFunction]
        return ""

    assert [route.is_page for route in routes_table(app)] == [True, True, False]


def test_refuses_a_route_without_an_action() -> None:
    app = FastAPI(openapi_url=None)
    app.include_router(_router())
    with pytest.raises(UndeclaredRoute, match="/api/things/"):
        routes_table(app)


def test_refuses_a_route_with_two_actions() -> None:
    app = FastAPI(openapi_url=None)
    app.include_router(
        _router(allowed("service.read-docs"), allowed("service.send-command"))
    )
    with pytest.raises(UndeclaredRoute, match="2 actions"):
        routes_table(app)


def test_refuses_a_route_that_nobody_declared(tmp_path: Path) -> None:
    app = FastAPI(openapi_url=None)
    app.mount("/files", StaticFiles(directory=tmp_path))
    with pytest.raises(UndeclaredRoute, match="/files"):
        routes_table(app)
    with pytest.raises(UndeclaredRoute):
        routes_table(FastAPI())
