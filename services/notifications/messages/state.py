"""The situations a message can be in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.notifications import POST, TRACKED_POST

LETTERS = frozenset({POST, TRACKED_POST})
"""The channels that are proven by what the carrier took over."""


class Step(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    SENT = "sent"
    POSTED = "posted"
    DELIVERED = "delivered"
    FAILED = "failed"
    BOUNCED = "bounced"


class Ending(StrEnum):
    """How an obligation ended otherwise than by deliveries."""

    TOLD_BY_HAND = "told-by-hand"
    TOLD_WITHOUT_PROOF = "told-without-proof"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The latest delivery by a channel, of which there were `number`."""

    step: Step = Step.WAITING
    number: int = 1
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that a service waits for, and what it was last told (`served`)."""

    notice_id: UUID
    next_day: frozenset[str]
    served: bool | None = None


@dataclass(frozen=True, slots=True)
class NotRequested:
    """Nobody is owed this message."""


@dataclass(frozen=True, slots=True)
class Requested:
    """Owed, by each of the channels in `demanded`; `deliveries` are by channel."""

    about: str
    demanded: frozenset[str]
    deliveries: Mapping[str, Delivery]
    notice: Notice | None = None
    rule: str | None = None
    due_by: datetime | None = None
    overdue: bool = False
    ending: Ending | None = None


State = NotRequested | Requested


def is_proven(channel: str, delivery: Delivery) -> bool:
    """Return whether the delivery is proof: a letter once the carrier has it."""
    proofs = {Step.POSTED if channel in LETTERS else Step.SENT, Step.DELIVERED}
    return delivery.step in proofs


def is_met(state: Requested) -> bool:
    """Return whether every demanded channel is proven, or a person told by hand."""
    return state.ending is Ending.TOLD_BY_HAND or all(
        is_proven(channel, state.deliveries[channel]) for channel in state.demanded
    )


def is_over(state: Requested) -> bool:
    """Return whether nothing more is to be done about it."""
    return state.ending is not None or is_met(state)


def is_broken(state: Requested) -> bool:
    """Return whether a demanded delivery failed or came back, or the rest ended."""
    if state.ending is not None:
        return state.ending is not Ending.TOLD_BY_HAND
    broken = {Step.FAILED, Step.BOUNCED}
    return any(state.deliveries[one].step in broken for one in state.demanded)
