"""Each service's OpenAPI and AsyncAPI documents, from the application itself."""

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr

SERVICES = ("applications", "assessment", "notifications", "audit")
NOTHING = Path("nothing")


def openapi_documents() -> Mapping[str, Any]:
    """Return the OpenAPI document of each service."""
    return {name: _application(name).openapi() for name in SERVICES}


def service_asyncapi() -> Mapping[str, Any]:
    """Return the AsyncAPI document of each service, as it serves it."""
    return {name: asyncio.run(_served(_application(name))) for name in SERVICES}


async def _served(app: FastAPI) -> Any:  # noqa: ANN401 - JSON
    routes = iter_route_contexts(app.routes)
    (endpoint,) = (one.endpoint for one in routes if one.path == "/asyncapi")
    return await cast("Callable[[], Awaitable[object]]", endpoint)()


@cache
def _application(name: str) -> FastAPI:
    """Return the service put together, with settings that lead nowhere; not started."""
    module = importlib.import_module(f"services.{name}.app")
    settings = importlib.import_module(f"services.{name}.settings").Settings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=8000,
        keyset=NOTHING,
        private_key=NOTHING,
        embedded=True,
    )
    return cast("FastAPI", module.create_app(settings))
