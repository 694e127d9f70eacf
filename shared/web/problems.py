"""Problems: every error becomes RFC 9457 `application/problem+json`, here and once.

People get the same as a page. What is unexpected becomes a 500 without details: those
are in the log, under the correlation id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, cast

import asyncpg
import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from prometheus_client import Counter
from starlette.exceptions import HTTPException

from shared.database import OUT_OF_REACH
from shared.errors import (
    Malformed,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    Refused,
    RegisterError,
    Unavailable,
)
from shared.eventstore.answers import Answer, AnswerOutcome
from shared.web.pages import page, prefers_page
from shared.web.problem_details import (
    SAID_BY_HTTP,
    problem,
    problem_of,
    title_of,
    unexpected,
)

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5

log = structlog.get_logger()


def install_problems(app: FastAPI) -> None:
    """Let the application answer every error with a problem."""
    app.add_exception_handler(RegisterError, _register_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(asyncpg.DataError, _no_such_value)
    for kind in OUT_OF_REACH:
        app.add_exception_handler(kind, _out_of_reach)


def problem_response(
    request: Request,
    members: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the problem as JSON, or as a page to whoever prefers one."""
    code = cast("int", members["status"])
    correlation = getattr(request.state, "correlation_id", None)
    if correlation is not None:
        members = {**members, "correlation_id": str(correlation)}
    if prefers_page(request):
        response = page(request, "problem.html", status=code, problem=members)
        response.headers.update(headers or {})
        return response
    return _json(members, code, CONTENT_TYPE, headers)


def answer_response(answer: Answer) -> Response:
    """Return an answer as JSON: 200 when it was done, a 409 problem when refused.

    What a caller may not know of is refused as if it were not there: 404.
    """
    if answer.outcome is not AnswerOutcome.REFUSED:
        return _json(asdict(answer), HTTPStatus.OK, "application/json")
    missing = answer.code == NotFound.code
    error: type[RegisterError] = NotFound if missing else Refused
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.CONFLICT
    members = problem(
        status,
        error.code,
        title_of(error),
        answer.sentence or title_of(error),
        rule=answer.rule,
        command_id=answer.command_id,
        outcome=answer.outcome,
    )
    reason = answer.code or Refused.code
    return _json({**members, "code": reason}, status, CONTENT_TYPE)


async def _no_such_value(request: Request, _error: Exception) -> Response:
    """Say that PostgreSQL can hold no such value: a NUL, an integer beyond 64 bits."""
    given = (*request.query_params.multi_items(), *request.path_params.items())
    field = next((name for name, value in given if "\x00" in str(value)), None)
    if field is not None:
        return await _register_error(
            request, Malformed(f"{field}: no text has a NUL in it.", field)
        )
    return await _register_error(
        request, Malformed("A value of the request is out of range or has a NUL.")
    )


async def _out_of_reach(request: Request, error: Exception) -> Response:
    """Say that a part does not answer; the same request may do so a little later."""
    log.warning("a part did not answer", cause=type(error).__name__)
    return await _register_error(request, Unavailable())


async def _register_error(request: Request, error: Exception) -> Response:
    if isinstance(error, NotPermitted):
        # For the record of refused attempts.
        request.state.refused_action = error.action
    members = problem_of(cast("RegisterError", error))
    headers: dict[str, str] = {}
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = _challenge(request)
        _count(request)
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return problem_response(request, members, headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    invalid = cast("RequestValidationError", error)
    faults = cast("Sequence[dict[str, Any]]", invalid.errors())
    if faults and faults[0]["type"] == "json_invalid":
        # Its place is a character of the body, and no field.
        said = faults[0].get("ctx", {}).get("error", "it cannot be read")
        place = faults[0]["loc"][-1]
        return await _register_error(
            request, Malformed(f"The body is not JSON: {said}, at character {place}.")
        )
    errors = [
        {"pointer": _pointer(fault["loc"]), "detail": str(fault["msg"])}
        for fault in faults
    ]
    field = errors[0]["pointer"].removeprefix("#/") if errors else None
    detail = f"{field}: {errors[0]['detail']}." if errors else title_of(Malformed)
    members = problem(
        Malformed.status,
        Malformed.code,
        title_of(Malformed),
        detail,
        field=field,
        errors=errors,
    )
    return problem_response(request, members)


async def _http_exception(request: Request, error: Exception) -> Response:
    known = cast("HTTPException", error)
    code = HTTPStatus(known.status_code)
    if code == HTTPStatus.BAD_REQUEST and _is_too_large(known):
        code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    elif code == HTTPStatus.BAD_REQUEST:
        return await _register_error(request, _unparsable(known))
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem_response(request, unexpected(), known.headers)
    other = (code.phrase.lower().replace(" ", "-"), f"{code.phrase}.")
    name, title = SAID_BY_HTTP.get(code, other)
    members = problem(code, name, title, title)
    return problem_response(request, members, known.headers)


def _is_too_large(error: HTTPException) -> bool:
    """Tell whether Starlette gave a form up for its size or its many fields."""
    said = error.detail
    return "exceeded maximum size" in said or said.startswith("Too many f")


def _unparsable(error: HTTPException) -> Malformed:
    """Return what is wrong with a body that could not be parsed."""
    match error.__cause__:
        case UnicodeDecodeError():
            return Malformed("The body is not UTF-8.")
        case RecursionError():
            return Malformed("The body is nested too deeply.")
        case _:
            return Malformed("The body cannot be read as what it says it is.")


def _count(request: Request) -> None:
    counter: Counter | None = getattr(request.app.state, "unauthenticated", None)
    if counter is not None:
        counter.inc()


def _challenge(request: Request) -> str:
    """Return the challenge of RFC 6750 §3."""
    if "authorization" in request.headers:
        return 'Bearer realm="register", error="invalid_token"'
    return 'Bearer realm="register"'


def _pointer(place: Sequence[str | int]) -> str:
    """Return a JSON pointer (RFC 6901) into the body, or to the parameter."""
    steps = place[1:] if len(place) > 1 else place
    escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "#/" + "/".join(escaped)


def _json(
    members: Mapping[str, object],
    code: int,
    content_type: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    return Response(
        orjson.dumps(members),
        status_code=code,
        media_type=content_type,
        headers=dict(headers or {}),
    )
