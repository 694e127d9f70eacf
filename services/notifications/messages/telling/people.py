"""Who is told that two are one person, and that somebody is erased."""

from collections.abc import Sequence

from services.notifications.messages.telling.line import Line, nobody
from shared.contracts.identity import (
    PersonMerged,
    PersonParted,
    PossibleDuplicateDecided,
    PossibleDuplicateRaised,
)
from shared.contracts.retention import (
    ErasureCompleted,
    ErasureNoted,
    ErasureProposed,
    ErasureUnconfirmed,
    LegalHoldLifted,
    LegalHoldPlaced,
    PersonErased,
    RetentionSet,
)

LATER = "its letter is not written yet"

LINES: Sequence[Line] = (
    *nobody(
        "it is a question for a registrar, and would tell one of another",
        PossibleDuplicateRaised,
    ),
    *nobody("what follows from it is told", PossibleDuplicateDecided),
    *nobody(LATER, PersonMerged, PersonParted, PersonErased),
    *nobody("how long things are kept is published", RetentionSet),
    *nobody("it is no erasure before a second person agrees", ErasureProposed),
    *nobody("the erasure itself is told", ErasureNoted),
    *nobody("the address is gone by then", ErasureCompleted),
    *nobody("it is for the registrar, whose list shows it", ErasureUnconfirmed),
    *nobody(
        "telling could defeat what it is for (DPA 2018 Sch 2)",
        LegalHoldPlaced,
        LegalHoldLifted,
    ),
)
"""The lines of people, and of how long they are kept."""
