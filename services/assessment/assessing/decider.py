"""A case, decided: opened, assigned, recommended on, concluded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from services.assessment.assessing.commands import (
    AssignAgain,
    Command,
    OpenAssessment,
    Recommend,
    RecordOverdue,
)
from services.assessment.assessing.rules import (
    are_readable,
    due_at,
    free_assessors,
    last_day,
    outcome,
)
from services.assessment.assessing.state import (
    Concluded,
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
from shared.errors import Refused

Event: TypeAlias = (
    AssessmentOpened
    | AssessorsAssigned
    | AssignmentPostponed
    | RecommendationGiven
    | AssessmentConcluded
    | AssessmentOverdue
)

RULE = "domain §1.4"


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case OpenAssessment():
            return _open(command, state)
        case AssignAgain():
            return _assign_again(command, state)
        case Recommend():
            return _recommend(command, state)
        case RecordOverdue():
            return _record_overdue(command, state)


def _open(command: OpenAssessment, state: State) -> Sequence[Event]:
    if not isinstance(state, NotOpened):
        return []
    opened = AssessmentOpened(
        assessment_id=command.assessment_id,
        application_id=command.application_id,
        scopes=command.scopes,
        route=command.route,
    )
    assignment = _assign(
        command, command.application_id, command.scopes, command.opened_on
    )
    return [opened, assignment]


def _assign_again(command: AssignAgain, state: State) -> Sequence[Event]:
    if not isinstance(state, Unassigned) or command.opened_on is None:
        return []
    return [_assign(command, state.application_id, state.scopes, command.opened_on)]


def _assign(
    command: OpenAssessment | AssignAgain,
    application_id: UUID,
    scopes: tuple[str, ...],
    opened_on: date,
) -> AssessorsAssigned | AssignmentPostponed:
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


def _recommend(command: Recommend, state: State) -> Sequence[Event]:
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
    given = RecommendationGiven(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        assessor_id=command.assessor_id,
        recommendation=command.recommendation,
        person_id=command.person_id,
        reasons=command.reasons,
    )
    all_given = {**state.given, command.assessor_id: command.recommendation}
    if len(all_given) < len(state.assessors):
        return [given]
    concluded = AssessmentConcluded(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        outcome=outcome(list(all_given.values())),
        assessors=state.assessors,
    )
    return [given, concluded]


def _again(command: Recommend, state: UnderAssessment | Concluded) -> Sequence[Event]:
    same = state.given[command.assessor_id] is command.recommendation
    if same and command.reasons == command.reasons_on_record:
        return []
    raise Refused("already-given", "Your recommendation is given and locked.", RULE)


def _record_overdue(command: RecordOverdue, state: State) -> Sequence[Event]:
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
            return _given(state, event)
        case AssessmentConcluded():
            return _concluded(state)
        case AssessmentOverdue():
            return _overdue(state)


def _given(state: State, event: RecommendationGiven) -> State:
    if not isinstance(state, UnderAssessment):
        return state
    given = {**state.given, event.assessor_id: event.recommendation}
    return replace(state, given=given)


def _concluded(state: State) -> State:
    return Concluded(state.given) if isinstance(state, UnderAssessment) else state


def _overdue(state: State) -> State:
    return replace(state, overdue=True) if isinstance(state, UnderAssessment) else state


ASSESSMENT = Decider[Command, State, Event](
    initial=NotOpened(), decide=decide, evolve=evolve
)
"""The rules of one case."""
