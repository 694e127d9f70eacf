"""The register as it stood on a day, as it was known on another, from the log alone.

Both are days of the register (Europe/London). An event counts if it was recorded on
the day of knowing or before (`time`) and took effect on the day asked for or before
(`effective`). Facts count in the order of their effect, then of their record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from oversight.documents.document import Standing, standing_of
from oversight.hearing import Hears
from oversight.logged import Logged
from oversight.period import recorded_on
from shared.clock import register_date
from shared.contracts.applications import RegistrationEntered
from shared.contracts.canonical import Json
from shared.contracts.entries import (
    EntryAmended,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.transfers import EntryTransferred
from shared.errors import Malformed

FORMAT = "register.oversight.as-at.v1"
STREAMS = "registration/"
HEARS = Hears(streams=(STREAMS,))

LONGEST_AHEAD = timedelta(days=5 * 366)
"""How far after its last entry a log is asked: nothing takes effect so much later."""

REGISTERED = "registered"
DEFINITIONS: dict[str, Json] = {
    "as_at": "The register at the end of this day: what took effect on it or before.",
    "known": "Only what the register had recorded by the end of this day.",
    "status": "What the latest of those facts says; 'registered' from the entry on.",
    "not_understood": "Events of an entry's stream that this fold has no meaning for.",
    "names": "Null where the reader may not see a personal field or it was erased.",
}
CHANGING = frozenset(
    {
        ScopesAdded.TYPE,
        EntryAmended.TYPE,
        EntryTransferred.TYPE,
        PracticeLevelAdded.TYPE,
    }
)
"""What changes an entry and leaves its status.

A transfer changes on what an entry stands in a scope: neither this answer nor the
register's own tells of that.
"""

_NAMES = ("given_names", "family_name", "work_town")


@dataclass(frozen=True, slots=True)
class Question:
    """A day, and the day on which it was known; None is the latest."""

    on: date
    known: date | None = None

    def covers(self, entry: Logged) -> bool:
        """Tell whether the event had taken effect, and was known."""
        if self.known is not None and recorded_on(entry) > self.known:
            return False
        return date.fromisoformat(entry.event["effective"]) <= self.on


@dataclass(slots=True)
class _Entry:
    facts: list[tuple[str, int, Logged]] = field(
        default_factory=list[tuple[str, int, Logged]]
    )

    def standing(self) -> dict[str, Json] | None:
        """Return the entry after its facts, None where nobody is entered."""
        stands: dict[str, Json] | None = None
        unknown = 0
        for _, _, fact in sorted(self.facts, key=lambda one: one[:2]):
            if fact.type == RegistrationEntered.TYPE:
                stands = _entered(fact)
                continue
            after = None if stands is None else _changed(stands, fact)
            unknown += after is None
            stands = after or stands
        if stands is not None:
            stands["not_understood"] = unknown
        return stands


class RegisterAsAt:
    """Folds the entries of the register as they stood, in the order of their numbers.

    It holds every entry it was asked for: a page of them at a time in a service.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self._entries: dict[str, _Entry] = {}

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if not HEARS(entry) or not self._question.covers(entry):
            return
        number = entry.stream.removeprefix(STREAMS)
        fact = (cast("str", entry.event["effective"]), entry.index, entry)
        self._entries.setdefault(number, _Entry()).facts.append(fact)

    def result(self) -> tuple[dict[str, Json], ...]:
        """Return the entries, by number."""
        return tuple(self._standing())

    def _standing(self) -> Iterator[dict[str, Json]]:
        for number in sorted(self._entries):
            standing = self._entries[number].standing()
            if standing is not None:
                yield standing


def question_of(
    on: date | None, known: date | None, standing: Standing | None = None
) -> Question:
    """Return what is asked; raises `Malformed` for a day that nobody can tell of.

    The log tells a little of days after its last entry's: what is to take effect.
    """
    if on is None:
        raise Malformed("date: say the day to look at, such as 2027-03-01.", "date")
    until = standing.until if standing else None
    last = None if until is None else register_date(until)
    for day, name in ((on, "date"), (known, "known")):
        if day is not None and last is not None and day - last > LONGEST_AHEAD:
            raise Malformed(
                f"{name}: the log's last entry is of {last}; {day} is too far to come.",
                name,
            )
    return Question(on, known)


def note_of(question: Question, standing: Standing) -> str | None:
    """Return in words that the answer may yet change, None where it may not.

    What was known by a day is known to the end once the log has got so far; without
    such a day, what took effect by the day asked for.
    """
    last = None if standing.until is None else register_date(standing.until)
    day = question.on if question.known is None else question.known
    if last is not None and day <= last:
        return None
    until = "the log is empty" if last is None else f"the log's last entry is of {last}"
    return f"Only as far as it is recorded: {until}, and {day} is later."


def as_at_document(
    entries: Iterable[dict[str, Json]], question: Question, standing: Standing
) -> dict[str, Json]:
    """Return the register on the day as a document; one without entries says so."""
    found = list(entries)
    return {
        "format": FORMAT,
        "title": "The register as at a day",
        **standing_of(standing),
        "as_at": question.on.isoformat(),
        "known": None if question.known is None else question.known.isoformat(),
        "note": note_of(question, standing),
        "definitions": DEFINITIONS,
        "entries": cast("list[Json]", found),
        "in_words": in_words(len(found)),
    }


def in_words(entries: int) -> str:
    """Return how many entries there are, in words where there are none."""
    if entries == 0:
        return "None."
    return "1 entry." if entries == 1 else f"{entries} entries."


def _entered(fact: Logged) -> dict[str, Json]:
    data = fact.data
    return {
        "registration_number": data["registration_number"],
        "scopes": data["scopes"],
        "route": data["route"],
        "registered_on": data["registered_on"],
        "status": REGISTERED,
        **{name: fact.disclosed.get(name) for name in _NAMES},
    }


def _changed(stands: dict[str, Json], fact: Logged) -> dict[str, Json] | None:
    """Return the entry after a fact; None where the fact means nothing to this fold."""
    if "status" not in fact.data and fact.type not in CHANGING:
        return None
    after = dict(stands)
    after["status"] = fact.data.get("status", stands["status"])
    before = tuple(cast("list[str]", stands["scopes"]))
    after["scopes"] = list(scopes_after(before, fact))
    return after


def scopes_after(scopes: tuple[str, ...], fact: Logged) -> tuple[str, ...]:
    """Return the scopes of an entry after a fact of its stream."""
    match fact.type:
        case ScopesAdded.TYPE:
            added = cast("list[str]", fact.data["scopes"])
            return (*scopes, *(one for one in added if one not in scopes))
        case EntryRestored.TYPE:
            return tuple(cast("list[str]", fact.data["scopes"]))
        case EntryAmended.TYPE:
            ended = cast("list[str]", fact.data["scopes_ended"])
            return tuple(one for one in scopes if one not in ended)
        case _:
            return scopes
