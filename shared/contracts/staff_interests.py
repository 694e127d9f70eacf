"""Events and commands about whom staff and board members are tied to (domain §8, 1)."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Line
from shared.contracts.contract import CommandData, EventData, Personal


class Tie(StrEnum):
    """What somebody of the staff or the board is to a person."""

    SELF = "self"
    FAMILY = "family"
    EMPLOYER = "employer"
    COLLEAGUE = "colleague"
    OTHER = "other"


class StaffInterestDeclared(EventData):
    """Somebody of the staff or the board has a tie to a person, perhaps an applicant.

    The person is named by id, by the digest of the e-mail address, or by both.
    """

    TYPE: ClassVar[str] = "register.applications.staff-interest-declared.v1"
    REASON: ClassVar[str] = "declared"

    interest_id: UUID
    actor: str
    tie: Tie
    person_id: Personal[UUID] = None
    email_digest: Personal[str] = None


class StaffInterestEnded(EventData):
    """The tie is no more, or was declared by mistake."""

    TYPE: ClassVar[str] = "register.applications.staff-interest-ended.v1"
    REASON: ClassVar[str] = "declared"

    interest_id: UUID


class DeclareStaffInterest(CommandData):
    """Declare a tie of somebody of the staff or the board to a person.

    No application of a person whom `actor` is tied to ever reaches them.
    """

    TYPE: ClassVar[str] = "register.applications.declare-staff-interest.v1"

    interest_id: UUID
    actor: Code
    tie: Tie
    person_id: Personal[UUID] = None
    email: Personal[Line] = None


class EndStaffInterest(CommandData):
    """Say that a declared tie is no more."""

    TYPE: ClassVar[str] = "register.applications.end-staff-interest.v1"

    interest_id: UUID


EVENTS: tuple[type[EventData], ...] = (StaffInterestDeclared, StaffInterestEnded)
COMMANDS: tuple[type[CommandData], ...] = (DeclareStaffInterest, EndStaffInterest)
