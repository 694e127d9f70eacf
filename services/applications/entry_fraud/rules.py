"""Who may decide such a case, what may be decided, and why a command is refused."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from services.applications.entry_fraud.commands import DecideCase, Held, Subject
from shared.contracts.entry_fraud import EntryFraudOutcome
from shared.counting import last_day_within
from shared.errors import Refused


class Reason(StrEnum):
    """Why a command on such a case is refused."""

    NO_CASE = "no-such-case"
    NO_SUBJECT = "no-such-entry"
    NO_PARTICULARS = "no-particulars"
    OPEN_ALREADY = "case-open-already"
    DECIDED = "case-decided"
    ANSWER_LATE = "answer-late"
    EMPTY_ANSWER = "empty-answer"
    TIME_TO_ANSWER = "time-to-answer"
    RAISED_IT = "raised-it"
    ACTED_IN_CHAIN = "acted-in-chain"
    TIED = "tied-to-person"
    NO_REASONS = "no-reasons"
    NO_ENTRY = "no-entry-to-change"
    HAS_ENTRY = "entry-stands"
    NOTHING_NAMED = "nothing-to-end"
    NOT_HELD = "not-held"
    NOTHING_LEFT = "nothing-left"
    NOTHING_TO_END = "ends-nothing"
    NOTHING_TO_APPEAL = "nothing-to-appeal"
    APPEAL_LATE = "appeal-late"
    NO_APPEAL = "no-appeal"
    TO_THE_COURT = "appeal-goes-to-court"
    TO_THE_PANEL = "appeal-goes-to-panel"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NO_CASE: ("There is no such case.", "domain §8, 14"),
        Reason.NO_SUBJECT: (
            "There is no application or entry by that name.",
            "domain §1.5",
        ),
        Reason.NO_PARTICULARS: (
            "A case says what is alleged, and why, so that it can be answered.",
            "domain §1.5",
        ),
        Reason.OPEN_ALREADY: (
            "A case about this application is open already: {told}.",
            "domain §1.5",
        ),
        Reason.DECIDED: ("The case has been decided.", "domain §1.5"),
        Reason.ANSWER_LATE: (
            "The last day to answer was {told}.",
            "rulebook, entry_fraud",
        ),
        Reason.EMPTY_ANSWER: (
            "An answer brings a statement, documents, or both.",
            "domain §1.5",
        ),
        Reason.TIME_TO_ANSWER: (
            "The person concerned has not answered, and may until {told}.",
            "rulebook, entry_fraud",
        ),
        Reason.RAISED_IT: (
            "Whoever raised a case does not decide it.",
            "domain §8, 1",
        ),
        Reason.ACTED_IN_CHAIN: (
            "You had a part in the admission, or in this case, before.",
            "domain §8, 1",
        ),
        Reason.TIED: (
            "You have a tie to the person, so the case is for others.",
            "domain §8, 1",
        ),
        Reason.NO_REASONS: ("A case is decided with reasons.", "domain §1.5"),
        Reason.NO_ENTRY: (
            "There is no entry that stands, which could be amended or removed.",
            "domain §1.5",
        ),
        Reason.HAS_ENTRY: (
            "The applicant has been entered: amend or remove the entry.",
            "domain §1.5",
        ),
        Reason.NOTHING_NAMED: (
            "An amendment names the scopes or levels of the entry that end.",
            "domain §1.5",
        ),
        Reason.NOT_HELD: (
            "The entry does not have all of these: {told}.",
            "domain §1.5",
        ),
        Reason.NOTHING_LEFT: (
            "An amendment leaves a scope; an entry without any is removed.",
            "domain §1.5",
        ),
        Reason.NOTHING_TO_END: (
            "Scopes and levels are named only to amend an entry.",
            "domain §1.5",
        ),
        Reason.NOTHING_TO_APPEAL: (
            "No decision against the entry is open to an appeal.",
            "domain §1.5",
        ),
        Reason.APPEAL_LATE: (
            "The last day to appeal was {told}.",
            "rulebook, entry_fraud",
        ),
        Reason.NO_APPEAL: ("No appeal in this case is open.", "domain §1.5"),
        Reason.TO_THE_COURT: (
            "By the rulebook a court hears the appeal; its decision is recorded.",
            "rulebook, entry_fraud",
        ),
        Reason.TO_THE_PANEL: (
            "By the rulebook the panel hears the appeal, and no court.",
            "rulebook, entry_fraud",
        ),
    }
)

ON_AN_ENTRY = frozenset({EntryFraudOutcome.AMENDED, EntryFraudOutcome.REMOVED})
"""What is decided of an entry, and may be appealed against."""


def refused(reason: Reason, told: Iterable[object] = ()) -> Refused:
    """Return the refusal for a reason; `told` is never personal data."""
    sentence, rule = _SAID[reason]
    said = sentence.format(told=", ".join(map(str, told)))
    return Refused(reason.value, said, rule)


def days_after_service(served_on: date, days: int) -> date:
    """Return the last of so many days, service being day 0 (domain §7A R2, R6)."""
    return last_day_within(days, served_on)


def concerns(sender: str | None, subject: Subject | None) -> None:
    """One answers for oneself; to others the case does not exist.

    Nobody is named as `sender` of what came on paper, which the registrar records.
    """
    if sender is None:
        return
    if subject is None or sender != subject.applicant:
        raise refused(Reason.NO_CASE)


def is_untied(actor: str | None, subject: Subject | None) -> None:
    """Nobody of the staff acts where there is a tie to the person (domain §8, 1).

    Nobody is named as `actor` of what the person concerned does.
    """
    if actor is not None and subject is not None and actor in subject.tied:
        raise refused(Reason.TIED)


def had_no_part(actor: str, acted: Iterable[str], subject: Subject | None) -> None:
    """Nobody acts twice in one chain, or where there is a tie (domain §8, 1)."""
    is_untied(actor, subject)
    if subject is None:
        return
    if actor in subject.acted or actor in frozenset(acted):
        raise refused(Reason.ACTED_IN_CHAIN)


def fits(command: DecideCase) -> None:
    """What is decided fits what there is: an entry that stands, or an application."""
    held = command.subject.held if command.subject else None
    stands = held if held is not None and held.stands else None
    match command.outcome:
        case EntryFraudOutcome.AMENDED | EntryFraudOutcome.REMOVED if stands is None:
            raise refused(Reason.NO_ENTRY)
        case EntryFraudOutcome.NOT_TO_BE_ADMITTED if stands is not None:
            raise refused(Reason.HAS_ENTRY)
        case EntryFraudOutcome.AMENDED if stands is not None:
            _amends(command, stands)
        case _:
            if command.scopes_ended or command.levels_ended:
                raise refused(Reason.NOTHING_TO_END)


def _amends(command: DecideCase, held: Held) -> None:
    ended, levels = frozenset(command.scopes_ended), frozenset(command.levels_ended)
    if not ended and not levels:
        raise refused(Reason.NOTHING_NAMED)
    unknown = sorted((ended - set(held.scopes)) | (levels - set(held.levels)))
    if unknown:
        raise refused(Reason.NOT_HELD, unknown)
    if ended >= set(held.scopes):
        raise refused(Reason.NOTHING_LEFT)
