"""Every decision about an entry, and what it is after each event."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from services.applications.registration.commands import (
    Command,
    EnterRegistration,
    TransferEntry,
)
from services.applications.registration.rules import (
    is_entered_already,
    no_such_entry,
    nobody_disclosed,
    number_taken,
    scope_not_held,
)
from services.applications.registration.state import Entered, State, Unentered
from shared.contracts.applications import RegistrationEntered
from shared.contracts.transfers import EntryTransferred
from shared.decider import Decider
from shared.rulebook.tables.scopes import Footing

Event: TypeAlias = RegistrationEntered | EntryTransferred

# Before the footing was recorded with an entry there was only this one.
_FIRST_FOOTING = Footing.VOLUNTARY.value


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case EnterRegistration():
            return _enter(command, state)
        case TransferEntry():
            return _transfer(command, state)


def _enter(command: EnterRegistration, state: State) -> Sequence[Event]:
    match state:
        case Unentered():
            return _entered(command)
        case Entered(application_id):
            if application_id == command.application_id:
                return []
            raise number_taken()


def _transfer(command: TransferEntry, state: State) -> Sequence[Event]:
    match state:
        case Unentered():
            raise no_such_entry()
        case Entered(application_id, footings):
            standing = footings.get(command.scope)
            if standing is None:
                raise scope_not_held()
            if standing == command.footing:
                return []
            return [
                EntryTransferred(
                    registration_number=command.number,
                    application_id=application_id,
                    scope=command.scope,
                    from_footing=standing,
                    footing=command.footing,
                    transferred_on=command.today,
                    bulk_id=command.bulk_id,
                )
            ]


def _entered(command: EnterRegistration) -> Sequence[Event]:
    if is_entered_already(command):
        return []
    if command.person_id is None:
        raise nobody_disclosed()
    return [
        RegistrationEntered(
            registration_number=command.number,
            person_id=command.person_id,
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


def evolve(state: State, event: Event) -> State:
    """Return what the entry is after `event`."""
    match event:
        case RegistrationEntered():
            return Entered(event.application_id, footings_of(event))
        case EntryTransferred():
            moved = {event.scope: event.footing}
            before = state.footings if isinstance(state, Entered) else moved
            return Entered(event.application_id, {**before, **moved})


def footings_of(event: RegistrationEntered) -> Mapping[str, str]:
    """Return on what an entry stood in each of its scopes when it was made."""
    return {scope: event.footings.get(scope, _FIRST_FOOTING) for scope in event.scopes}


REGISTRATION = Decider[Command, State, Event](
    initial=Unentered(), decide=decide, evolve=evolve
)
