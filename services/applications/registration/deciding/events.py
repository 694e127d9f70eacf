"""What can happen to an entry."""

from typing import TypeAlias

from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.transfers import EntryTransferred

Event: TypeAlias = (
    RegistrationEntered
    | EntryTransferred
    | ScopesAdded
    | PracticeLevelAdded
    | EntryRestored
    | EntryAmended
    | EntryRemoved
)

OWNED: tuple[type[EventData], ...] = (
    RegistrationEntered,
    EntryTransferred,
    ScopesAdded,
    PracticeLevelAdded,
    EntryRestored,
    EntryAmended,
    EntryRemoved,
)
"""Every event of an entry's stream."""
