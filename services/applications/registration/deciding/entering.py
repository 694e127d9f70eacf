"""Entering somebody, or extending the entry that they have (domain §2.2, §2.5)."""

from collections.abc import Sequence
from uuid import UUID

from services.applications.registration.commands import EnterRegistration
from services.applications.registration.deciding.events import Event
from services.applications.registration.rules import (
    Reason,
    Status,
    is_entered_already,
    refused,
)
from services.applications.registration.state import Entered, State, Unentered
from shared.contracts.applications import RegistrationEntered
from shared.contracts.entries import (
    EntryRestored,
    PracticeLevelAdded,
    Restoring,
    ScopesAdded,
)


def enter(command: EnterRegistration, state: State) -> Sequence[Event]:
    """Return what an acceptance leads to: never a second entry for one person."""
    if command.adds_to_own:
        return _added_to_own(command, state)
    match state:
        case Unentered():
            return _entered(command)
        case Entered(application_id):
            if application_id == command.application_id or is_entered_already(command):
                return []
            if not command.extends:
                raise refused(Reason.NUMBER_TAKEN)
            return _extended(command, state)


def _entered(command: EnterRegistration) -> Sequence[Event]:
    if is_entered_already(command):
        return []
    person_id = _person(command)
    if command.level:
        raise refused(Reason.NO_SUCH_ENTRY)
    return [
        RegistrationEntered(
            registration_number=command.number,
            person_id=person_id,
            application_id=command.application_id,
            scopes=command.scopes,
            footings=command.footings,
            route=command.route,
            registered_on=command.today,
            given_names=command.given_names,
            family_name=command.family_name,
            work_town=command.work_town,
            email=command.email,
        )
    ]


def _added_to_own(command: EnterRegistration, state: State) -> Sequence[Event]:
    """Return the scopes added on appeal to the entry that the application led to."""
    if not isinstance(state, Entered):
        raise refused(Reason.NO_SUCH_ENTRY)
    if not state.stands:
        raise refused(Reason.NOT_STANDING)
    return _extended(command, state)


def _extended(command: EnterRegistration, state: Entered) -> Sequence[Event]:
    if command.level:
        return _level_added(command, state)
    if not state.stands:
        return [_restored(command)]
    added = tuple(one for one in command.scopes if one not in state.footings)
    if not added:
        return []
    return [
        ScopesAdded(
            registration_number=command.number,
            person_id=_person(command),
            application_id=command.application_id,
            scopes=added,
            footings={one: on for one, on in command.footings.items() if one in added},
            route=command.route,
            added_on=command.today,
            given_names=command.given_names,
            email=command.email,
        )
    ]


def _restored(command: EnterRegistration) -> EntryRestored:
    return EntryRestored(
        registration_number=command.number,
        person_id=_person(command),
        application_id=command.application_id,
        reason=Restoring.READMITTED,
        status=Status.REGISTERED.value,
        scopes=command.scopes,
        footings=command.footings,
        route=command.route,
        restored_on=command.today,
        given_names=command.given_names,
        email=command.email,
    )


def _level_added(command: EnterRegistration, state: Entered) -> Sequence[Event]:
    """Return a level of practice in those scopes that the entry has (domain §2.4)."""
    if not state.stands:
        raise refused(Reason.NOT_STANDING)
    held = tuple(one for one in command.scopes if one in state.footings)
    if not held:
        raise refused(Reason.SCOPE_NOT_HELD)
    added = tuple(one for one in held if (command.level, one) not in state.levels)
    if not added:
        return []
    return [
        PracticeLevelAdded(
            registration_number=command.number,
            person_id=_person(command),
            application_id=command.application_id,
            level=command.level,
            scopes=added,
            added_on=command.today,
            review_by=command.review_by,
            given_names=command.given_names,
            email=command.email,
        )
    ]


def _person(command: EnterRegistration) -> UUID:
    if command.person_id is None:
        raise refused(Reason.PERSON_NOT_DISCLOSED)
    return command.person_id
