"""Every look is on record before its reply; every refused attempt is one too.

Pure ASGI around the routes: what a route answers is held back until the look that it
declares has been committed. If that fails, the answer is 503 and nothing is shown.
"""

import asyncio
import time
from http import HTTPStatus
from uuid import UUID

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from shared.database import WEATHER
from shared.errors import Refused, Unavailable
from shared.eventstore.answers import AnswerOutcome, Internal
from shared.identity.caller import Caller
from shared.looking import NAME, Command, Look, TurnAway
from shared.web.attempts import Attempt, Attempts
from shared.web.looks import Looking
from shared.web.problem_details import problem_of
from shared.web.problems import RETRY_AFTER_SECONDS, problem_response
from shared.web.service import Service
from shared.web.sought import Sought

MOST_TRIES = 5
LOOK_AGAIN_SECONDS = 5.0

_log = structlog.stdlib.get_logger(__name__)


class RecordLooks:
    """Middleware that records what is shown before it is shown."""

    def __init__(self, app: ASGIApp, attempts: Attempts) -> None:
        self._app = app
        self._attempts = attempts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        withheld = False

        async def send_on_record(message: Message) -> None:
            nonlocal withheld
            if withheld:
                return
            if message["type"] == "http.response.start":
                try:
                    await self._record(request, message["status"])
                except (*WEATHER, Unavailable, TimeoutError) as error:
                    withheld = True
                    _log.warning("a look was not recorded", cause=type(error).__name__)
                    await _unavailable(request)(scope, receive, send)
                    return
            await send(message)

        await self._app(scope, receive, send_on_record)

    async def _record(self, request: Request, status: int) -> None:
        caller: Caller | None = getattr(request.state, "caller", None)
        if caller is None or not caller.known:
            return
        service: Service = request.app.state.service
        if status == HTTPStatus.FORBIDDEN:
            await self._turn_away(service, request, caller)
            return
        looking: Looking | None = getattr(request.state, "looking", None)
        outcome = looking.outcome(status) if looking else None
        if looking is None or outcome is None:
            return
        look = Look(
            service=service.name,
            actor=caller.actor,
            kind=looking.kind.code,
            action=looking.action,
            outcome=outcome,
            purpose=looking.purpose.code,
            now=service.clock.now(),
            subject=looking.sought.subject,
            results=looking.results,
            person_id=looking.person_id or looking.sought.person_id,
            sought=looking.sought.text,
            explanation=looking.purpose.explanation,
        )
        await put_on_record(service, look, request.state.correlation_id)

    async def _turn_away(
        self, service: Service, request: Request, caller: Caller
    ) -> None:
        """Tell of the attempt, or count it; it is turned away in any case."""
        action: str | None = getattr(request.state, "refused_action", None)
        if action is None:
            return
        sought: Sought = request.state.sought
        attempt = Attempt(caller.actor, action, sought.subject)
        if self._attempts.note(attempt, time.monotonic()):
            await _tell(service, self._attempts, attempt, 1)


async def keep_telling(service: Service, attempts: Attempts) -> None:
    """Tell for ever of the attempts that were only counted."""
    while True:
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        for attempt, count in attempts.due(time.monotonic()):
            await _tell(service, attempts, attempt, count)


async def put_on_record(
    service: Service, command: Command, correlation_id: UUID
) -> None:
    """Commit what happened; raises `Unavailable` where it cannot be."""
    wanted = Internal(NAME, command, uuid7(), command.actor, correlation_id, kept=False)
    for _ in range(MOST_TRIES):
        try:
            (answer,) = await service.execute_internal([wanted])
        except Refused:
            # Others look as the same actor, in another process.
            continue
        if answer.outcome is AnswerOutcome.DONE:
            return
        raise Unavailable("The look could not be recorded, so nothing is shown.")
    raise Unavailable("The look could not be recorded, so nothing is shown.")


async def _tell(
    service: Service, attempts: Attempts, attempt: Attempt, count: int
) -> None:
    told = TurnAway(
        service.name,
        attempt.actor,
        attempt.action,
        count,
        attempt.subject,
        service.clock.now(),
    )
    try:
        await put_on_record(service, told, uuid7())
    except (*WEATHER, Unavailable, TimeoutError) as error:
        # It shows nothing, so it needs not wait: it is told with those to come.
        attempts.untell(attempt, count)
        _log.warning("an attempt was not recorded", cause=type(error).__name__)


def _unavailable(request: Request) -> ASGIApp:
    error = Unavailable("The look could not be recorded, so nothing is shown.")
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return problem_response(request, problem_of(error), headers)
