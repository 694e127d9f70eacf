"""The situations a message can be in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotRequested:
    """Nobody is owed this message."""


@dataclass(frozen=True, slots=True)
class Requested:
    """Rendered, and owed."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Sent, or failed for good: either way nothing more is tried."""


State = NotRequested | Requested | Settled
