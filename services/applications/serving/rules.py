"""From when an appeal's days count, and why a refusal cannot be closed."""

from datetime import date, timedelta
from enum import StrEnum

from services.applications.serving.commands import RecordServed
from shared.errors import Refused
from shared.rulebook.tables.appealing import CountedFrom

RULE = "domain §7A R6"


class Reason(StrEnum):
    """Why a refusal is not closed."""

    NOTICE_NOT_PROVEN = "notice-not-proven"
    APPEAL_OPEN = "appeal-open"
    NOT_REFUSED = "not-refused"


SENTENCES = {
    Reason.NOTICE_NOT_PROVEN: (
        "It is not proven that the applicant was served with the refusal: see what "
        "became of the notice, and have it sent again."
    ),
    Reason.APPEAL_OPEN: "The applicant may still appeal: wait until the day is over.",
    Reason.NOT_REFUSED: "Neither the application nor a part of it stands refused.",
}


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason."""
    return Refused(reason.value, SENTENCES[reason], RULE)


def last_day(command: RecordServed) -> date:
    """Return the last day of an appeal: day 0 is that of service (domain §7A R2, R6).

    Where the rulebook counts from the decision, service does not move it.
    """
    if command.counted_from is CountedFrom.DECISION and command.decided is not None:
        return command.decided
    return command.served_on + timedelta(days=command.appeal_days)
