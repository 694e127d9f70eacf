"""Words that letters share: titles instead of codes, sums, and the days of periods."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.notifications.messages.rules import spoken
from services.notifications.messages.telling.line import Word
from services.notifications.wordings.wording import Value
from shared.capability import Asked
from shared.clock import register_date
from shared.contracts.contract import EventData
from shared.rulebook import Rulebook


def the(field: str) -> Word:
    """Return the word that is a field of the event as it is, nothing if it is None."""

    def word(event: EventData, _asked: Asked) -> Value:
        value: Value | None = getattr(event, field)
        return "" if value is None else value

    return word


def coded(field: str) -> Word:
    """Return the word that says a code of the event, or each of several, as words."""

    def word(event: EventData, _asked: Asked) -> Value:
        codes: str | Sequence[str] | None = getattr(event, field)
        if isinstance(codes, str):
            return spoken(codes)
        return [spoken(code) for code in codes or ()]

    return word


def scopes(field: str) -> Word:
    """Return the word that names the scopes of the event by their titles."""

    def word(event: EventData, asked: Asked) -> Value:
        codes: Sequence[str] = getattr(event, field)
        return titles(codes, asked.rulebook)

    return word


def identified(field: str) -> Word:
    """Return the word that is an id of the event, as text."""

    def word(event: EventData, _asked: Asked) -> Value:
        return str(getattr(event, field))

    return word


def last_day_of(field: str) -> Word:
    """Return the word that is the last day of a period of the event."""

    def word(event: EventData, _asked: Asked) -> Value:
        return last_day(getattr(event, field))

    return word


def called(name: str) -> Word:
    """Return the word that is the same whatever the event says."""

    def word(_event: EventData, _asked: Asked) -> Value:
        return name

    return word


def sterling(event: Any, _asked: Asked) -> Value:  # noqa: ANN401
    """Return the event's sum of money, in pounds and pence."""
    pounds, pence = divmod(event.pence, 100)
    return f"£{pounds:,}.{pence:02}"


def titles(codes: Sequence[str], rulebook: Rulebook) -> list[str]:
    """Return scopes by their titles; one the rulebook does not have, by its code."""
    found = ((code, rulebook.scope(code)) for code in codes)
    return [scope.title if scope else spoken(code) for code, scope in found]


def last_day(ends_at: datetime) -> date:
    """Return the last day, of the register, of a period that ends at an instant."""
    return register_date(ends_at - timedelta(microseconds=1))


def application(event: EventData) -> str:
    """Return the stream of the application that an event is about."""
    application_id: UUID = getattr(event, "application_id")  # noqa: B009
    return f"application/{application_id}"


def case(event: EventData) -> str:
    """Return the stream of the case that an event is about."""
    assessment_id: UUID = getattr(event, "assessment_id")  # noqa: B009
    return f"assessment/{assessment_id}"


REFERENCE = {"application": identified("application_id")}
"""The word by which an applicant knows the application."""
CASE = {"case": identified("assessment_id")}
"""The word by which an assessor knows the case."""
