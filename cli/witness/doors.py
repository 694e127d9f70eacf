"""The witness over HTTP: exactly C2SP tlog-witness, and a line for people at `/`."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cli.witness.cosigning import Cosigned, Witness
from shared.tlog.submission import ADD_CHECKPOINT, LONGEST_SUBMISSION, SIZE_TYPE
from shared.tlog.witness import NotCosigned, Refusal

STATUSES = {
    Refusal.MALFORMED: HTTPStatus.BAD_REQUEST,
    Refusal.TURNED_ROUND: HTTPStatus.BAD_REQUEST,
    Refusal.NOT_SIGNED: HTTPStatus.FORBIDDEN,
    Refusal.UNKNOWN_LOG: HTTPStatus.NOT_FOUND,
    Refusal.OTHER_SIZE: HTTPStatus.CONFLICT,
    Refusal.FORK: HTTPStatus.CONFLICT,
    Refusal.BAD_PROOF: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_NOT_KEPT = {"Cache-Control": "no-store"}

Say = Callable[[str], None]


def witness_application(witness: Witness, say: Say) -> Starlette:
    """Return the witness's web application; `say` tells its operator what happens."""

    async def add_checkpoint(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse(
                f"A submission has at most {LONGEST_SUBMISSION} bytes.\n",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            )
        outcome = await run_in_threadpool(witness.submit, body)
        if isinstance(outcome, Cosigned):
            say(f"cosigned {outcome.origin} at {outcome.size} entries")
            return PlainTextResponse(str(outcome.line), headers=_NOT_KEPT)
        say(f"refused ({outcome.refusal}): {outcome.sentence}")
        return _refused(outcome)

    async def home(_request: Request) -> Response:
        memory = witness.memory
        lines = [f"{memory.name} cosigns (C2SP tlog-witness):"]
        lines += [f"{name}: {it.size} entries" for name, it in memory.logs.items()]
        return PlainTextResponse("\n".join([*lines, ""]), headers=_NOT_KEPT)

    return Starlette(
        routes=[
            Route(f"/{ADD_CHECKPOINT}", add_checkpoint, methods=["POST"]),
            Route("/", home),
        ]
    )


async def _body(request: Request) -> bytes | None:
    """Return the body, None where it is longer than any submission."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_SUBMISSION:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)


def _refused(outcome: NotCosigned) -> Response:
    status = STATUSES[outcome.refusal]
    if outcome.size is not None:
        return Response(
            f"{outcome.size}\n".encode(),
            status,
            headers={**_NOT_KEPT, "Content-Type": SIZE_TYPE},
        )
    return PlainTextResponse(f"{outcome.sentence}\n", status, headers=_NOT_KEPT)
