"""What assessors say of a case, each for themselves, decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.assessment.assessing.commands.judgement import Judgement
from services.assessment.assessing.commands.judging import Recommend, Save
from services.assessment.assessing.deciding.agreeing import conclusion, dispute
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.rules.agreement import majority, unanimous
from services.assessment.assessing.rules.judging import (
    check_advice,
    check_draft,
    check_findings,
    check_words,
    in_order,
)
from services.assessment.assessing.state import (
    Closed,
    Concluded,
    State,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.assessment import RecommendationGiven
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentSaved,
    Moderation,
    RecommendationReconsidered,
)
from shared.errors import Refused


def save(command: Save, state: State) -> Sequence[Event]:
    """Return the draft put aside, nothing where it is there already."""
    if command.assessor_id in locked(state):
        raise Refused("already-given", "Your assessment is given and locked.", RULE)
    case = _owed(command.assessor_id, state)
    draft = command.draft or {}
    check_draft(draft, case.standards)
    if draft == (command.on_record or {}):
        return []
    return [
        AssessmentSaved(
            assessment_id=command.assessment_id,
            application_id=case.application_id,
            assessor_id=command.assessor_id,
            round=case.round,
            person_id=command.person_id,
            draft=draft,
        )
    ]


def recommend(command: Recommend, state: State) -> Sequence[Event]:
    """Return what a recommendation leads to; `Refused` if it is not the sender's.

    What is given is locked: the same again changes nothing, another is refused.
    """
    judgement = in_order(command.judgement)
    said = locked(state).get(command.assessor_id)
    if said is not None:
        if judgement == said and command.words == command.on_record:
            return []
        raise Refused("already-given", "Your recommendation is given and locked.", RULE)
    case = _owed(command.assessor_id, state)
    check_words(command.words)
    check_findings(judgement, command.words, case.standards, judgement.not_met)
    check_advice(judgement, case.scopes)
    recommendation = _given_by(command, case, judgement)
    return [recommendation, *_together(command, given(state, recommendation))]


def _together(command: Recommend, state: State) -> Sequence[Event]:
    """Return what is concluded when the last has spoken, nothing before."""
    match state:
        case UnderAssessment() if state.all_given:
            agreed = unanimous(state.given.values())
            if agreed is None:
                return [dispute(command.assessment_id, state)]
            return [conclusion(command.assessment_id, state, agreed)]
        case UnderModeration():
            agreed = majority(state.case.given.values())
            if agreed is None:
                tried = (*state.tried, Moderation.THIRD_ASSESSOR)
                return [dispute(command.assessment_id, state.case, tried)]
            return [conclusion(command.assessment_id, state.case, agreed)]
        case _:
            return []


def _given_by(
    command: Recommend, case: UnderAssessment, judgement: Judgement
) -> RecommendationGiven:
    return RecommendationGiven(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        assessor_id=command.assessor_id,
        recommendation=judgement.recommendation,
        findings=judgement.findings,
        scopes=judgement.scopes,
        gaps=judgement.gaps,
        round=case.round,
        person_id=command.person_id,
        reasons=command.words.reasons,
        reasons_by_standard=command.words.by_standard or None,
    )


def _owed(assessor_id: str, state: State) -> UnderAssessment:
    """Return the case that the assessor is to judge blind; else `Refused`.

    A case of others cannot be told from none at all.
    """
    match state:
        case UnderAssessment() if assessor_id in state.assessors:
            return state
        case UnderModeration(moderation=Moderation.THIRD_ASSESSOR) if (
            assessor_id in state.moderators
        ):
            return state.case
        case _:
            raise Refused("not-assigned", "The case is not assigned to you.", RULE)


def locked(state: State) -> Mapping[str, Judgement]:
    """Return what has been said in this round, by assessor."""
    match state:
        case UnderAssessment() | Closed():
            return state.given
        case UnderModeration() | Concluded():
            return state.case.given
        case _:
            return {}


def judgement_in(
    event: RecommendationGiven | RecommendationReconsidered | AssessmentAdjudicated,
) -> Judgement:
    """Return what the event says."""
    return Judgement(event.recommendation, event.findings, event.scopes, event.gaps)


def given(state: State, event: RecommendationGiven) -> State:
    """Return the case with what one assessor said, a third one included."""
    match state:
        case UnderAssessment():
            return saying(state, event.assessor_id, judgement_in(event))
        case UnderModeration():
            return replace(
                state,
                case=saying(state.case, event.assessor_id, judgement_in(event)),
                spoken=state.spoken | {event.assessor_id},
            )
        case _:
            return state


def saying(
    case: UnderAssessment, assessor_id: str, judgement: Judgement
) -> UnderAssessment:
    """Return the case with the last version of what an assessor says."""
    return replace(case, given={**case.given, assessor_id: judgement})
