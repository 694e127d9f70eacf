"""What is said of a case from its first judgement to its end, decided."""

from collections.abc import Sequence

from services.assessment.assessing.commands.judging import (
    Adjudicate,
    CloseCase,
    EndModeration,
    Judging,
    Moderate,
    Recommend,
    Reconsider,
    Reopen,
    Save,
)
from services.assessment.assessing.deciding import (
    agreeing,
    judging,
    moderating,
    reopening,
)
from services.assessment.assessing.deciding.events import Event, Judged
from services.assessment.assessing.state import State
from shared.contracts.assessment import AssessmentConcluded, RecommendationGiven
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
)


def decide(command: Judging, state: State) -> Sequence[Event]:  # noqa: PLR0911
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Save():
            return judging.save(command, state)
        case Recommend():
            return judging.recommend(command, state)
        case Moderate():
            return moderating.moderate(command, state)
        case Reconsider():
            return moderating.reconsider(command, state)
        case Adjudicate():
            return moderating.adjudicate(command, state)
        case EndModeration():
            return moderating.end_moderation(command, state)
        case Reopen():
            return reopening.reopen(command, state)
        case CloseCase():
            return reopening.close(command, state)


def evolve(state: State, event: Judged) -> State:  # noqa: PLR0911
    """Return the situation after the event; one that does not fit changes nothing."""
    match event:
        case AssessmentSaved():
            return state
        case RecommendationGiven():
            return judging.given(state, event)
        case DisagreementFound():
            return agreeing.disputed(state, event)
        case ModerationBegun():
            return moderating.begun(state, event)
        case RecommendationReconsidered() | AssessmentAdjudicated():
            return moderating.spoken(state, event)
        case AssessmentConcluded():
            return agreeing.concluded(state)
        case AssessmentReopened():
            return reopening.reopened(state, event)
        case AssessmentClosed():
            return agreeing.closed(state)
