"""What is asked of a log, and whether an entry answers it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from oversight.logged import Logged
from oversight.trails.naming import LONGEST_NAME
from shared.clock import LONDON
from shared.contracts.canonical import Json
from shared.contracts.sealing import DIGESTS
from shared.errors import Malformed

NOTHING_ASKED = (
    "Say what the trail is of: a subject, a period, a type, an actor, a text."
)
_SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What a trail is of; what is empty or None is not asked for.

    `subject` is a person, an application, a case, a registration number, an actor, a
    correlation id or a stream. `since` and `until` are days in Europe/London, both
    included. `type` is a type on the wire or its short name. Each word of `text` has
    to occur in what the reader may see, upper case or lower.
    """

    subject: str = ""
    since: date | None = None
    until: date | None = None
    type: str = ""
    actor: str = ""
    text: str = ""

    @property
    def begins(self) -> datetime | None:
        """The instant at which the period begins."""
        return None if self.since is None else _midnight(self.since)

    @property
    def ends(self) -> datetime | None:
        """The first instant after the period."""
        if self.until is None:
            return None
        return _midnight(self.until + timedelta(days=1))

    def as_json(self) -> dict[str, Json]:
        """Return what is asked for, by the names that the question has on the wire."""
        asked: dict[str, Json] = {
            "subject": self.subject,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "type": self.type,
            "actor": self.actor,
            "text": self.text,
        }
        return {name: value for name, value in asked.items() if value}

    def admits(self, entry: Logged) -> bool:
        """Tell whether an entry about the subject is asked for by all the rest."""
        return (
            (not self.actor or entry.event["actor"] == self.actor)
            and (not self.type or self.type in (entry.type, short_name(entry.type)))
            and self._in_period(entry)
            and _says(entry, self.text)
        )

    def _in_period(self, entry: Logged) -> bool:
        if self.since is None and self.until is None:
            return True
        moment = datetime.fromisoformat(entry.event["time"])
        begins, ends = self.begins, self.ends
        return (begins is None or begins <= moment) and (ends is None or moment < ends)


def read_question(
    subject: str = "",
    since: str = "",
    until: str = "",
    event_type: str = "",
    actor: str = "",
    text: str = "",
) -> Question:
    """Return the question in these words; raises `Malformed` with the field named."""
    if not any((subject, since, until, event_type, actor, text)):
        raise Malformed(NOTHING_ASKED, field="subject")
    said = {"subject": subject, "type": event_type, "actor": actor, "text": text}
    for name, words in said.items():
        if len(words) > LONGEST_NAME or not words.isprintable():
            raise Malformed(
                f"{name}: at most {LONGEST_NAME} characters, all printable.", field=name
            )
    first, last = _day("from", since), _day("to", until)
    if first is not None and last is not None and last < first:
        raise Malformed(
            f"to: {last} is before {first}: the period is turned round.", field="to"
        )
    return Question(subject, first, last, event_type, actor, text)


def short_name(event_type: str) -> str:
    """Return what happened: `register.<service>.<what happened>.v<n>`."""
    parts = event_type.split(".")
    return parts[-2] if len(parts) >= _SHORT_NAME else event_type


def _day(field: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise Malformed(
            f"{field}: there is no day {text!r}; write it as 2027-03-01.", field=field
        ) from error
    if day == date.max or len(text) != len("2027-03-01"):
        raise Malformed(f"{field}: write the day as 2027-03-01.", field=field)
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _says(entry: Logged, text: str) -> bool:
    words = text.casefold().split()
    if not words:
        return True
    said = "\n".join(_texts_of(entry)).casefold()
    return all(word in said for word in words)


def _texts_of(entry: Logged) -> Iterator[str]:
    event = entry.event
    yield from (event["type"], event["subject"], event["actor"], event["reason"])
    yield from _texts(value for name, value in entry.data.items() if name != DIGESTS)
    yield from _texts(entry.disclosed.values())


def _texts(values: Iterable[Json]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(cast("dict[str, Json]", value).values())
        elif isinstance(value, list):
            yield from _texts(value)
        elif value is not None:
            yield str(value)
