"""Every decision about who is one person, and how the question stands after each."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.identity.commands import (
    Command,
    DecideDuplicate,
    RaiseDuplicate,
)
from services.applications.identity.rules import Reason, refused
from services.applications.identity.state import (
    KeptApart,
    Merged,
    NotRaised,
    Open,
    State,
)
from services.applications.untied import is_untied
from shared.contracts.identity import (
    PersonMerged,
    PersonParted,
    PossibleDuplicateDecided,
    PossibleDuplicateRaised,
    SamePerson,
)
from shared.decider import Decider

Event: TypeAlias = (
    PossibleDuplicateRaised | PossibleDuplicateDecided | PersonMerged | PersonParted
)
Asked: TypeAlias = Open | KeptApart | Merged


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case RaiseDuplicate():
            return _raise(command, state)
        case DecideDuplicate():
            return _decide(command, state)


def _raise(command: RaiseDuplicate, state: State) -> Sequence[Event]:
    match state:
        case NotRaised():
            return [
                PossibleDuplicateRaised(
                    pair_id=command.pair_id,
                    application_id=command.application_id,
                    other_application_id=command.other_application_id,
                    person_id=command.person_id,
                )
            ]
        case Open() | KeptApart() | Merged():
            return []


def _decide(command: DecideDuplicate, state: State) -> Sequence[Event]:
    match state:
        case NotRaised():
            raise refused(Reason.NOT_RAISED)
        case _:
            is_untied(command.actor, command.tied)
            return _answered(command, state)


def _answered(command: DecideDuplicate, state: Asked) -> Sequence[Event]:
    match state:
        case Open():
            _require_grounds(command)
            if command.decision is SamePerson.MERGED:
                return _merged(command, state)
            return [_decided(command, state)]
        case KeptApart():
            if command.decision is SamePerson.KEPT_APART:
                return []
            _require_grounds(command)
            return _merged(command, state)
        case Merged():
            if command.decision is SamePerson.MERGED:
                return []
            _require_grounds(command)
            return _parted(command, state)


def _require_grounds(command: DecideDuplicate) -> None:
    if not command.grounds:
        raise refused(Reason.NO_GROUNDS)


def _merged(command: DecideDuplicate, state: Open | KeptApart) -> Sequence[Event]:
    if command.unknown:
        raise refused(Reason.PERSON_UNKNOWN)
    if command.merging is None:
        return [_decided(command, state)]
    merged = PersonMerged(
        pair_id=command.pair_id,
        applications=command.merging.applications,
        person_id=command.merging.kept,
        merged_person_id=command.merging.merged,
    )
    return [_decided(command, state), merged]


def _parted(command: DecideDuplicate, state: Merged) -> Sequence[Event]:
    if command.parting is None or not state.followed:
        # They were one by another decision, which this one does not touch.
        return [_decided(command, state)]
    parted = PersonParted(
        pair_id=command.pair_id,
        applications=state.followed,
        person_id=command.parting.kept,
        parted_person_id=command.parting.parted,
    )
    return [_decided(command, state), parted]


def _decided(command: DecideDuplicate, state: Asked) -> PossibleDuplicateDecided:
    return PossibleDuplicateDecided(
        pair_id=command.pair_id,
        application_id=state.application_id,
        other_application_id=state.other_application_id,
        decision=command.decision,
        grounds=command.grounds,
        person_id=command.person_id,
        explanation=command.explanation,
    )


def evolve(state: State, event: Event) -> State:
    """Return how the question stands after `event`."""
    match event:
        case PossibleDuplicateRaised(application_id=one, other_application_id=other):
            return Open(one, other)
        case PossibleDuplicateDecided(application_id=one, other_application_id=other):
            if event.decision is SamePerson.MERGED:
                return Merged(one, other)
            return KeptApart(one, other)
        case PersonMerged(applications=applications):
            if isinstance(state, Merged):
                pair = (state.application_id, state.other_application_id)
                return Merged(*pair, applications)
            return state
        case PersonParted():
            return state


IDENTITY = Decider[Command, State, Event](
    initial=NotRaised(), decide=decide, evolve=evolve
)
"""The rules of one pair of applications."""
