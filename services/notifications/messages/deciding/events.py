"""The events of a message."""

from typing import TypeAlias

from shared.contracts.notices import NoticeServed, NoticeUnserved
from shared.contracts.notifications import (
    DeliveryOrdered,
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageMayHaveBeenSentTwice,
    MessageOverdue,
    MessageRequested,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)

Event: TypeAlias = (
    MessageRequested
    | MessageSent
    | MessageFailed
    | MessageDelivered
    | MessageBounced
    | MessageMayHaveBeenSentTwice
    | LetterPosted
    | DeliveryOrdered
    | MessageOverdue
    | ToldOtherwise
    | MessageWithdrawn
    | NoticeServed
    | NoticeUnserved
)

OWNS = (
    MessageRequested,
    MessageSent,
    MessageFailed,
    MessageDelivered,
    MessageBounced,
    MessageMayHaveBeenSentTwice,
    LetterPosted,
    DeliveryOrdered,
    MessageOverdue,
    ToldOtherwise,
    MessageWithdrawn,
    NoticeServed,
    NoticeUnserved,
)
"""The same, for the wiring."""
