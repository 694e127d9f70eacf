"""Appointing assessors, and ending an appointment, decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from services.assessment.assessors.commands import Appoint, Declare, End
from services.assessment.assessors.deciding.events import RULE, Event
from services.assessment.assessors.rules.appointments import (
    in_order,
    is_address,
    is_assessor_id,
    is_capacity,
    is_one_line,
)
from services.assessment.assessors.rules.terms import lapses_on
from services.assessment.assessors.state import Appointed, Left, State
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    Interests,
    InterestsDeclared,
    Standing,
)
from shared.counting import months_after
from shared.errors import Refused

NOMINATIONS = "domain §7.1"


def appoint(command: Appoint, state: State) -> Sequence[Event]:
    """Return the appointment, nothing where it stands already, or raise `Refused`.

    A new appointment counts as training; interests are declared with it, or within the
    days that the rulebook gives.
    """
    _check(command)
    before = state if isinstance(state, Appointed) else None
    appointment = _appointment(command, before)
    declared = _declared(command, before)
    stands = before == evolve(before or Left(), appointment)
    if stands and not command.contact_changed:
        return declared
    return [appointment, *declared]


def end(command: End, state: State) -> Sequence[Event]:
    """Return that the appointment ends today; nothing where there is none any more."""
    match state:
        case Appointed():
            return [
                AppointmentEnded(
                    assessor_id=command.assessor_id,
                    ended_on=command.today,
                    reason=command.reason,
                )
            ]
        case Left():
            return []
        case _:
            raise Refused("not-appointed", "Nobody of that id is in the pool.", RULE)


def _appointment(command: Appoint, before: Appointed | None) -> AssessorAppointed:
    terms = command.terms
    if before is None:
        training = lapses_on(command.today, terms.training_months)
        interests = command.today + timedelta(days=terms.interests_days)
    else:
        training, interests = before.training_lapses_on, before.interests_by
    return AssessorAppointed(
        assessor_id=command.assessor_id,
        scopes=in_order(command.scopes),
        capacity=command.capacity,
        lead=command.lead,
        standing=command.standing,
        levels=in_order(command.levels),
        nominated_by=command.nominated_by,
        until=command.until,
        training_lapses_on=training,
        interests_by=interests,
        person_id=command.person_id,
        name=command.name,
        email=command.email,
    )


def _declared(command: Appoint, before: Appointed | None) -> list[Event]:
    if command.interests is None:
        return []
    known = before is not None and before.declared_on is not None
    if known and not command.interests_changed:
        return []
    return [declaration(command, command.interests)]


def declaration(command: Appoint | Declare, interests: Interests) -> InterestsDeclared:
    """Return interests as declared today, and until when they hold."""
    terms = command.terms
    review = months_after(command.today, terms.interests_months)
    return InterestsDeclared(
        assessor_id=command.assessor_id,
        declared_on=command.today,
        declared_none=interests == Interests(),
        review_on=review + timedelta(days=terms.interests_days),
        person_id=command.person_id,
        interests=interests,
    )


def _check(command: Appoint) -> None:
    if not is_assessor_id(command.assessor_id):
        raise Refused("bad-assessor-id", "The assessor's id cannot be used.", RULE)
    if not command.scopes:
        raise Refused("no-scope", "An assessor is appointed for a scope.", RULE)
    if not command.known_scopes.issuperset(command.scopes):
        raise Refused("unknown-scope", "A scope is not in the rulebook.", RULE)
    if not is_capacity(command.capacity):
        raise Refused("capacity-out-of-range", "Nobody holds so many cases.", RULE)
    if not is_one_line(command.name):
        raise Refused("bad-name", "An assessor has a name, on one line.", RULE)
    if not is_address(command.email):
        raise Refused("bad-email", "The assessor's e-mail address is unusable.", RULE)
    if command.until is not None and command.until < command.today:
        raise Refused("ends-in-the-past", "An appointment ends later.", RULE)
    nominated = command.standing is Standing.BODY_NOMINATED
    if nominated != (command.nominated_by is not None):
        raise Refused(
            "nomination-unclear",
            "A body-nominated assessor names the body; nobody else does.",
            NOMINATIONS,
        )


def evolve(state: State, event: AssessorAppointed) -> State:
    """Return what the pool knows after an appointment: the last one stands."""
    before = state if isinstance(state, Appointed) else Appointed((), 0)
    return replace(
        before,
        scopes=in_order(event.scopes),
        capacity=event.capacity,
        lead=event.lead,
        standing=event.standing,
        levels=event.levels,
        nominated_by=event.nominated_by,
        until=event.until,
        training_lapses_on=event.training_lapses_on,
        interests_by=event.interests_by,
    )
