"""Training, leave and interests of somebody in the pool, decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.assessment.assessors.commands import (
    Declare,
    DropLeave,
    GoOnLeave,
    RemindOf,
    Train,
)
from services.assessment.assessors.deciding.appointing import declaration
from services.assessment.assessors.deciding.events import RULE, Event
from services.assessment.assessors.rules.terms import lapses_on
from services.assessment.assessors.state import Appointed, State
from shared.contracts.assessors import (
    AssessorTrained,
    AssessorTrainingDue,
    InterestsDeclared,
    InterestsReviewDue,
    LeaveCancelled,
    LeaveRecorded,
)
from shared.errors import NotFound, Refused

TRAINING = "training"
INTERESTS = "interests"
NOTICE = timedelta(days=30)
"""How long before the day somebody is reminded."""

LONGEST_LEAVE = timedelta(days=366)


def train(command: Train, state: State) -> Sequence[Event]:
    """Return that an assessor was trained; nothing for a day that is known."""
    appointed = _appointed(state)
    if command.trained_on > command.today:
        raise Refused("not-yet-trained", "Training is recorded once it was.", RULE)
    if appointed.trained_on is not None and command.trained_on <= appointed.trained_on:
        return []
    return [
        AssessorTrained(
            assessor_id=command.assessor_id,
            trained_on=command.trained_on,
            lapses_on=lapses_on(command.trained_on, command.terms.training_months),
        )
    ]


def go_on_leave(command: GoOnLeave, state: State) -> Sequence[Event]:
    """Return the leave, which replaces one from the same day."""
    _own(own=command.own)
    appointed = _appointed(state)
    length = command.ends_on - command.starts_on
    if not timedelta() <= length <= LONGEST_LEAVE:
        raise Refused("bad-leave", "A leave ends after it starts, in a year.", RULE)
    if command.ends_on < command.today:
        raise Refused("leave-is-over", "A leave that is over changes nothing.", RULE)
    if (command.starts_on, command.ends_on) in appointed.leave:
        return []
    return [
        LeaveRecorded(
            assessor_id=command.assessor_id,
            starts_on=command.starts_on,
            ends_on=command.ends_on,
        )
    ]


def drop_leave(command: DropLeave, state: State) -> Sequence[Event]:
    """Return that a leave is not taken; nothing where there is none from that day."""
    _own(own=command.own)
    if command.starts_on not in dict(_appointed(state).leave):
        return []
    return [
        LeaveCancelled(assessor_id=command.assessor_id, starts_on=command.starts_on)
    ]


def declare(command: Declare, state: State) -> Sequence[Event]:
    """Return the interests as declared today, nothing for the same on the same day."""
    _own(own=command.own)
    appointed = _appointed(state)
    if command.interests is None:
        raise Refused("nothing-declared", "Declare interests, or that none are.", RULE)
    if appointed.declared_on == command.today and not command.interests_changed:
        return []
    return [declaration(command, command.interests)]


def remind_of(command: RemindOf, state: State) -> Sequence[Event]:
    """Return what lapses within the month's notice, each day once."""
    if not isinstance(state, Appointed):
        return []
    soon = command.today + NOTICE
    reminders: list[Event] = []
    lapses, declare_by = state.training_lapses_on, state.interests_by
    if lapses and lapses <= soon and (TRAINING, lapses) not in state.reminded:
        reminders.append(
            AssessorTrainingDue(assessor_id=command.assessor_id, lapses_on=lapses)
        )
    if declare_by and declare_by <= soon:
        told = (INTERESTS, declare_by) in state.reminded
        due = InterestsReviewDue(assessor_id=command.assessor_id, declare_by=declare_by)
        reminders.extend([] if told else [due])
    return reminders


def _appointed(state: State) -> Appointed:
    if not isinstance(state, Appointed):
        raise Refused("not-appointed", "Nobody of that id is in the pool.", RULE)
    return state


def _own(*, own: bool) -> None:
    """Let nobody learn of another assessor by speaking for them."""
    if not own:
        raise NotFound


def evolve(state: State, event: Event) -> State:
    """Return what the pool knows after the event; of nobody, nothing."""
    if not isinstance(state, Appointed):
        return state
    match event:
        case AssessorTrained():
            return replace(
                state,
                training_lapses_on=event.lapses_on,
                trained_on=event.trained_on,
            )
        case InterestsDeclared():
            return replace(
                state, interests_by=event.review_on, declared_on=event.declared_on
            )
        case LeaveRecorded() | LeaveCancelled():
            return replace(state, leave=_leave(state, event))
        case _:
            return _reminded(state, event)


def _reminded(state: Appointed, event: Event) -> Appointed:
    match event:
        case AssessorTrainingDue():
            seen = (TRAINING, event.lapses_on)
        case InterestsReviewDue():
            seen = (INTERESTS, event.declare_by)
        case _:
            return state
    return replace(state, reminded=state.reminded | {seen})


def _leave(
    state: Appointed, event: LeaveRecorded | LeaveCancelled
) -> tuple[tuple[date, date], ...]:
    leave = dict(state.leave)
    leave.pop(event.starts_on, None)
    if isinstance(event, LeaveRecorded):
        leave[event.starts_on] = event.ends_on
    return tuple(sorted(leave.items()))
