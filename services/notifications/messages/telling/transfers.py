"""Who is told when a scope moves from one footing to another."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import REGISTRANT_ON_FILE
from services.notifications.messages.telling.line import (
    Line,
    Told,
    Within,
    nobody,
)
from services.notifications.messages.telling.saying import (
    application,
    coded,
    the,
    titles,
)
from services.notifications.wordings.wording import Value
from shared.capability import Asked
from shared.contracts.many_cases import (
    CasesActionFinished,
    CasesActionPrepared,
    CasesActionReleased,
)
from shared.contracts.transfers import (
    BulkFinished,
    BulkPrepared,
    BulkReleased,
    EntryTransferred,
)


def _title(event: EntryTransferred, asked: Asked) -> Value:
    return titles((event.scope,), asked.rulebook)[0]


LINES: Sequence[Line] = (
    Told(
        event=EntryTransferred,
        to=REGISTRANT_ON_FILE,
        wording="entry-transferred",
        rule="domain §1.1",
        about=application,
        words={
            "number": the("registration_number"),
            "scope": _title,
            "footing": coded("footing"),
            "transferred_on": the("transferred_on"),
        },
        within=Within.SOON,
    ),
    *nobody("it is a dry run", BulkPrepared, CasesActionPrepared),
    *nobody(
        "each of its items is told",
        BulkReleased,
        BulkFinished,
        CasesActionReleased,
        CasesActionFinished,
    ),
)
"""The lines of bulk actions."""
