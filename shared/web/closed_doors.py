"""A service that is not fit to serve yet keeps its doors closed."""

from collections.abc import Callable

from starlette import status
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.errors import Unavailable
from shared.web.problem_details import problem, title_of
from shared.web.problems import problem_response

OPEN = ("/health/", "/metrics", "/static/")


class ClosedDoors:
    """Middleware that answers 503 as long as `waits` gives a sentence why."""

    def __init__(self, app: ASGIApp, waits: Callable[[], str | None]) -> None:
        self._app = app
        self._waits = waits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say what the service waits for."""
        why = self._waits() if scope["type"] == "http" else None
        if why is None or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        members = problem(
            status.HTTP_503_SERVICE_UNAVAILABLE,
            Unavailable.code,
            title_of(Unavailable),
            why,
        )
        response = problem_response(Request(scope, receive), members)
        await response(scope, receive, send)
