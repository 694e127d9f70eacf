"""Who may confirm an application, and until when (domain §1.2)."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from services.applications.confirming.commands import AskAnother
from shared.clock import end_of_register_day
from shared.errors import Refused

_ADDRESS = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\"]+\.[^\s@,;<>()\"]+")


class Reason(StrEnum):
    """Why a command on a confirmation is refused."""

    NOT_ASKED = "no-such-confirmation"
    USED = "link-used"
    EXPIRED = "link-expired"
    REPLACED = "another-was-asked"
    CLOSED = "application-closed"
    ALREADY = "already-confirmed"
    NO_NAME = "name-missing"
    NO_ADDRESS = "address-missing"
    SAME_PERSON = "proposers-not-distinct"
    ERASED = "person-erased"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NOT_ASKED: ("There is no such confirmation.", "domain §1.2"),
        Reason.USED: (
            "This link has been used; an answer is given once.",
            "domain §1.2",
        ),
        Reason.EXPIRED: (
            "The time to answer has passed; the register may send another link.",
            "confirming.days",
        ),
        Reason.REPLACED: ("Another person has been asked instead.", "domain §1.2"),
        Reason.CLOSED: (
            "The application is closed; no answer is needed.",
            "domain §1.2",
        ),
        Reason.ALREADY: ("The proposer has confirmed already.", "domain §1.2"),
        Reason.NO_NAME: ("A confirmation is given with a name.", "domain §1.2"),
        Reason.NO_ADDRESS: (
            "Another proposer needs a name and an e-mail address.",
            "domain §1.2",
        ),
        Reason.SAME_PERSON: (
            "The applicant and the proposers are different people.",
            "domain §1.2",
        ),
        Reason.ERASED: ("What is known of this application is erased.", "domain §5.6"),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def days_after(day: date, days: int) -> datetime:
    """Return the end of the last of so many days after a day (domain §7A R2)."""
    return end_of_register_day(day + timedelta(days=days))


def folded(address: str | None) -> str:
    """Return an address in the form in which two are compared."""
    return (address or "").strip().casefold()


def require_another_person(command: AskAnother) -> None:
    """Refuse to ask nobody, the applicant, or who is asked in the other role."""
    if command.before is None or command.before.person_id is None:
        raise refused(Reason.ERASED)
    address = folded(command.email)
    if not (command.name or "").strip() or _ADDRESS.fullmatch(address) is None:
        raise refused(Reason.NO_ADDRESS)
    if address in command.taken:
        raise refused(Reason.SAME_PERSON)
