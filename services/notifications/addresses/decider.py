"""Every decision about an address, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.notifications.addresses.commands import Command, Notice, Settle
from services.notifications.addresses.rules import nothing_noticed
from services.notifications.addresses.state import Noticed, State, Unremarkable
from shared.contracts.addressing import AddressNoticed, AddressSettled
from shared.decider import Decider

Event: TypeAlias = AddressNoticed | AddressSettled


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Notice():
            return _notice(command, state)
        case Settle():
            return _settle(command, state)


def _notice(command: Notice, state: State) -> Sequence[Event]:
    if state == Noticed(command.notice):
        return []
    return [
        AddressNoticed(
            application_id=command.application_id,
            notice=command.notice,
            person_id=command.person_id,
        )
    ]


def _settle(command: Settle, state: State) -> Sequence[Event]:
    match state:
        case Unremarkable():
            raise nothing_noticed()
        case Noticed():
            return [
                AddressSettled(
                    application_id=command.application_id,
                    notice=state.notice,
                    reason=command.reason,
                )
            ]


def evolve(_state: State, event: Event) -> State:
    """Return what the address is after `event`."""
    match event:
        case AddressNoticed():
            return Noticed(event.notice)
        case AddressSettled():
            return Unremarkable()


ADDRESS = Decider[Command, State, Event](
    initial=Unremarkable(), decide=decide, evolve=evolve
)
"""The rules of an address."""
