"""Why a command on an application is refused, and what a reason must look like."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from shared.errors import Refused

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 60


class Reason(StrEnum):
    """Why a command on an application is refused."""

    NOTHING_SUBMITTED = "nothing-submitted"
    OTHER_CONTENT = "other-content"
    NOT_PENDING = "not-pending"
    NO_RECOMMENDATION = "no-recommendation"
    DECIDER_ASSESSED = "decider-assessed"
    NO_REASONS = "no-reasons"
    BAD_REASON = "bad-reason"
    ALREADY_DECIDED = "already-decided"
    NOT_FOUND = "not-found"
    ACTED_IN_CHAIN = "acted-in-chain"
    TIED = "tied-to-applicant"
    ASSESSOR_EXCLUDED = "assessor-excluded"
    MATTERS_OPEN = "matters-open"
    NOT_ON_THE_REGISTER = "not-on-the-register"
    NEVER_ON_THE_REGISTER = "never-on-the-register"
    ON_THE_REGISTER = "on-the-register"
    SCOPES_NOT_NARROWER = "scopes-not-narrower"
    SCOPES_NOT_ASKED = "scopes-not-asked"
    NO_GROUND = "no-ground"
    WITHDRAWN = "withdrawn"
    ASKED_ALREADY = "already-asked"
    NO_GAPS = "no-gaps-in-record"
    NOT_A_GAP = "not-a-gap"
    NO_MORE_ROUNDS = "no-more-rounds"
    NOT_ASKED = "not-asked"
    EMPTY_ANSWER = "empty-answer"
    ANSWER_LATE = "answer-late"
    NOTHING_TO_WITHDRAW = "nothing-to-withdraw"
    NOT_REFUSED = "not-refused"
    UNDER_APPEAL = "under-appeal"
    APPEAL_LATE = "appeal-late"
    APPEAL_DECIDED = "appeal-decided"
    NOT_SENT_BACK = "not-sent-back"
    NO_NEW_INFORMATION = "no-new-information"
    BAD_GROUND = "bad-ground"
    NO_APPEAL = "no-appeal"
    FOUND_ALREADY = "already-found"
    NOT_SUBMITTED = "not-submitted"
    NOTHING_FOUND = "nothing-found"
    BAD_SOURCE = "bad-source"
    NUMBER_ELSEWHERE_NEEDED = "number-elsewhere-needed"
    DIFFERENCE_UNEXPLAINED = "difference-unexplained"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NOTHING_SUBMITTED: (
            "The submission's answers did not come with the command.",
            "domain §1.3",
        ),
        Reason.OTHER_CONTENT: (
            "An application with this id has been submitted with other content.",
            "domain §8, 18",
        ),
        Reason.NOT_PENDING: (
            "Only a submitted application can receive a recommendation.",
            "domain §1.4",
        ),
        Reason.NO_RECOMMENDATION: (
            "An application is decided on a recommendation, and there is none yet.",
            "domain §1.4",
        ),
        Reason.DECIDER_ASSESSED: (
            "Whoever assessed an application does not decide it.",
            "domain §8, 1",
        ),
        Reason.NO_REASONS: (
            "An application is refused with reasons, and none was given.",
            "domain §1.5",
        ),
        Reason.BAD_REASON: (
            "A reason is a code, such as 'evidence-missing', and no free text.",
            "domain §5.6",
        ),
        Reason.ALREADY_DECIDED: (
            "The application has been decided the other way; that takes an appeal.",
            "domain §1.5",
        ),
        Reason.NOT_FOUND: ("There is no such application.", "domain §8, 14"),
        Reason.ACTED_IN_CHAIN: (
            "Nobody acts twice on one application, and you had a part in it before.",
            "domain §8, 1",
        ),
        Reason.TIED: (
            "You declared a tie to the applicant, so the application is for others.",
            "domain §8, 1",
        ),
        Reason.ASSESSOR_EXCLUDED: (
            "The fresh assessment is for others, and one who acted before took part.",
            "domain §1.5",
        ),
        Reason.MATTERS_OPEN: (
            "The applicant is not admitted while these matters are open: {told}.",
            "rulebook, admission",
        ),
        Reason.NOT_ON_THE_REGISTER: (
            "By this route one adds to an entry, and the applicant has none standing.",
            "domain §2.2",
        ),
        Reason.NEVER_ON_THE_REGISTER: (
            "By this route one comes back, and the applicant was never entered.",
            "domain §2.5",
        ),
        Reason.ON_THE_REGISTER: (
            "The applicant has the entry {told}, and nobody gets a second one.",
            "domain §2.2",
        ),
        Reason.SCOPES_NOT_NARROWER: (
            "Narrower admission names some of the scopes applied for, not all: {told}.",
            "domain §1.5",
        ),
        Reason.SCOPES_NOT_ASKED: (
            "Scopes are named only to admit in fewer than were applied for.",
            "domain §1.5",
        ),
        Reason.NO_GROUND: (
            "An application is referred on one ground, which is one of: {told}.",
            "domain §1.2",
        ),
        Reason.WITHDRAWN: ("The applicant withdrew the application.", "domain §1.5"),
        Reason.ASKED_ALREADY: (
            "The applicant has been asked already, and has time until {told}.",
            "domain §1.4",
        ),
        Reason.NO_GAPS: (
            "Further information is asked on gaps that the assessors named; none is.",
            "domain §1.4",
        ),
        Reason.NOT_A_GAP: (
            "Further information is asked on gaps that the assessors named: {told}.",
            "domain §1.4",
        ),
        Reason.NO_MORE_ROUNDS: (
            "The applicant has been asked as often as the rules allow: {told}.",
            "rulebook, further_information",
        ),
        Reason.NOT_ASKED: (
            "No request for further information is open on the application.",
            "domain §1.4",
        ),
        Reason.EMPTY_ANSWER: (
            "An answer brings a statement, documents, or both.",
            "domain §1.4",
        ),
        Reason.ANSWER_LATE: (
            "The last day was {told}; the application is decided on its papers.",
            "rulebook, further_information",
        ),
        Reason.NOTHING_TO_WITHDRAW: (
            "Only an application that waits for its decision can be withdrawn.",
            "domain §1.5",
        ),
        Reason.NOT_REFUSED: (
            "Only a refusal, or that of some scopes, can be appealed against.",
            "domain §1.5",
        ),
        Reason.UNDER_APPEAL: ("An appeal is before the panel already.", "domain §1.5"),
        Reason.APPEAL_LATE: ("The last day to appeal was {told}.", "domain §7A R2, R6"),
        Reason.APPEAL_DECIDED: (
            "The appeal against this decision was decided, which is final here.",
            "domain §1.5",
        ),
        Reason.NOT_SENT_BACK: (
            "An appeal for some of the scopes adds them, or is dismissed.",
            "domain §1.5",
        ),
        Reason.NO_NEW_INFORMATION: (
            "An appeal must bring additional information: a statement or documents.",
            "rulebook, appeals",
        ),
        Reason.BAD_GROUND: (
            "An appeal names at least one ground, out of: {told}.",
            "rulebook, appeals",
        ),
        Reason.NO_APPEAL: (
            "No appeal on this application is before the panel.",
            "domain §1.5",
        ),
        Reason.FOUND_ALREADY: (
            "Your finding on this appeal is given and locked.",
            "domain §1.5",
        ),
        Reason.NOT_SUBMITTED: (
            "Only of a submitted application is another register asked.",
            "domain §7.1",
        ),
        Reason.NOTHING_FOUND: (
            "What the other register said did not come with the command.",
            "domain §7.1",
        ),
        Reason.BAD_SOURCE: (
            "A source is a code, such as 'hcpc-register', and no free text.",
            "domain §5.6",
        ),
        Reason.NUMBER_ELSEWHERE_NEEDED: (
            "The applicant declared a number: say which one that register has.",
            "domain §7.1",
        ),
        Reason.DIFFERENCE_UNEXPLAINED: (
            "Whoever settles a difference of numbers says what they found.",
            "domain §7.1",
        ),
    }
)


def refused(reason: Reason, told: Iterable[object] = ()) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule.

    `told` is what the sentence names: codes, numbers or a day, never personal data.
    """
    sentence, rule = _SAID[reason]
    said = sentence.format(told=", ".join(map(_spoken, told)))
    return Refused(reason.value, said, rule)


def _spoken(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


def is_code(text: str) -> bool:
    """Tell whether a reason is a code: free text may hold personal data."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None
