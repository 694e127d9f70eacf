"""Who is told that two are one person, and that somebody is erased."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import WHOSE_APPLICATIONS
from services.notifications.messages.telling.line import (
    Line,
    Told,
    Unless,
    Within,
    nobody,
)
from services.notifications.wordings.wording import Value
from shared.capability import Asked
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


def _applications(event: PersonMerged | PersonParted, _asked: Asked) -> Value:
    return [str(one) for one in event.applications]


NONE = Unless("no application goes with it", lambda event: not event.applications)


def _pair(event: PersonMerged | PersonParted) -> str:
    return f"pair/{event.pair_id}"


LINES: Sequence[Line] = (
    *nobody(
        "it is a question for a registrar, and would tell one of another",
        PossibleDuplicateRaised,
    ),
    *nobody("what follows from it is told", PossibleDuplicateDecided),
    Told(
        event=PersonMerged,
        to=WHOSE_APPLICATIONS,
        wording="identity-merged",
        rule="domain §5.6",
        about=_pair,
        words={"applications": _applications},
        within=Within.SOON,
        unless=NONE,
    ),
    Told(
        event=PersonParted,
        to=WHOSE_APPLICATIONS,
        wording="identity-parted",
        rule="domain §5.6",
        about=_pair,
        words={"applications": _applications},
        within=Within.SOON,
        unless=NONE,
    ),
    *nobody(
        "no address is kept to tell it by: whoever asks is told as they ask, and how"
        " long things are kept is published",
        PersonErased,
    ),
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
