"""Why a command about money is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from shared.errors import Refused


class Reason(StrEnum):
    """Why a command about money is refused."""

    NO_FEE = "no-fee"
    DATE_IN_FUTURE = "date-in-future"
    RECORDED_ELSEWHERE = "payment-recorded-elsewhere"
    OTHER_CONTENT = "other-content"
    NO_PAYMENT = "no-such-payment"
    MORE_THAN_PAID = "more-than-paid"
    MORE_THAN_OWED = "more-than-owed"
    SECOND_PERSON = "second-person"
    NOT_UNMATCHED = "not-unmatched"
    ALREADY_SETTLED = "already-settled"
    NOT_MONEY = "not-money-that-came"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NO_FEE: ("No fee has fallen due for this application.", "domain §1.3"),
        Reason.DATE_IN_FUTURE: (
            "Money cannot have come on a day to come.",
            "domain §1.3",
        ),
        Reason.RECORDED_ELSEWHERE: (
            "This payment is recorded for another application already.",
            "domain §1.3",
        ),
        Reason.OTHER_CONTENT: (
            "The same id came before with another amount or day.",
            "domain §8, 18",
        ),
        Reason.NO_PAYMENT: (
            "The application has no such payment that a bank could take back.",
            "domain §1.3",
        ),
        Reason.MORE_THAN_PAID: (
            "More cannot go back than was paid and has not gone back yet.",
            "domain §1.3",
        ),
        Reason.MORE_THAN_OWED: ("More cannot be waived than is owed.", "domain §1.3"),
        Reason.SECOND_PERSON: (
            "You proposed this refund; a second person has to ask for it too.",
            "fees.second_person_above_pence",
        ),
        Reason.NOT_UNMATCHED: ("There is no such unmatched payment.", "domain §1.3"),
        Reason.ALREADY_SETTLED: (
            "Somebody has said already what this payment is.",
            "domain §1.3",
        ),
        Reason.NOT_MONEY: (
            "The row tells of money that went back: record which payment it was.",
            "domain §1.3",
        ),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)
