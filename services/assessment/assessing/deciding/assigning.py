"""Finding assessors for a case, decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from services.assessment.assessing.commands.assigning import (
    AssignAgain,
    Claim,
    OpenAssessment,
    TakeOff,
)
from services.assessment.assessing.commands.judging import Moderate, Reopen
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.pool import Seating, choose
from services.assessment.assessing.rules.targets import due_at, first_instant
from services.assessment.assessing.state import (
    NotOpened,
    State,
    Target,
    Unassigned,
    UnderAssessment,
)
from shared.contracts.assessment import (
    AssessmentOpened,
    AssessorsAssigned,
    AssignmentPostponed,
)
from shared.contracts.assigning import AssessorJoined, Joining


def open_case(command: OpenAssessment, state: State) -> Sequence[Event]:
    """Return a case and its assignment, or nothing for one that is open.

    Where assessors take cases themselves, it waits for them unassigned.
    """
    if not isinstance(state, NotOpened) or not command.scopes:
        return []
    opened = AssessmentOpened(
        assessment_id=command.assessment_id,
        application_id=command.application_id,
        scopes=command.scopes,
        route=command.route,
        due_at=command.timing.due_at,
        remind_at=command.timing.remind_at,
        escalate_at=command.timing.escalate_at,
        standards=command.standards,
        excluded=command.excluded,
        level=command.level,
    )
    if command.policy.claimed:
        return [opened]
    return [opened, *_assign(command, waiting(opened))]


def assign_again(command: AssignAgain, state: State) -> Sequence[Event]:
    """Return another try for a case that lacks assessors, else nothing."""
    match state:
        case Unassigned() if command.opened_on is not None:
            return _assign(command, state)
        case UnderAssessment() if state.vacancies:
            return fill(command, state)
        case _:
            return []


def _assign(
    command: OpenAssessment | AssignAgain, state: Unassigned
) -> Sequence[Event]:
    """Return who assesses the case, or when to look again for somebody."""
    policy = command.policy
    today = command.opened_on or command.now.date()
    if isinstance(command, AssignAgain):
        today = command.today
    seating = Seating(
        state.scopes,
        command.parties,
        today,
        policy.may_share_employer,
        left=state.excluded,
        level=state.level,
    )
    choice = choose(command.pool, seating, policy.assessors_per_case)
    if len(choice.chosen) < policy.assessors_per_case:
        return [_postponed(command, policy.assessors_per_case, choice.free)]
    target = state.target
    due = target.due_at if target else due_at(today, policy.target_days)
    return [
        AssessorsAssigned(
            assessment_id=command.assessment_id,
            application_id=state.application_id,
            assessors=choice.chosen,
            due_at=due,
            considered=choice.considered,
            considered_more=choice.more,
            # A case older than targets has its first with its assessors.
            next_at=None if target else due,
        )
    ]


def fill(
    command: AssignAgain | TakeOff | Reopen, state: UnderAssessment
) -> Sequence[Event]:
    """Return who takes the vacant seats, and when to look again for the others."""
    choice = choose(command.pool, seating_of(command, state), state.vacancies)
    joined: list[Event] = [
        AssessorJoined(
            assessment_id=command.assessment_id,
            application_id=state.application_id,
            assessor_id=one,
            reason=Joining.REPLACEMENT,
            seats=state.seats,
            due_at=state.due_at,
            considered=choice.considered,
            considered_more=choice.more,
        )
        for one in choice.chosen
    ]
    if len(joined) == state.vacancies:
        return joined
    return [*joined, _postponed(command, state.vacancies, choice.free)]


def seating_of(
    command: AssignAgain | Claim | TakeOff | Moderate | Reopen, case: UnderAssessment
) -> Seating:
    """Return the case as somebody more is looked for, whatever for."""
    return Seating(
        scopes=case.scopes,
        parties=command.parties,
        today=command.today,
        may_share_employer=command.policy.may_share_employer,
        sitting=case.assessors,
        left=case.left,
        acted=case.acted,
        level=case.level,
    )


def _postponed(
    command: OpenAssessment | AssignAgain | TakeOff | Reopen, needed: int, free: int
) -> AssignmentPostponed:
    return AssignmentPostponed(
        assessment_id=command.assessment_id,
        needed=needed,
        free=free,
        next_try_at=command.now + timedelta(minutes=command.policy.retry_minutes),
    )


def waiting(event: AssessmentOpened) -> Unassigned:
    """Return the case as it waits for assessors."""
    target = None
    if event.due_at is not None:
        instants = event.remind_at, event.escalate_at
        first = first_instant(event.remind_at, event.due_at)
        target = Target(event.due_at, *instants, first)
    return Unassigned(
        event.application_id,
        event.scopes,
        target,
        event.standards,
        frozenset(event.excluded),
        event.level,
    )


def assigned(state: State, event: AssessorsAssigned) -> State:
    """Return the case with all its assessors."""
    opened = state if isinstance(state, Unassigned) else None
    target = opened.target if opened else None
    return UnderAssessment(
        event.application_id,
        event.assessors,
        event.due_at,
        scopes=opened.scopes if opened else (),
        seats=len(event.assessors),
        left=opened.excluded if opened else frozenset(),
        target=target or Target(event.due_at, next_at=event.due_at),
        standards=opened.standards if opened else (),
        level=opened.level if opened else None,
    )


def joined(state: State, event: AssessorJoined) -> State:
    """Return the case with one assessor more."""
    match state:
        case Unassigned():
            return UnderAssessment(
                event.application_id,
                (event.assessor_id,),
                event.due_at,
                scopes=state.scopes,
                seats=event.seats,
                left=state.excluded,
                target=state.target,
                standards=state.standards,
                level=state.level,
            )
        case UnderAssessment() if event.assessor_id not in state.assessors:
            return replace(state, assessors=(*state.assessors, event.assessor_id))
        case _:
            return state
