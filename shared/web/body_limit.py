"""The size of a request's body is limited, declared or not."""

from collections.abc import Mapping

from starlette import status
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.problem_details import problem
from shared.web.problems import problem_response

MAX_BODY_BYTES = 5_000_000
"""More than the largest batch of applications, far less than the memory."""


class BodyLimit:
    """Middleware that answers 413 to a body that is too large.

    `larger` are the limits of paths with an ending, where documents are sent: those
    routes read the body themselves, once they know who sends it.
    """

    def __init__(
        self,
        app: ASGIApp,
        largest: int = MAX_BODY_BYTES,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self._app = app
        self._largest = largest
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, reading no more of it than is allowed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._limit(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdigit() and int(declared) > largest:
            await self._refuse(largest, scope, receive, send)
            return
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
            return message

        await self._app(scope, receive_within_limit, send)

    def _limit(self, path: str) -> int:
        limits = (limit for end, limit in self._larger.items() if path.endswith(end))
        return max(limits, default=self._largest)

    async def _refuse(
        self, largest: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        members = problem(
            status.HTTP_413_CONTENT_TOO_LARGE,
            "too-large",
            "The request is too large.",
            f"A request may have at most {largest} bytes.",
        )
        response = problem_response(Request(scope, receive), members)
        await response(scope, receive, send)
