"""Looking and being turned away, as events: the capability behind every read.

Their streams are by service, actor and day, so that nobody's looking changes a case,
and what one person saw there in a day is one history (design: Looking is recorded too).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import quote
from uuid import UUID

from shared.capability import Capability
from shared.clock import register_date
from shared.contracts.contract import EventData
from shared.contracts.views import AttemptRefused, Looked, LookOutcome
from shared.decider import Decider

NAME = "looking"


@dataclass(frozen=True, slots=True)
class Look:
    """Record that `actor` looked: at what, for which purpose, and what was shown."""

    service: str
    actor: str
    kind: str
    action: str
    outcome: LookOutcome
    purpose: str
    now: datetime
    subject: str | None = None
    results: int | None = None
    person_id: UUID | None = None
    sought: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class TurnAway:
    """Record that `actor` tried what they may not, so many times."""

    service: str
    actor: str
    action: str
    attempts: int
    subject: str | None
    now: datetime


Command: TypeAlias = Look | TurnAway


def decide(command: Command, _state: None) -> Sequence[EventData]:
    """Return the event; what happened is refused by nobody."""
    match command:
        case Look():
            return [_looked(command)]
        case TurnAway():
            return [_turned_away(command)]


def _looked(command: Look) -> EventData:
    return Looked(
        kind=command.kind,
        action=command.action,
        outcome=command.outcome,
        purpose=command.purpose,
        subject=command.subject,
        results=command.results,
        person_id=command.person_id,
        sought=command.sought,
        explanation=command.explanation,
    )


def _turned_away(command: TurnAway) -> EventData:
    return AttemptRefused(
        action=command.action, attempts=command.attempts, subject=command.subject
    )


def stream_of(command: Command) -> str:
    """Return the stream of an actor's day in a service, by the register's calendar.

    A stream has one service that counts its versions: to the log, two with one name
    would be a conflict.
    """
    # An actor's id is opaque; whatever signs in elsewhere may still put a slash in it.
    actor, day = quote(command.actor, safe=":@"), register_date(command.now)
    return f"looking/{command.service}/{actor}/{day}"


def _unchanged(state: None, _event: EventData) -> None:
    return state


LOOKING = Capability(
    name=NAME,
    decider=Decider[Command, None, EventData](
        initial=None, decide=decide, evolve=_unchanged
    ),
    owns=(Looked, AttemptRefused),
    stream_of=stream_of,
    topic="views",
    remembering=False,
)
"""The capability that records looks in every service."""
