"""Which streams a subject leads to: a person to applications, these to messages.

A stream belongs to what its first event says that it is about. Its application and its
register number lead on; an actor leads nowhere, or a trail would be everybody's.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from oversight.logged import Logged
from oversight.trails.naming import names_in

KINDS = (
    "application",
    "registration",
    "renewal",
    "assessment",
    "assessor",
    "cpd-audit",
    "concern",
    "message",
    "person",
)
"""Streams that are each about one thing; others hold entries about many."""

LEADING = ("application_id", "about", "registration_number", "person_id")
"""The fields by which a stream's first event says what it is about."""

_LEADS_NOWHERE = frozenset({"assessor"})


class Family:
    """A subject, the streams that it leads to, and the names that these go by.

    It is complete once every stream's first event has been taken in and nothing has
    `grown`; until then they have to be taken in again.
    """

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.streams: set[str] = set()
        self.names: set[str] = {subject} if subject else set()
        # A stream's trail is that stream's; `service:` begins an actor.
        self.leads = bool(subject) and "/" not in subject and ":" not in subject
        if self.leads:
            self.streams.update(f"{kind}/{subject}" for kind in KINDS)
            self.names |= self.streams
        elif subject:
            self.streams.add(subject)

    @property
    def grown(self) -> int:
        """How many streams and names there are so far."""
        return len(self.streams) + len(self.names)

    @property
    def person_id(self) -> UUID | None:
        """The subject as the id of a person, where it is one in canonical form."""
        try:
            person_id = UUID(self.subject)
        except ValueError:
            return None
        return person_id if str(person_id) == self.subject else None

    def take(self, entry: Logged) -> None:
        """Take in an event; only a stream's first says anything."""
        kind, _, name = entry.stream.partition("/")
        if not self.leads or kind not in KINDS or entry.event["sequence"] != "1":
            return
        if entry.stream not in self.streams:
            if self.names.isdisjoint(_leading(entry, kind)):
                return
            self.streams.add(entry.stream)
        if kind in _LEADS_NOWHERE:
            return
        self.names.update((entry.stream, name))
        application = entry.data.get("application_id")
        if kind == "registration" and isinstance(application, str):
            stream = f"application/{application}"
            self.streams.add(stream)
            self.names.update((stream, application))

    def includes(self, entry: Logged) -> bool:
        """Tell whether an entry is about the subject."""
        if not self.subject or entry.stream in self.streams:
            return True
        if entry.disclosed.get("person_id") == self.subject:
            return True
        event = entry.event
        named = names_in(event["actor"], event["correlationid"], entry.data)
        if self.subject in named:
            return True
        kind = entry.stream.partition("/")[0]
        return kind not in KINDS and not self.names.isdisjoint(named)


def complete(subject: str, every: Iterable[Iterable[Logged]]) -> Family:
    """Return the subject's whole family; each of `every` gives the log once more."""
    family = Family(subject)
    if family.leads:
        for again in every:
            before = family.grown
            for entry in again:
                family.take(entry)
            if family.grown == before:
                break
    return family


def _leading(entry: Logged, kind: str) -> Iterator[str]:
    for field in LEADING:
        # An application is its person's alone; its possible duplicate is another's.
        if kind != "application" or field == "person_id":
            for value in (entry.data.get(field), entry.disclosed.get(field)):
                if isinstance(value, str):
                    yield value
