"""Finding assessors for a case, decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from services.assessment.assessing.commands.assigning import (
    AssignAgain,
    OpenAssessment,
)
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.pool import free_assessors
from services.assessment.assessing.rules.targets import due_at
from services.assessment.assessing.state import NotOpened, State, Unassigned
from shared.contracts.assessment import (
    AssessmentOpened,
    AssessorsAssigned,
    AssignmentPostponed,
)


def open_case(command: OpenAssessment, state: State) -> Sequence[Event]:
    """Return a case and its assignment, or nothing for one that is open."""
    if not isinstance(state, NotOpened):
        return []
    opened = AssessmentOpened(
        assessment_id=command.assessment_id,
        application_id=command.application_id,
        scopes=command.scopes,
        route=command.route,
    )
    assignment = assign(
        command, command.application_id, command.scopes, command.opened_on
    )
    return [opened, assignment]


def assign_again(command: AssignAgain, state: State) -> Sequence[Event]:
    """Return another try for a case without assessors, else nothing."""
    if not isinstance(state, Unassigned) or command.opened_on is None:
        return []
    return [assign(command, state.application_id, state.scopes, command.opened_on)]


def assign(
    command: OpenAssessment | AssignAgain,
    application_id: UUID,
    scopes: tuple[str, ...],
    opened_on: date,
) -> AssessorsAssigned | AssignmentPostponed:
    """Return who assesses the case, or when to look again for somebody."""
    policy = command.policy
    free = free_assessors(command.pool, scopes)
    if len(free) < policy.assessors_per_case:
        return AssignmentPostponed(
            assessment_id=command.assessment_id,
            needed=policy.assessors_per_case,
            free=len(free),
            next_try_at=command.now + timedelta(minutes=policy.retry_minutes),
        )
    return AssessorsAssigned(
        assessment_id=command.assessment_id,
        application_id=application_id,
        assessors=free[: policy.assessors_per_case],
        due_at=due_at(opened_on, policy.target_days),
    )
