"""How a pair is named, whose id is kept, and why a decision is refused."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from shared.errors import Refused


class Reason(StrEnum):
    """Why a command about two applications is refused."""

    NOT_RAISED = "no-possible-duplicate"
    NO_GROUNDS = "no-grounds"
    PERSON_UNKNOWN = "person-unknown"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NOT_RAISED: (
            "There is no question about these two applications.",
            "domain §8, 14",
        ),
        Reason.NO_GROUNDS: (
            "Who is one person is decided with grounds, and none was given.",
            "domain §7.1",
        ),
        Reason.PERSON_UNKNOWN: (
            "One of the two people has been erased, so they cannot be made one.",
            "domain §5.6",
        ),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def kept_of(newer: UUID, older: UUID, erased: Collection[UUID]) -> UUID | None:
    """Return whose id is kept: the earlier person's, else None.

    What arrives of an erased person arrives without its disclosures, so an erased id
    is never given a second life.
    """
    return older if older not in erased and newer not in erased else None
