"""A case, decided: opened, assigned, recommended on, concluded."""

from collections.abc import Sequence

from services.assessment.assessing.commands import (
    AssignAgain,
    Command,
    OpenAssessment,
    Recommend,
    RecordOverdue,
)
from services.assessment.assessing.deciding import assigning, judging, targets
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.state import (
    NotOpened,
    State,
    Unassigned,
    UnderAssessment,
)
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorsAssigned,
    AssignmentPostponed,
    RecommendationGiven,
)
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case OpenAssessment():
            return assigning.open_case(command, state)
        case AssignAgain():
            return assigning.assign_again(command, state)
        case Recommend():
            return judging.recommend(command, state)
        case RecordOverdue():
            return targets.record_overdue(command, state)


def evolve(state: State, event: Event) -> State:
    """Return the situation after the event; one that does not fit changes nothing."""
    match event:
        case AssessmentOpened():
            return Unassigned(event.application_id, event.scopes)
        case AssessorsAssigned():
            return UnderAssessment(event.application_id, event.assessors, event.due_at)
        case AssignmentPostponed():
            return state
        case RecommendationGiven():
            return judging.given(state, event)
        case AssessmentConcluded():
            return judging.concluded(state)
        case AssessmentOverdue():
            return targets.overdue(state)


ASSESSMENT = Decider[Command, State, Event](
    initial=NotOpened(), decide=decide, evolve=evolve
)
"""The rules of one case."""
