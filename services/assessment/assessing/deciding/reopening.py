"""Another round on what the applicant answered, and the end of a case, decided."""

from collections.abc import Sequence

from services.assessment.assessing.commands.judging import CloseCase, Reopen
from services.assessment.assessing.deciding.assigning import fill
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.conflicts import conflict
from services.assessment.assessing.rules.pool import ON_LEAVE, absence
from services.assessment.assessing.rules.targets import first_instant
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

    The seat of who has left the pool, or has a conflict since, is filled like any
    other, by somebody who has had no part in the case; until then it is vacant.
    """
    if not isinstance(state, Concluded) or command.round < state.case.round:
        return []
    case = state.case
    round_ = AssessmentReopened(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        round=case.round + 1,
        gaps=command.gaps,
        assessors=_staying(command, case),
        seats=case.seats,
        due_at=command.timing.due_at,
        remind_at=command.timing.remind_at,
        escalate_at=command.timing.escalate_at,
    )
    again = _next_round(case, round_)
    return [round_, *(fill(command, again) if again.vacancies else ())]


def _staying(command: Reopen, case: UnderAssessment) -> tuple[str, ...]:
    """Return who judges the case again; leave keeps nobody from a case they have."""
    able = {
        one.assessor_id
        for one in command.pool
        if conflict(one.declared, command.parties) is None
        and absence(one, command.today) in (None, ON_LEAVE)
    }
    return tuple(one for one in case.assessors if one in able)


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
    return _next_round(state.case, event) if isinstance(state, Concluded) else state


def _next_round(case: UnderAssessment, event: AssessmentReopened) -> UnderAssessment:
    first = first_instant(event.remind_at, event.due_at)
    target = Target(event.due_at, event.remind_at, event.escalate_at, first)
    return UnderAssessment(
        application_id=case.application_id,
        assessors=event.assessors,
        due_at=event.due_at,
        scopes=case.scopes,
        standards=tuple(one for one in case.standards if one in event.gaps),
        round=event.round,
        acted=case.acted.union(case.assessors, case.given).difference(event.assessors),
        seats=event.seats,
        left=case.left,
        target=target,
        level=case.level,
    )
