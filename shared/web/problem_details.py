"""What each error says as a problem (RFC 9457): its kind, status, title and detail."""

from http import HTTPStatus

from fastapi import status

from shared.errors import (
    Altered,
    Malformed,
    NotFound,
    Refused,
    RegisterError,
    StaleVersion,
    Unavailable,
    Unreadable,
)

UNFORESEEN = ("unexpected", 500, "Something went wrong.")
SEE_THE_LOG = "Something went wrong here; the correlation id finds it in the log."


def title_of(kind: type[RegisterError]) -> str:
    """Return the sentence that all errors of a kind have in common."""
    return (kind.__doc__ or "").split("\n", 1)[0]


SAID_BY_HTTP = {
    status.HTTP_404_NOT_FOUND: (NotFound.code, title_of(NotFound)),
    status.HTTP_405_METHOD_NOT_ALLOWED: (
        "method-not-allowed",
        "This route does not take that method.",
    ),
    status.HTTP_413_CONTENT_TOO_LARGE: ("too-large", "The request is too large."),
}
"""What HTTP itself has to say, by status: the problem's name and its title."""


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
    told = kind in {Altered, Unavailable}
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not told:
        return UNFORESEEN
    return (kind.code, kind.status, title_of(kind))


def unexpected() -> dict[str, object]:
    """Return the problem of whatever nobody foresaw."""
    name, code, title = UNFORESEEN
    return problem(code, name, title, SEE_THE_LOG)


def _kind(error: RegisterError) -> type[RegisterError]:
    """Return the class that defines the error's kind: its nearest in `errors`."""
    return next(
        kind
        for kind in type(error).__mro__
        if issubclass(kind, RegisterError) and kind.__module__ == "shared.errors"
    )
