"""The pool, decided: appointments, what keeps them in force, and cover of scopes."""

from collections.abc import Sequence

from services.assessment.assessors.commands import (
    Appoint,
    Command,
    Declare,
    DropLeave,
    End,
    GoOnLeave,
    OfAnAssessor,
    Reckon,
    RemindOf,
    Train,
)
from services.assessment.assessors.deciding import appointing, keeping
from services.assessment.assessors.deciding.events import Event
from services.assessment.assessors.state import Cover, Left, NotAppointed, State
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    ScopeCovered,
    ScopeShortOfAssessors,
)
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Appoint():
            return appointing.appoint(command, state)
        case Reckon():
            return _reckon(command, state)
        case _:
            return _of_an_assessor(command, state)


def _of_an_assessor(command: OfAnAssessor, state: State) -> Sequence[Event]:
    match command:
        case Train():
            return keeping.train(command, state)
        case GoOnLeave():
            return keeping.go_on_leave(command, state)
        case DropLeave():
            return keeping.drop_leave(command, state)
        case Declare():
            return keeping.declare(command, state)
        case End():
            return appointing.end(command, state)
        case RemindOf():
            return keeping.remind_of(command, state)


def _reckon(command: Reckon, state: State) -> Sequence[Event]:
    """Return that a scope is short of assessors, or no longer, if that is new."""
    short = command.free < command.needed
    if short == (isinstance(state, Cover) and state.short):
        return []
    said = ScopeShortOfAssessors if short else ScopeCovered
    return [said(scope=command.scope, free=command.free, needed=command.needed)]


def evolve(state: State, event: Event) -> State:
    """Return what is known after the event."""
    match event:
        case AssessorAppointed():
            return appointing.evolve(state, event)
        case AppointmentEnded():
            return Left()
        case ScopeShortOfAssessors():
            return Cover(short=True)
        case ScopeCovered():
            return Cover(short=False)
        case _:
            return keeping.evolve(state, event)


ASSESSOR = Decider[Command, State, Event](
    initial=NotAppointed(), decide=decide, evolve=evolve
)
"""The rules of one assessor, and of one scope's cover."""
