"""Who is told when a scope moves from one footing to another."""

from collections.abc import Sequence

from services.notifications.messages.telling.line import Line, nobody
from shared.contracts.transfers import (
    BulkFinished,
    BulkPrepared,
    BulkReleased,
    EntryTransferred,
)

LINES: Sequence[Line] = (
    *nobody("its letter is not written yet", EntryTransferred),
    *nobody("it is a dry run", BulkPrepared),
    *nobody("each of its items is told", BulkReleased, BulkFinished),
)
"""The lines of bulk actions."""
