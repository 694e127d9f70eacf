"""What can happen in such a case."""

from typing import TypeAlias

from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudTookEffect,
    EntryFraudUnanswered,
)

Event: TypeAlias = (
    EntryFraudRaised
    | EntryFraudAnswered
    | EntryFraudUnanswered
    | EntryFraudDecided
    | EntryFraudAppealed
    | EntryFraudAppealDecided
    | EntryFraudTookEffect
)
