"""A line of the table: who is told of an event, or why nobody is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from services.notifications.messages.commands import (
    Link,
    Recipient,
    RequestMessage,
    Terms,
)
from services.notifications.wordings.in_use import WORDINGS
from services.notifications.wordings.wording import LINK_PLACE, Value
from shared.capability import Asked
from shared.contracts.contract import EventData
from shared.contracts.notifications import EMAIL


class Within(StrEnum):
    """How soon somebody is to be told; the rulebook says how many days each is."""

    AT_ONCE = "at once"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Addressee:
    """One who is told: known from the event, or to be looked up by one of the ids.

    `key` tells those apart who are told of one event.
    """

    key: str
    recipient: Recipient | None = None
    assessor_id: str | None = None
    application_id: UUID | None = None


Addressees: TypeAlias = Callable[[Any, Asked], Sequence[Addressee]]
Word: TypeAlias = Callable[[Any, Asked], Value]
LinkOf: TypeAlias = Callable[[Any, Addressee, Asked], Link]


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who are told, as the table names them, and how an event knows them."""

    title: str
    of: Addressees


@dataclass(frozen=True, slots=True)
class Unless:
    """When nobody is told after all, in words and as a test of the event."""

    clause: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody is told of an event, by a wording, under a rule, in time.

    `about` names the stream that the message is about. `words` says, for each field of
    the wording, what of the event fills it. `link` is what the letter's signed link is
    for, if it has one, and fills the field of that name.
    """

    event: type[EventData]
    to: Audience
    wording: str
    rule: str
    about: Callable[[Any], str]
    words: Mapping[str, Word] = field(default_factory=lambda: MappingProxyType({}))
    within: Within = Within.AT_ONCE
    channels: tuple[str, ...] = (EMAIL,)
    unless: Unless | None = None
    link: LinkOf | None = None

    @property
    def fields(self) -> set[str]:
        """Return the names of the fields that the line fills."""
        return {*self.words, *(("link",) if self.link else ())}

    def owed(self, event: EventData, asked: Asked) -> list[RequestMessage]:
        """Return the messages that the event obliges us to.

        Their ids follow from the event and from whom they are for, so that hearing it
        twice tells nobody twice.
        """
        if self.unless is not None and self.unless.holds(event):
            return []
        addressees = self.to.of(event, asked)
        if not addressees:
            return []
        wording = WORDINGS[self.wording]
        words: dict[str, Value] = {
            "register": asked.rulebook.title,
            **{name: word(event, asked) for name, word in self.words.items()},
            **({"link": LINK_PLACE} if self.link else {}),
        }
        terms = Terms(
            rule=self.rule,
            due_by=due_by(self.within, asked),
            channels=self.channels,
            language=asked.rulebook.notifications.language,
            reminder=wording.is_reminder,
        )
        return [
            RequestMessage(
                message_id=uuid5(asked.command_id, addressee.key),
                about=self.about(event),
                wording=wording,
                words=words,
                now=asked.now,
                recipient=addressee.recipient,
                assessor_id=addressee.assessor_id,
                application_id=addressee.application_id,
                link=self.link(event, addressee, asked) if self.link else None,
                terms=terms,
            )
            for addressee in addressees
        ]


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody is told of an event, for a reason."""

    event: type[EventData]
    because: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """A service waits for proof: whom the event names is told, as the event asks."""

    event: type[EventData]
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """Whoever subscribed to such a change of the public register is told of it."""

    event: type[EventData]
    change: str
    rule: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """One letter tells somebody of all such events, once their day is over."""

    event: type[EventData]
    to: Audience
    wording: str
    rule: str


Line: TypeAlias = Told | Noticed | Announced | Gathered | Nobody


def nobody(because: str, *events: type[EventData]) -> list[Nobody]:
    """Return the lines of events of which nobody is told, for the one reason."""
    return [Nobody(event, because) for event in events]


def due_by(within: Within, asked: Asked) -> datetime:
    """Return the instant by which somebody is to be told."""
    days = asked.rulebook.notifications
    told = days.at_once_days if within is Within.AT_ONCE else days.soon_days
    return asked.now + timedelta(days=told)
