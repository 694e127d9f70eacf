"""Health: whether the process should live, and whether it can serve now.

Checks judge progress (a cursor that moves, an inbox that is not behind), never a mere
connection: a consumer can sit connected and stuck.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from shared.web.current import allowed

Check = Callable[[], Awaitable[str | None]]
"""Returns None while all is well, else one sentence that says what is wrong."""


class Remark(str):
    """A check's sentence that people should read, though the service can serve."""

    __slots__ = ()


CHECK_SECONDS = 2.0
READ_HEALTH = allowed("service.read-health")

_log = structlog.stdlib.get_logger(__name__)


def health_router(
    live: Mapping[str, Check],
    ready: Mapping[str, Check],
    seconds: float = CHECK_SECONDS,
) -> APIRouter:
    """Return the routes of health; the mappings may be filled after the start."""
    router = APIRouter(tags=["health"], dependencies=[READ_HEALTH])

    @router.get("/health/live")
    async def is_live() -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        """Tell whether the process makes progress; if not, it should be restarted."""
        return _report(await judge(live, seconds), "live")

    @router.get("/health/ready")
    async def is_ready() -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        """Tell whether the service can serve now, with all that it needs."""
        return _report(await judge({**live, **ready}, seconds), "ready")

    return router


async def judge(checks: Mapping[str, Check], seconds: float) -> dict[str, str | None]:
    """Return each check's sentence, all asked at once and none for too long."""
    names = list(checks)
    sentences = await asyncio.gather(
        *(_ask(name, checks[name], seconds) for name in names)
    )
    return dict(zip(names, sentences, strict=True))


async def _ask(name: str, check: Check, seconds: float) -> str | None:
    try:
        async with asyncio.timeout(seconds):
            return await check()
    except TimeoutError:
        return f"The check gave no answer within {seconds:g} seconds."
    except Exception as error:  # noqa: BLE001 (a check that fails is an answer)
        _log.exception("health check failed", check=name)
        return f"The check failed: {type(error).__name__}."


def _report(sentences: Mapping[str, str | None], word: str) -> JSONResponse:
    well = all(not it or isinstance(it, Remark) for it in sentences.values())
    return JSONResponse(
        {
            "status": word if well else f"not {word}",
            "checks": {name: text or "ok" for name, text in sentences.items()},
        },
        status_code=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE,
    )
