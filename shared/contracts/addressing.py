"""Events and commands of addresses that a person should look at (domain §6.2)."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal


class AddressNotice(StrEnum):
    """What is noticed of an address: others read it, or it may go, or cannot be."""

    SHARED_MAILBOX = "shared-mailbox"
    EMPLOYER_OWNED = "employer-owned"
    UNUSABLE = "unusable"


class AddressSettling(StrEnum):
    """How a person settled it."""

    CONFIRMED = "confirmed-by-person"
    ANOTHER_ASKED = "another-asked-for"
    NO_OTHER = "no-other-to-be-had"


class AddressNoticed(EventData):
    """Something is noticed of the address that somebody gave: it is put to a person."""

    TYPE: ClassVar[str] = "register.notifications.address-noticed.v1"
    REASON: ClassVar[str] = "address-given"

    application_id: UUID
    notice: AddressNotice
    person_id: Personal[UUID] = None


class AddressSettled(EventData):
    """A person has dealt with what was noticed of an address."""

    TYPE: ClassVar[str] = "register.notifications.address-settled.v1"

    application_id: UUID
    notice: AddressNotice
    reason: AddressSettling


class SettleAddress(CommandData):
    """Say how what was noticed of an address was dealt with."""

    TYPE: ClassVar[str] = "register.notifications.settle-address.v1"

    application_id: UUID
    reason: AddressSettling


EVENTS: tuple[type[EventData], ...] = (AddressNoticed, AddressSettled)
COMMANDS: tuple[type[CommandData], ...] = (SettleAddress,)
