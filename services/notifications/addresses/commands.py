"""What can be asked of an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.addressing import AddressNotice, AddressSettling


@dataclass(frozen=True, slots=True)
class Notice:
    """An address was given of which something is to be noticed."""

    application_id: UUID
    notice: AddressNotice
    person_id: UUID | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Settle:
    """A person dealt with it."""

    application_id: UUID
    reason: AddressSettling
    now: datetime


Command: TypeAlias = Notice | Settle
