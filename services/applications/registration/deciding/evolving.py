"""What an entry is after each event; one that does not fit changes nothing."""

from collections.abc import Mapping
from dataclasses import replace

from services.applications.registration.deciding.events import Event
from services.applications.registration.state import Entered, State
from shared.contracts.applications import RegistrationEntered
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.transfers import EntryTransferred
from shared.rulebook.tables.scopes import Footing

# Before the footing was recorded with an entry there was only this one.
_FIRST_FOOTING = Footing.VOLUNTARY.value


def evolve(state: State, event: Event) -> State:
    """Return what the entry is after `event`."""
    if isinstance(event, RegistrationEntered):
        return Entered(event.application_id, footings_of(event))
    if isinstance(event, EntryTransferred) and not isinstance(state, Entered):
        return Entered(event.application_id, {event.scope: event.footing})
    return _changed(state, event) if isinstance(state, Entered) else state


def footings_of(
    event: RegistrationEntered | ScopesAdded | EntryRestored,
) -> Mapping[str, str]:
    """Return on what an entry stands in each scope that it got by an event."""
    return {scope: event.footings.get(scope, _FIRST_FOOTING) for scope in event.scopes}


def _changed(  # noqa: PLR0911 - one line an event
    entry: Entered, event: Event
) -> Entered:
    match event:
        case RegistrationEntered():
            return entry
        case EntryTransferred():
            moved = {event.scope: event.footing}
            return replace(entry, footings={**entry.footings, **moved})
        case ScopesAdded():
            return replace(entry, footings={**entry.footings, **footings_of(event)})
        case PracticeLevelAdded():
            added = {(event.level, scope) for scope in event.scopes}
            return replace(entry, levels=entry.levels | added)
        case EntryRestored():
            return Entered(entry.application_id, footings_of(event))
        case EntryAmended():
            return _without(entry, event)
        case EntryRemoved():
            return replace(entry, stands=False)


def _without(entry: Entered, event: EntryAmended) -> Entered:
    ended = frozenset(event.scopes_ended)
    levels = frozenset(event.levels_ended)
    return replace(
        entry,
        footings={s: on for s, on in entry.footings.items() if s not in ended},
        levels=frozenset(
            (level, scope)
            for level, scope in entry.levels
            if scope not in ended and level not in levels
        ),
    )
