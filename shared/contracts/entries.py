"""Events of an entry that stands in the register already (domain §2.2 to §2.5)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal

REMOVED = "removed"
REGISTERED = "registered"


class Restoring(StrEnum):
    """Why an entry stands again."""

    READMITTED = "readmitted"


class ScopesAdded(EventData):
    """A registrant's entry has more scopes from a day on: no second entry (§2.2).

    `application_id` and `route` are the basis on which the new `scopes` are held.
    """

    TYPE: ClassVar[str] = "register.applications.scopes-added.v1"
    REASON: ClassVar[str] = "application-accepted"

    registration_number: str
    person_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    footings: Mapping[str, str]
    route: str
    added_on: date
    given_names: Personal[str] = None
    email: Personal[str] = None


class PracticeLevelAdded(EventData):
    """A registrant's entry has a level of practice in some scopes from a day on.

    It is no entitlement (domain §2.4), and is looked at again by `review_by`, if ever.
    """

    TYPE: ClassVar[str] = "register.applications.practice-level-added.v1"
    REASON: ClassVar[str] = "application-accepted"

    registration_number: str
    person_id: UUID
    application_id: UUID
    level: str
    scopes: tuple[str, ...]
    added_on: date
    review_by: date | None = None
    given_names: Personal[str] = None
    email: Personal[str] = None


class EntryRestored(EventData):
    """Somebody who had left the register stands in it again, under the old number.

    `scopes` are all that the entry has from that day on; levels of practice that it had
    are decided again.
    """

    TYPE: ClassVar[str] = "register.applications.entry-restored.v1"

    registration_number: str
    person_id: UUID
    application_id: UUID
    reason: Restoring
    status: str
    scopes: tuple[str, ...]
    footings: Mapping[str, str]
    route: str
    restored_on: date
    given_names: Personal[str] = None
    email: Personal[str] = None


class EntryAmended(EventData):
    """Scopes or levels of practice of an entry ended on a day; the entry stands on.

    `case_id` is the case in which that was decided.
    """

    TYPE: ClassVar[str] = "register.applications.entry-amended.v1"

    registration_number: str
    application_id: UUID
    case_id: UUID
    reason: str
    scopes_ended: tuple[str, ...]
    levels_ended: tuple[str, ...]
    amended_on: date


class EntryRemoved(EventData):
    """An entry left the register on a day, for a reason; its history stays.

    `case_id` is the case in which that was decided.
    """

    TYPE: ClassVar[str] = "register.applications.entry-removed.v1"

    registration_number: str
    application_id: UUID
    case_id: UUID
    reason: str
    status: str
    removed_on: date


EVENTS: tuple[type[EventData], ...] = (
    ScopesAdded,
    PracticeLevelAdded,
    EntryRestored,
    EntryAmended,
    EntryRemoved,
)
COMMANDS: tuple[type[CommandData], ...] = ()
