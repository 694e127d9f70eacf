"""Correlation: one id ties a request to its log lines, its events and its answer.

Pure ASGI, so that context variables reach the route. Here too every request leaves one
line in the log, and what nobody caught becomes a 500 without details.
"""

from time import perf_counter
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from shared.tracing import HEADER as TRACE_HEADER
from shared.tracing import TRACEPARENT, known_traceparent
from shared.web.problem_details import unexpected
from shared.web.problems import problem_response

HEADER = "x-correlation-id"

_QUIET = frozenset({"/health/live", "/health/ready", "/metrics"})
_log = structlog.stdlib.get_logger(__name__)


class Correlation:
    """Middleware that binds the correlation id and answers what nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request under its correlation id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        correlation_id = _correlation_id(Headers(scope=scope).get(HEADER))
        scope.setdefault("state", {})["correlation_id"] = correlation_id
        TRACEPARENT.set(known_traceparent(Headers(scope=scope).get(TRACE_HEADER)))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(correlation_id=str(correlation_id))
        status = 0
        began = perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = str(correlation_id)
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception:
            _log.exception("request failed", route=_route(scope))
            if status:
                raise
            response = problem_response(Request(scope, receive), unexpected())
            await response(scope, receive, send_with_id)
        finally:
            _log_answer(scope, status, perf_counter() - began)


def _log_answer(scope: Scope, status: int, seconds: float) -> None:
    write = _log.debug if scope["path"] in _QUIET else _log.info
    write(
        "request answered",
        method=scope["method"],
        route=_route(scope),
        status=status,
        milliseconds=round(seconds * 1000, 1),
    )


def _correlation_id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()


def _route(scope: Scope) -> str:
    """Return the route's template: a path itself may name a person's number."""
    route = scope.get("route")
    return getattr(route, "path", "") if route is not None else "none"
