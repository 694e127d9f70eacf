"""Words that letters share: titles instead of codes, and the last day of a period."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from services.notifications.messages.commands import Words
from services.notifications.messages.rules import spoken
from shared.capability import Asked
from shared.clock import register_date
from shared.contracts.contract import EventData
from shared.rulebook import Rulebook


def nothing_more(_event: EventData, _asked: Asked) -> Words:
    """Return no words beyond the register's name."""
    return {}


def titles(scopes: Sequence[str], rulebook: Rulebook) -> list[str]:
    """Return scopes by their titles; one the rulebook does not have, by its code."""
    found = ((code, rulebook.scope(code)) for code in scopes)
    return [scope.title if scope else spoken(code) for code, scope in found]


def last_day(ends_at: datetime) -> date:
    """Return the last day, of the register, of a period that ends at an instant."""
    return register_date(ends_at - timedelta(microseconds=1))


def spoken_date(day: date) -> str:
    """Return a day as a letter says it."""
    return f"{day.day} {day:%B %Y}"
