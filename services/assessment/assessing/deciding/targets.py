"""A case past its target, decided."""

from collections.abc import Sequence
from dataclasses import replace

from services.assessment.assessing.commands.assigning import RecordOverdue
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.targets import last_day
from services.assessment.assessing.state import State, UnderAssessment
from shared.contracts.assessment import AssessmentOverdue


def record_overdue(command: RecordOverdue, state: State) -> Sequence[Event]:
    """Return that the target was missed, once, or nothing."""
    if (
        not isinstance(state, UnderAssessment)
        or state.overdue
        or command.now < state.due_at
    ):
        return []
    return [
        AssessmentOverdue(
            assessment_id=command.assessment_id,
            application_id=state.application_id,
            missing=tuple(one for one in state.assessors if one not in state.given),
            was_due_on=last_day(state.due_at),
        )
    ]


def overdue(state: State) -> State:
    """Return the case as known to be overdue."""
    return replace(state, overdue=True) if isinstance(state, UnderAssessment) else state
