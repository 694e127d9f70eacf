"""Another round on what the applicant answered, and the end of a case, decided."""

from collections.abc import Sequence

from services.assessment.assessing.commands.judging import CloseCase, Reopen
from services.assessment.assessing.deciding.assigning import fill
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.conflicts import conflict
from services.assessment.assessing.rules.pool import absence
from services.assessment.assessing.rules.targets import due_at
from services.assessment.assessing.state import (
    Concluded,
    State,
    Target,
    Unassigned,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.judging import AssessmentClosed, AssessmentReopened


def reopen(command: Reopen, state: State) -> Sequence[Event]:
    """Return another round with the same assessors, who judge the gaps alone.

    Who has left the pool, or has a conflict since, is replaced by somebody who has
    had no part in the case.
    """
    if not isinstance(state, Concluded) or command.round < state.case.round:
        return []
    case = state.case
    present = {
        one.assessor_id
        for one in command.pool
        if conflict(one.declared, command.parties) is None
        and absence(one, command.today) is None
    }
    event = AssessmentReopened(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        round=case.round + 1,
        gaps=command.gaps,
        assessors=tuple(one for one in case.assessors if one in present),
        seats=len(case.assessors),
        due_at=due_at(command.today, command.policy.target_days),
    )
    after = reopened(state, event)
    if isinstance(after, UnderAssessment) and after.vacancies:
        return [event, *fill(command, after)]
    return [event]


def close(command: CloseCase, state: State) -> Sequence[Event]:
    """Return that nobody is asked to judge the case any more, once."""
    match state:
        case Unassigned() | UnderAssessment():
            application_id = state.application_id
        case UnderModeration():
            application_id = state.case.application_id
        case _:
            return []
    return [
        AssessmentClosed(
            assessment_id=command.assessment_id, application_id=application_id
        )
    ]


def reopened(state: State, event: AssessmentReopened) -> State:
    """Return the case in its next round, with nothing said in it yet.

    Gaps that are no standards leave nothing to judge by standard.
    """
    if not isinstance(state, Concluded):
        return state
    case = state.case
    acted = case.acted.union(case.assessors, case.given).difference(event.assessors)
    return UnderAssessment(
        application_id=case.application_id,
        assessors=event.assessors,
        due_at=event.due_at,
        scopes=case.scopes,
        seats=event.seats,
        left=case.left | acted,
        target=Target(event.due_at, next_at=event.due_at),
        standards=tuple(one for one in case.standards if one in event.gaps),
        round=event.round,
        acted=acted,
    )
