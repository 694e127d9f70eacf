"""Checking what an applicant declared of other registers, before admission."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Text
from shared.contracts.contract import CommandData, EventData, Personal


class Found(StrEnum):
    """What another register says of somebody who applies here (domain §7.1)."""

    GOOD_STANDING = "good-standing"
    NO_BAR = "no-bar"
    NOT_KNOWN_THERE = "not-known-there"
    SANCTIONED = "sanctioned"


class Compared(StrEnum):
    """How the number that was declared compares with what the register answered."""

    NOT_COMPARED = "not-compared"
    AGREES = "agrees"
    DIFFERS = "differs"


class RegistrationElsewhereChecked(EventData):
    """The registrar asked another register; until it is settled, nobody is admitted.

    `source` is the code of what was seen, such as `hcpc-register`. What was found is
    about somebody's fitness, and is sealed; so is whether the `number` there is the one
    that was declared.
    """

    TYPE: ClassVar[str] = "register.applications.registration-elsewhere-checked.v1"
    REASON: ClassVar[str] = "declared-by-applicant"

    application_id: UUID
    settled: bool
    source: str
    person_id: Personal[UUID] = None
    found: Personal[Found] = None
    explanation: Personal[str] = None
    number: Personal[str] = None
    compared: Personal[Compared] = None


class CheckRegistrationElsewhere(CommandData):
    """Record what another register said of what an applicant declared.

    `number` is the one under which that register has the applicant. Where it is not the
    one that was declared, a person looks, and `difference_explained` says that they
    did; the explanation says what they found.
    """

    TYPE: ClassVar[str] = "register.applications.check-registration-elsewhere.v1"

    application_id: UUID
    source: Code
    difference_explained: bool = False
    found: Personal[Found] = None
    explanation: Personal[Text] = None
    number: Personal[Code] = None


EVENTS: tuple[type[EventData], ...] = (RegistrationElsewhereChecked,)
COMMANDS: tuple[type[CommandData], ...] = (CheckRegistrationElsewhere,)
