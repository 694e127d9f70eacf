"""Problems: every error becomes RFC 9457 `application/problem+json`, here and once.

People get the same as a page. What is unexpected becomes a 500 without details: those
are in the log, under the correlation id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, cast

import orjson
from fastapi import FastAPI, Request, Response, status
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from shared.errors import (
    Malformed,
    NotAuthenticated,
    Refused,
    RegisterError,
    StaleVersion,
    Unavailable,
    Unreadable,
)
from shared.eventstore.answers import Answer, AnswerOutcome
from shared.web.pages import page, prefers_page

CONTENT_TYPE = "application/problem+json"
UNFORESEEN = ("unexpected", 500, "Something went wrong.")
SEE_THE_LOG = "Something went wrong here; the correlation id finds it in the log."
RETRY_AFTER_SECONDS = 5

SAID_BY_HTTP = {
    status.HTTP_404_NOT_FOUND: ("not-found", "There is no such page or route here."),
    status.HTTP_405_METHOD_NOT_ALLOWED: (
        "method-not-allowed",
        "This route does not take that method.",
    ),
    status.HTTP_413_CONTENT_TOO_LARGE: ("too-large", "The request is too large."),
}
"""What HTTP itself has to say, by status: the problem's name and its title."""


def install_problems(app: FastAPI) -> None:
    """Let the application answer every error with a problem."""
    app.add_exception_handler(RegisterError, _register_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)


def problem(
    code: int, name: str, title: str, detail: str, **members: object
) -> dict[str, object]:
    """Return a problem's members; those that are None are left out."""
    extra = {name: value for name, value in members.items() if value is not None}
    return {
        "type": f"/docs#problem-{name}",
        "title": title,
        "status": code,
        "detail": detail,
        "code": name,
        **extra,
    }


def problem_of(error: RegisterError) -> dict[str, object]:
    """Return the problem that an error of the register is.

    `type` names the kind of error, `code` the very reason (a rule's, for a refusal).
    """
    kind = _kind(error)
    name, code, title = problem_of_kind(kind)
    if name == UNFORESEEN[0]:
        return unexpected()
    members = problem(
        code,
        name,
        title,
        error.sentence,
        field=error.field if isinstance(error, Malformed) else None,
        rule=error.rule if isinstance(error, Refused) else None,
        current=error.current if isinstance(error, StaleVersion) else None,
    )
    return {**members, "code": error.code}


def problem_of_kind(kind: type[RegisterError]) -> tuple[str, int, str]:
    """Return the name, status and title of the problem that a kind of error is."""
    if kind is Unreadable:
        # Whoever sends an unreadable record by HTTP is told as for any request.
        return (kind.code, Malformed.status, title_of(kind))
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR and kind is not Unavailable:
        return UNFORESEEN
    return (kind.code, kind.status, title_of(kind))


def unexpected() -> dict[str, object]:
    """Return the problem of whatever nobody foresaw."""
    name, code, title = UNFORESEEN
    return problem(code, name, title, SEE_THE_LOG)


def title_of(kind: type[RegisterError]) -> str:
    """Return the sentence that all errors of a kind have in common."""
    return (kind.__doc__ or "").split("\n", 1)[0]


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
    """Return an answer as JSON: 200 when it was done, a 409 problem when refused."""
    if answer.outcome is not AnswerOutcome.REFUSED:
        return _json(asdict(answer), HTTPStatus.OK, "application/json")
    members = problem(
        HTTPStatus.CONFLICT,
        Refused.code,
        title_of(Refused),
        answer.sentence or title_of(Refused),
        rule=answer.rule,
        command_id=answer.command_id,
        outcome=answer.outcome,
    )
    reason = answer.code or Refused.code
    return _json({**members, "code": reason}, HTTPStatus.CONFLICT, CONTENT_TYPE)


async def _register_error(request: Request, error: Exception) -> Response:
    members = problem_of(cast("RegisterError", error))
    headers: dict[str, str] = {}
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = _challenge(request)
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return problem_response(request, members, headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    faults = cast("RequestValidationError", error).errors()
    errors = [
        {"pointer": _pointer(fault["loc"]), "detail": str(fault["msg"])}
        for fault in cast("Sequence[dict[str, Any]]", faults)
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
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem_response(request, unexpected(), known.headers)
    other = (code.phrase.lower().replace(" ", "-"), f"{code.phrase}.")
    name, title = SAID_BY_HTTP.get(code, other)
    members = problem(code, name, title, title)
    return problem_response(request, members, known.headers)


def _kind(error: RegisterError) -> type[RegisterError]:
    """Return the class that defines the error's kind: its nearest in `errors`."""
    return next(
        kind
        for kind in type(error).__mro__
        if issubclass(kind, RegisterError) and kind.__module__ == "shared.errors"
    )


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
