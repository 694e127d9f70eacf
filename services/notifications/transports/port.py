"""What a transport is: it takes letters and says of each what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID


class Key(NamedTuple):
    """What one delivery of a message is told by: its channel, and its number there."""

    message_id: UUID
    channel: str = "email"
    number: int = 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it leaves; `written_at` is when it was requested.

    `html` is the same text for those who read it so. `channel` is the way that it
    takes, `number` says how often it was ordered by that; `name` and `postal` are the
    lines of the address on an envelope. By webhook it goes to a subscriber.
    """

    message_id: UUID
    to: str
    subject: str
    body: str
    written_at: datetime
    html: str | None = None
    channel: str = "email"
    number: int = 1
    name: str = ""
    postal: str = ""
    language: str = "en"
    subscriber_id: UUID | None = None

    @property
    def key(self) -> Key:
        """Return what this delivery is told by."""
        return Key(self.message_id, self.channel, self.number)

    @property
    def domain(self) -> str:
        """Return the host that the letter goes to."""
        return self.to.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The transport took it over; `reference` finds it there and names nobody.

    `server` is who took it over, `reply` its words without any address.
    """

    reference: str
    server: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now: worth another try later.

    `held` says that the whole host would not have more now, not this letter alone.
    """

    code: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It was handed over and nobody said whether it arrived: it may go out twice."""

    code: str


@dataclass(frozen=True, slots=True)
class Untried:
    """Not tried at all, for a reason that is not the letter's.

    `away` says that nobody was there to take anything.
    """

    code: str
    away: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never: no later try would fare better."""

    code: str


Outcome = Delivered | Deferred | InDoubt | Untried | Rejected


class Desk(Protocol):
    """What a transport tells while it works, so that a crash finds it written."""

    async def begins(self, letter: Letter) -> bool:
        """Record that the letter's text leaves now; False where it must not."""
        ...

    async def ended(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Record what became of letters."""
        ...


class Transport(Protocol):
    """A way out.

    `deliver` tells the desk of every letter that it was given, once, and raises only
    what the desk raises. A letter may come again after a crash. Where it `folds`, one
    that was delivered before is found and not delivered twice.
    """

    @property
    def name(self) -> str:
        """Return what the transport is called in the record."""
        ...

    @property
    def folds(self) -> bool:
        """Return whether a repeat is found where the letter went."""
        ...

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Deliver the letters and tell the desk what became of each."""
        ...
