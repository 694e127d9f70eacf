"""Who is told of money."""

from collections.abc import Mapping, Sequence

from services.notifications.messages.telling.audiences import APPLICANT_ON_FILE
from services.notifications.messages.telling.line import (
    Line,
    Told,
    Within,
    Word,
    nobody,
)
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    coded,
    sterling,
    the,
)
from services.notifications.wordings.wording import Value
from shared.capability import Asked
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

SUM: Mapping[str, Word] = {**REFERENCE, "amount": sterling}
WHY: Mapping[str, Word] = {"reason": coded("reason"), "explanation": the("explanation")}


def _before_admission(event: FeeDue, _asked: Asked) -> Value:
    return "yes" if event.before_admission else ""


LINES: Sequence[Line] = (
    Told(
        event=FeeDue,
        to=APPLICANT_ON_FILE,
        wording="fee-due",
        rule="domain §1.3",
        about=application,
        words={
            **SUM,
            "due_on": the("due_on"),
            "reference": the("reference"),
            "before_admission": _before_admission,
        },
    ),
    Told(
        event=FeePaid,
        to=APPLICANT_ON_FILE,
        wording="fee-received",
        rule="domain §1.3",
        about=application,
        words={**SUM, "paid_on": the("paid_on")},
        within=Within.SOON,
    ),
    Told(
        event=FeeReturned,
        to=APPLICANT_ON_FILE,
        wording="fee-returned",
        rule="domain §3.1",
        about=application,
        words={**SUM, "returned_on": the("returned_on"), "reason": coded("reason")},
    ),
    Told(
        event=FeeRefunded,
        to=APPLICANT_ON_FILE,
        wording="fee-refunded",
        rule="domain §1.3",
        about=application,
        words={**SUM, **WHY},
        within=Within.SOON,
    ),
    Told(
        event=FeeWaived,
        to=APPLICANT_ON_FILE,
        wording="fee-waived",
        rule="domain §1.3",
        about=application,
        words={**SUM, **WHY},
        within=Within.SOON,
    ),
    *nobody("it is no refund before a second person agrees", FeeRefundProposed),
    *nobody("nobody knows yet whose it is", PaymentUnmatched),
    *nobody("the receipt follows from the payment itself", PaymentAllocated),
    *nobody("it is nobody's payment", PaymentDismissed),
)
"""The lines of fees."""
