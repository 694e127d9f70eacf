"""What a transport is: it takes letters and says of each what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it leaves; `written_at` is when it was requested."""

    message_id: UUID
    to: str
    subject: str
    body: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Delivered:
    """The transport took it over; `reference` finds it there and names nobody."""

    reference: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now: worth another try later."""

    code: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never: no later try would fare better."""

    code: str


Outcome = Delivered | Deferred | Rejected


class Transport(Protocol):
    """A way out.

    `deliver` returns one outcome a letter, in order, within about `PATIENCE_SECONDS`
    whatever the other side does, and raises nothing. A letter may come again after a
    crash: one that was delivered before need not be delivered twice.
    """

    @property
    def name(self) -> str:
        """Return what the transport is called in the record."""
        ...

    async def deliver(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
        """Return what became of each letter."""
        ...


PATIENCE_SECONDS = 30
"""How long a batch may take; what is then not tried is deferred."""
