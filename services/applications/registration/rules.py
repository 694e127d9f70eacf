"""The rules of entering: one entry a person, one number an entry."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.applications.registration.commands import EnterRegistration
from shared.errors import Refused


class Reason(StrEnum):
    """Why a command on an entry is refused."""

    PERSON_NOT_DISCLOSED = "person-not-disclosed"
    NUMBER_TAKEN = "number-taken"
    NO_SUCH_ENTRY = "no-such-entry"
    SCOPE_NOT_HELD = "scope-not-held"
    NOT_STANDING = "entry-does-not-stand"


class Status(StrEnum):
    """What the public is told of an entry (domain §2.3)."""

    REGISTERED = "registered"
    REMOVED = "removed"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.PERSON_NOT_DISCLOSED: (
            "The acceptance came without its person, who cannot be entered.",
            "domain §2.1",
        ),
        Reason.NUMBER_TAKEN: (
            "The number is another person's; a number is never given twice.",
            "domain §2.1",
        ),
        Reason.NO_SUCH_ENTRY: ("Nobody is entered under this number.", "domain §2.1"),
        Reason.SCOPE_NOT_HELD: (
            "The entry does not have the scope that this is about.",
            "domain §2.2",
        ),
        Reason.NOT_STANDING: (
            "The entry has left the register; it takes a readmission.",
            "domain §2.5",
        ),
    }
)


def is_entered_already(command: EnterRegistration) -> bool:
    """An application changes an entry once, however often its acceptance is heard."""
    return command.entered is not None


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)
