"""The rules of entering: one number a person, one entry an application."""

from enum import StrEnum

from services.applications.registration.commands import EnterRegistration
from shared.errors import Refused


class Reason(StrEnum):
    """Why an entry is refused."""

    PERSON_NOT_DISCLOSED = "person-not-disclosed"
    NUMBER_TAKEN = "number-taken"
    NO_SUCH_ENTRY = "no-such-entry"
    SCOPE_NOT_HELD = "scope-not-held"


class Status(StrEnum):
    """What the public is told of an entry (domain §2.3)."""

    REGISTERED = "registered"


def is_entered_already(command: EnterRegistration) -> bool:
    """An application leads to one entry, however often its acceptance is heard."""
    return command.entered is not None


def nobody_disclosed() -> Refused:
    """Return the refusal to enter an application without its person."""
    return Refused(
        Reason.PERSON_NOT_DISCLOSED.value,
        "The acceptance came without the person it is about, who cannot be entered.",
        "domain §2.1",
    )


def number_taken() -> Refused:
    """Return the refusal to give a number twice."""
    return Refused(
        Reason.NUMBER_TAKEN.value,
        "The registration number is another person's; a number is never given twice.",
    )


def no_such_entry() -> Refused:
    """Return the refusal to move what is not in the register."""
    return Refused(
        Reason.NO_SUCH_ENTRY.value,
        "Nobody is entered under this number.",
        "domain §2.1",
    )


def scope_not_held() -> Refused:
    """Return the refusal to move an entry in a scope that it does not have."""
    return Refused(
        Reason.SCOPE_NOT_HELD.value,
        "The entry does not have the scope in which it is to move.",
        "domain §2.2",
    )
