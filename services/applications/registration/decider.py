"""Every decision about an entry, and what it is after each event."""

from collections.abc import Sequence

from services.applications.registration.commands import (
    AmendEntry,
    Command,
    EnterRegistration,
    RemoveEntry,
    TransferEntry,
)
from services.applications.registration.deciding.changing import (
    amend,
    remove,
    transfer,
)
from services.applications.registration.deciding.entering import enter
from services.applications.registration.deciding.events import Event
from services.applications.registration.deciding.evolving import evolve
from services.applications.registration.state import State, Unentered
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case EnterRegistration():
            return enter(command, state)
        case TransferEntry():
            return transfer(command, state)
        case AmendEntry():
            return amend(command, state)
        case RemoveEntry():
            return remove(command, state)


REGISTRATION = Decider[Command, State, Event](
    initial=Unentered(), decide=decide, evolve=evolve
)
