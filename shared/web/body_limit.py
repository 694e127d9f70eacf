"""The size of a request's body is limited, declared or not."""

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
    """Middleware that answers 413 to a body that is too large."""

    def __init__(self, app: ASGIApp, largest: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, reading no more of it than is allowed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdigit() and int(declared) > self._largest:
            await self._refuse(scope, receive, send)
            return
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
            return message

        await self._app(scope, receive_within_limit, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        members = problem(
            status.HTTP_413_CONTENT_TOO_LARGE,
            "too-large",
            "The request is too large.",
            f"A request may have at most {self._largest} bytes.",
        )
        response = problem_response(Request(scope, receive), members)
        await response(scope, receive, send)
