"""Who has a case and by when, decided."""

from collections.abc import Sequence

from services.assessment.assessing.commands.assigning import (
    AssignAgain,
    Claim,
    OpenAssessment,
    RecordOverdue,
    Remind,
    Seated,
    TakeOff,
)
from services.assessment.assessing.deciding import assigning, seats, targets
from services.assessment.assessing.deciding.events import Event, SeatedEvent
from services.assessment.assessing.state import State
from shared.contracts.assessment import (
    AssessmentOpened,
    AssessorsAssigned,
    AssignmentPostponed,
)
from shared.contracts.assigning import AssessorJoined, AssessorRecused


def decide(command: Seated, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case OpenAssessment():
            return assigning.open_case(command, state)
        case AssignAgain():
            return assigning.assign_again(command, state)
        case Claim():
            return seats.claim(command, state)
        case TakeOff():
            return seats.take_off(command, state)
        case Remind():
            return targets.remind(command, state)
        case RecordOverdue():
            return targets.record_overdue(command, state)


def evolve(state: State, event: SeatedEvent) -> State:
    """Return the situation after the event; one that does not fit changes nothing."""
    match event:
        case AssessmentOpened():
            return assigning.waiting(event)
        case AssessorsAssigned():
            return assigning.assigned(state, event)
        case AssignmentPostponed():
            return state
        case AssessorJoined():
            return assigning.joined(state, event)
        case AssessorRecused():
            return seats.recused(state, event)
        case _:
            return targets.followed(state, event)
