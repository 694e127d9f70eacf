"""Every decision about an entry, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.registration.commands import Command, EnterRegistration
from services.applications.registration.rules import (
    is_entered_already,
    nobody_disclosed,
    number_taken,
)
from services.applications.registration.state import Entered, State, Unentered
from shared.contracts.applications import RegistrationEntered
from shared.decider import Decider

Event: TypeAlias = RegistrationEntered


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match state:
        case Unentered():
            return _enter(command)
        case Entered(application_id):
            if application_id == command.application_id:
                return []
            raise number_taken()


def _enter(command: EnterRegistration) -> Sequence[Event]:
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
            route=command.route,
            registered_on=command.today,
            given_names=command.given_names,
            family_name=command.family_name,
            work_town=command.work_town,
            email=command.email,
        )
    ]


def evolve(_state: State, event: Event) -> State:
    """Return what the entry is after `event`."""
    return Entered(event.application_id)


REGISTRATION = Decider[Command, State, Event](
    initial=Unentered(), decide=decide, evolve=evolve
)
