"""Who is told of money."""

from collections.abc import Sequence

from services.notifications.messages.telling.line import Line, nobody
from shared.contracts.fees import (
    FeeDue,
    FeePaid,
    FeeRefunded,
    FeeRefundProposed,
    FeeReturned,
    FeeWaived,
    PaymentAllocated,
    PaymentDismissed,
    PaymentUnmatched,
)

LATER = "its letter is not written yet"

LINES: Sequence[Line] = (
    *nobody(LATER, FeeDue, FeePaid, FeeReturned, FeeRefunded, FeeWaived),
    *nobody("it is no refund before a second person agrees", FeeRefundProposed),
    *nobody("nobody knows yet whose it is", PaymentUnmatched),
    *nobody("the receipt follows from the payment itself", PaymentAllocated),
    *nobody("it is nobody's payment", PaymentDismissed),
)
"""The lines of fees."""
