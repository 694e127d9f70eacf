"""Every decision about a staff interest, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.staff_interests.commands import Command, Declare, End
from services.applications.staff_interests.rules import (
    declared_otherwise,
    digest_of,
    nobody_named,
    not_declared,
    own_tie,
)
from services.applications.staff_interests.state import (
    Declared,
    Ended,
    State,
    Undeclared,
)
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded
from shared.decider import Decider

Event: TypeAlias = StaffInterestDeclared | StaffInterestEnded


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Declare():
            return _declare(command, state)
        case End():
            return _end(command, state)


def _declare(command: Declare, state: State) -> Sequence[Event]:
    if not isinstance(state, Undeclared):
        if command.same:
            return []
        raise declared_otherwise()
    digest = digest_of(command.email)
    if command.person_id is None and digest is None:
        raise nobody_named()
    return [
        StaffInterestDeclared(
            interest_id=command.interest_id,
            actor=command.actor,
            tie=command.tie,
            person_id=command.person_id,
            email_digest=digest,
        )
    ]


def _end(command: End, state: State) -> Sequence[Event]:
    match state:
        case Declared(actor=actor):
            if command.actor == actor:
                raise own_tie()
            return [StaffInterestEnded(interest_id=command.interest_id)]
        case Ended():
            return []
        case Undeclared():
            raise not_declared()


def evolve(_state: State, event: Event) -> State:
    """Return what the interest is after `event`."""
    match event:
        case StaffInterestDeclared():
            return Declared(event.actor)
        case StaffInterestEnded():
            return Ended()


STAFF_INTEREST = Decider[Command, State, Event](
    initial=Undeclared(), decide=decide, evolve=evolve
)
