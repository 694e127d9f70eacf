"""The front door of every service, walked route by route and command by command."""

import importlib
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from shared.contracts.catalogue import COMMANDS
from shared.identity.demonstration import PEOPLE, ensure_identity, service_key_path
from shared.identity.keyset import KeysetFile
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import Role
from shared.web.looks import LOOKS, UNRECORDED
from shared.web.routes_table import routes_table
from tests.support.web import SmallService, bearer, browser

SERVICES = Path(__file__).parents[2] / "services"
NAMES = sorted(path.parent.name for path in SERVICES.glob("*/app.py"))
# A person of each role; what services call is tried with their own keys elsewhere.
BY_ROLE = {person.role: name for name, person in PEOPLE.items()}


@pytest.fixture(params=NAMES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> FastAPI:
    """Each service put together, but not started: the door stands before all else."""
    name: str = request.param
    settings = importlib.import_module(f"services.{name}.settings").Settings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=8001,
        keyset=ensure_identity(tmp_path),
        private_key=service_key_path(name, tmp_path),
        embedded=True,
        data=tmp_path,
    )
    app: FastAPI = importlib.import_module(f"services.{name}.app").create_app(settings)
    app.state.service = SmallService(settings, KeysetFile(settings.keyset), name)
    return app


def test_is_a_door_to_four_services() -> None:
    assert NAMES == ["applications", "assessment", "audit", "notifications"]


def test_has_a_declared_action_on_every_route(app: FastAPI) -> None:
    table = routes_table(app)
    assert len(table) > 10
    assert {route.action for route in table} <= set(PERMISSIONS)


def test_records_every_look_or_says_why_it_need_not(app: FastAPI) -> None:
    shown = {route.action for route in routes_table(app) if route.method == "GET"}
    assert shown <= {*LOOKS, *UNRECORDED}
    assert not set(LOOKS) & set(UNRECORDED)
    for action in LOOKS:
        assert Role.PUBLIC not in PERMISSIONS[action]


async def test_asks_everybody_unknown_for_a_token(app: FastAPI) -> None:
    async with browser(app) as client:
        for route in routes_table(app):
            if Role.PUBLIC in PERMISSIONS[route.action]:
                continue
            answer = await client.request(route.method, _filled(route.path))
            assert answer.status_code == 401, route
            assert "www-authenticate" in answer.headers


async def test_stays_shut_to_every_wrong_role(app: FastAPI, tmp_path: Path) -> None:
    tried = 0
    async with browser(app) as client:
        for route in routes_table(app):
            roles = PERMISSIONS[route.action]
            if Role.PUBLIC in roles:
                continue
            for role in set(BY_ROLE) - roles:
                answer = await client.request(
                    route.method,
                    _filled(route.path),
                    headers=bearer(BY_ROLE[role], tmp_path),
                )
                assert answer.status_code == 403, (route, role)
                tried += 1
    assert tried > 10


@pytest.mark.parametrize("command_type", sorted(COMMANDS))
async def test_takes_no_command_from_a_wrong_role(
    command_type: str, app: FastAPI, tmp_path: Path
) -> None:
    body: dict[str, object] = {
        "id": "00000000-0000-0000-0000-000000000001",
        "type": command_type,
        "data": {},
    }
    wrong = set(BY_ROLE) - PERMISSIONS[command_type]
    assert wrong
    async with browser(app) as client:
        for role in wrong:
            answer = await client.post(
                "/api/commands", json=body, headers=bearer(BY_ROLE[role], tmp_path)
            )
            assert answer.status_code == 403, role
        assert (await client.post("/api/commands", json=body)).status_code == 401


def _filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "1", path)
