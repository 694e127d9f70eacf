"""What comes of all that was said: a conclusion, or a disagreement."""

from dataclasses import replace
from uuid import UUID

from services.assessment.assessing.rules.agreement import (
    Advice,
    gaps_of,
    in_dispute,
    outcome_of,
)
from services.assessment.assessing.state import (
    Closed,
    Concluded,
    State,
    Unassigned,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.assessment import AssessmentConcluded
from shared.contracts.judging import DisagreementFound, Moderation


def conclusion(
    assessment_id: UUID, case: UnderAssessment, recommended: Advice | None
) -> AssessmentConcluded:
    """Return the conclusion, None for a disagreement that nobody could resolve.

    Everybody who had a part in the case is named, so that none of them decides.
    """
    others = (case.acted | set(case.given)).difference(case.assessors)
    return AssessmentConcluded(
        assessment_id=assessment_id,
        application_id=case.application_id,
        outcome=outcome_of(recommended),
        assessors=(*case.assessors, *sorted(others)),
        gaps=gaps_of(recommended, case.given.values()),
        scopes=recommended[1] if recommended else (),
        round=case.round,
    )


def dispute(
    assessment_id: UUID, case: UnderAssessment, tried: tuple[Moderation, ...] = ()
) -> DisagreementFound:
    """Return that those who have spoken differ, whatever was tried."""
    return DisagreementFound(
        assessment_id=assessment_id,
        application_id=case.application_id,
        round=case.round,
        standards=in_dispute(case.given.values()),
        judged=len(case.standards),
        tried=tried,
    )


def concluded(state: State) -> State:
    """Return the case with everything said."""
    match state:
        case UnderAssessment():
            return Concluded(state)
        case UnderModeration():
            return Concluded(_with_moderators(state))
        case _:
            return state


def disputed(state: State, event: DisagreementFound) -> State:
    """Return the case waiting for the next way out."""
    match state:
        case UnderAssessment():
            return UnderModeration(state, event.tried)
        case UnderModeration():
            return UnderModeration(_with_moderators(state), event.tried)
        case _:
            return state


def closed(state: State) -> State:
    """Return the case that nobody is asked to judge any more."""
    match state:
        case UnderAssessment():
            return Closed(state.given)
        case UnderModeration():
            return Closed(state.case.given)
        case Unassigned():
            return Closed()
        case _:
            return state


def _with_moderators(state: UnderModeration) -> UnderAssessment:
    return replace(state.case, acted=state.case.acted.union(state.moderators))
