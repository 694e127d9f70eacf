"""Changing an entry that stands: its footing, its scopes and levels, its end."""

from collections.abc import Sequence

from services.applications.registration.commands import (
    AmendEntry,
    RemoveEntry,
    TransferEntry,
)
from services.applications.registration.deciding.events import Event
from services.applications.registration.rules import Reason, Status, refused
from services.applications.registration.state import Entered, State, Unentered
from shared.contracts.entries import EntryAmended, EntryRemoved
from shared.contracts.transfers import EntryTransferred


def transfer(command: TransferEntry, state: State) -> Sequence[Event]:
    """Return the move of one scope to another footing; moved already, quiet."""
    entry = _standing(state)
    standing = entry.footings.get(command.scope)
    if standing is None:
        raise refused(Reason.SCOPE_NOT_HELD)
    if standing == command.footing:
        return []
    return [
        EntryTransferred(
            registration_number=command.number,
            application_id=entry.application_id,
            scope=command.scope,
            from_footing=standing,
            footing=command.footing,
            transferred_on=command.today,
            bulk_id=command.bulk_id,
        )
    ]


def amend(command: AmendEntry, state: State) -> Sequence[Event]:
    """Return the end of scopes and levels that the entry still has; none is quiet."""
    entry = _entry(state)
    if not entry.stands:
        return []
    scopes = tuple(one for one in command.scopes_ended if one in entry.footings)
    held = {level for level, _ in entry.levels}
    levels = tuple(one for one in command.levels_ended if one in held)
    if not scopes and not levels:
        return []
    return [
        EntryAmended(
            registration_number=command.number,
            application_id=entry.application_id,
            case_id=command.case_id,
            reason=command.reason,
            scopes_ended=scopes,
            levels_ended=levels,
            amended_on=command.today,
        )
    ]


def remove(command: RemoveEntry, state: State) -> Sequence[Event]:
    """Return the entry's removal, with its reason; one that has left is quiet."""
    entry = _entry(state)
    if not entry.stands:
        return []
    return [
        EntryRemoved(
            registration_number=command.number,
            application_id=entry.application_id,
            case_id=command.case_id,
            reason=command.reason,
            status=Status.REMOVED.value,
            removed_on=command.today,
        )
    ]


def _standing(state: State) -> Entered:
    entry = _entry(state)
    if not entry.stands:
        raise refused(Reason.NOT_STANDING)
    return entry


def _entry(state: State) -> Entered:
    if isinstance(state, Unentered):
        raise refused(Reason.NO_SUCH_ENTRY)
    return state
