"""What assessors recommend, decided."""

from collections.abc import Sequence
from dataclasses import replace

from services.assessment.assessing.commands.judging import Recommend
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.rules.agreement import are_readable, outcome
from services.assessment.assessing.state import Concluded, State, UnderAssessment
from shared.contracts.assessment import (
    AssessmentConcluded,
    RecommendationGiven,
)
from shared.errors import Refused


def recommend(command: Recommend, state: State) -> Sequence[Event]:
    """Return what a recommendation leads to; `Refused` if it is not the sender's."""
    match state:
        case UnderAssessment() if command.assessor_id in state.given:
            return _again(command, state)
        case UnderAssessment() if command.assessor_id in state.assessors:
            return _give(command, state)
        case Concluded() if command.assessor_id in state.given:
            return _again(command, state)
        case _:
            raise Refused("not-assigned", "The case is not assigned to you.", RULE)


def _give(command: Recommend, state: UnderAssessment) -> Sequence[Event]:
    if not are_readable(command.reasons):
        raise Refused("reasons-unreadable", "The reasons cannot be kept.", RULE)
    recommendation = RecommendationGiven(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        assessor_id=command.assessor_id,
        recommendation=command.recommendation,
        person_id=command.person_id,
        reasons=command.reasons,
    )
    all_given = {**state.given, command.assessor_id: command.recommendation}
    if len(all_given) < state.seats:
        return [recommendation]
    conclusion = AssessmentConcluded(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        outcome=outcome(list(all_given.values())),
        assessors=state.assessors,
    )
    return [recommendation, conclusion]


def _again(command: Recommend, state: UnderAssessment | Concluded) -> Sequence[Event]:
    same = state.given[command.assessor_id] is command.recommendation
    if same and command.reasons == command.reasons_on_record:
        return []
    raise Refused("already-given", "Your recommendation is given and locked.", RULE)


def given(state: State, event: RecommendationGiven) -> State:
    """Return the case with what one assessor said."""
    if not isinstance(state, UnderAssessment):
        return state
    all_given = {**state.given, event.assessor_id: event.recommendation}
    return replace(state, given=all_given)


def concluded(state: State) -> State:
    """Return the case with everything said."""
    return Concluded(state.given) if isinstance(state, UnderAssessment) else state
