"""The service target of a case: reminders, being overdue, being escalated; decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.assessment.assessing.commands.assigning import RecordOverdue, Remind
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.rules.targets import last_day
from services.assessment.assessing.state import (
    State,
    Target,
    Unassigned,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.assessment import AssessmentOverdue
from shared.contracts.assigning import AssessmentEscalated, AssessorsReminded, Level
from shared.errors import Refused

ASKED = "asked-by-registrar"


def remind(command: Remind, state: State) -> Sequence[Event]:
    """Return that who has not spoken is reminded; `Refused` for a case of nobody."""
    # To whoever is tied to its applicant, the case does not exist.
    tied = command.actor is not None and command.actor in command.tied
    if tied or not isinstance(state, UnderAssessment | UnderModeration):
        raise Refused("nobody-to-remind", "Nobody has the case now.", RULE)
    if not state.missing:
        return []
    case = state.case if isinstance(state, UnderModeration) else state
    return [
        AssessorsReminded(
            assessment_id=command.assessment_id,
            application_id=case.application_id,
            missing=state.missing,
            due_on=last_day(case.due_at),
            reason=ASKED,
        )
    ]


def record_overdue(command: RecordOverdue, state: State) -> Sequence[Event]:
    """Return what the target asks for by now, each thing once, or nothing.

    A case that never found assessors is late like any other, and so is one that is
    moderated. Who comes late to it skips the reminders.
    """
    match state:
        case Unassigned():
            case, missing = state, ()
        case UnderAssessment():
            case, missing = state, state.missing
        case UnderModeration():
            case, missing = state.case, state.missing
        case _:
            return []
    target = case.target
    if target is None or target.next_at is None or command.now < target.next_at:
        return []
    if command.now < target.due_at:
        return [_reminded(command, case.application_id, missing, target)]
    return _late(command, case.application_id, missing, target)


def _reminded(
    command: RecordOverdue,
    application_id: UUID,
    missing: tuple[str, ...],
    target: Target,
) -> Event:
    return AssessorsReminded(
        assessment_id=command.assessment_id,
        application_id=application_id,
        missing=missing,
        due_on=last_day(target.due_at),
        next_at=_after(target, command.now),
    )


def _late(
    command: RecordOverdue,
    application_id: UUID,
    missing: tuple[str, ...],
    target: Target,
) -> Sequence[Event]:
    next_at = _after(target, command.now)
    events: list[Event] = []
    if not target.overdue:
        overdue = AssessmentOverdue(
            assessment_id=command.assessment_id,
            application_id=application_id,
            missing=missing,
            was_due_on=last_day(target.due_at),
            next_at=next_at,
        )
        events.append(overdue)
    due = [at for at in target.escalate_at if at <= command.now]
    levels = tuple(Level)[target.escalated : len(due)]
    events.extend(
        AssessmentEscalated(
            assessment_id=command.assessment_id,
            application_id=application_id,
            level=level,
            missing=missing,
            was_due_on=last_day(target.due_at),
            next_at=next_at,
        )
        for level in levels
    )
    return events


def _after(target: Target, now: datetime) -> datetime | None:
    instants = (*target.remind_at, target.due_at, *target.escalate_at)
    return min((at for at in instants if at > now), default=None)


def followed(
    state: State, event: AssessorsReminded | AssessmentOverdue | AssessmentEscalated
) -> State:
    """Return the case with what its target asks for next."""
    if isinstance(state, UnderModeration):
        case = followed(state.case, event)
        return replace(state, case=case) if isinstance(case, UnderAssessment) else state
    if not isinstance(state, Unassigned | UnderAssessment) or state.target is None:
        return state
    target = state.target
    match event:
        case AssessorsReminded():
            if event.reason == ASKED:
                return state
        case AssessmentOverdue():
            target = replace(target, overdue=True)
        case AssessmentEscalated():
            target = replace(target, escalated=target.escalated + 1)
    return replace(state, target=replace(target, next_at=event.next_at))
