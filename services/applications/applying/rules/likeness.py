"""When two applications may be one person's, and when two are the same.

Both are digests: they are kept in read tables beside their person, never in an event.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from hashlib import sha256

from shared.contracts.application_questions import FURTHER_QUESTIONS
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.applications_csv import COLUMNS
from shared.contracts.canonical import canonical
from shared.names import run_together
from shared.rulebook.tables.applying import Duplicates


class Likeness(StrEnum):
    """In what two applications may be alike."""

    NAMES_AND_BIRTH = "names-and-birth"
    EMAIL = "email"


def likeness_keys(answers: Mapping[str, str]) -> Mapping[Likeness, bytes]:
    """Return an application's keys: one in common makes a possible duplicate."""
    given, family = answers["given_names"], answers["family_name"]
    born, email = answers["date_of_birth"], answers["email"]
    keys: dict[Likeness, bytes] = {}
    if given and family and born:
        names = [run_together(given), run_together(family), born]
        keys[Likeness.NAMES_AND_BIRTH] = _digest(
            [Likeness.NAMES_AND_BIRTH.value, *names]
        )
    if email:
        keys[Likeness.EMAIL] = _digest([Likeness.EMAIL.value, email])
    return keys


def keys_compared(answers: Mapping[str, str], rules: Duplicates) -> tuple[bytes, ...]:
    """Return those keys that the rulebook has compared."""
    compared = {
        Likeness.NAMES_AND_BIRTH: rules.same_names_and_birth,
        Likeness.EMAIL: rules.same_email,
    }
    keys = likeness_keys(answers)
    return tuple(key for likeness, key in keys.items() if compared[likeness])


def content_digest(answers: Mapping[str, str]) -> bytes:
    """Return what tells an application's content from other content.

    A further question that was not answered leaves no trace: the digest of an
    application stays the same when a question is added.
    """
    told = [answers.get(column, "") for column in COLUMNS]
    for question in FURTHER_QUESTIONS:
        if answers.get(question):
            told += [question, answers[question]]
    return _digest(told)


def answers_of(event: ApplicationSubmitted) -> dict[str, str]:
    """Return the answers that led to the event, in their one spelling."""
    answers = {column: _written(getattr(event, column)) for column in COLUMNS}
    return {**answers, **(event.further_answers or {})}


def _written(value: str | date | bool | tuple[str, ...] | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return ";".join(value)
        case str():
            return value


def _digest(parts: list[str]) -> bytes:
    return sha256(canonical(parts)).digest()
