"""Who is told when an entry is extended, comes back, is questioned, or ends."""

from collections.abc import Sequence

from services.notifications.messages.telling.line import Line, nobody
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudTookEffect,
    EntryFraudUnanswered,
)

LINES: Sequence[Line] = (
    *nobody(
        "its letter is not written yet",
        ScopesAdded,
        PracticeLevelAdded,
        EntryRestored,
        EntryFraudRaised,
        EntryFraudDecided,
        EntryFraudAppealed,
        EntryFraudAppealDecided,
        EntryFraudTookEffect,
    ),
    *nobody("the letter about the case says it", EntryAmended, EntryRemoved),
    *nobody("it was their own act, and the case shows it", EntryFraudAnswered),
    *nobody("the notice says what follows without an answer", EntryFraudUnanswered),
)
"""The lines of entries."""
