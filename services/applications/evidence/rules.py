"""What a document must satisfy to be taken, and to be taken back."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.applications.evidence.commands import (
    Policy,
    ReceiveDocument,
    WithdrawDocument,
)
from shared.contracts.evidence import Scan
from shared.errors import Refused


class Reason(StrEnum):
    """Why a command on a document is refused."""

    NO_CASE = "no-such-application"
    CASE_CLOSED = "application-closed"
    UNKNOWN_KIND = "unknown-kind-of-document"
    NOT_ACCEPTED = "type-not-accepted"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many-documents"
    OTHER_CONTENT = "other-content"
    INFECTED = "infected-document"
    NOT_RECEIVED = "no-such-document"
    JUDGED = "with-assessors"
    GONE = "document-gone"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NO_CASE: (
            "There is no such application to add a document to.",
            "domain §8, 14",
        ),
        Reason.CASE_CLOSED: (
            "The application has been accepted; it takes no more documents.",
            "domain §1.2",
        ),
        Reason.UNKNOWN_KIND: (
            "The rulebook has no such kind of document.",
            "evidence.kinds",
        ),
        Reason.NOT_ACCEPTED: (
            "The rulebook takes no document of this type.",
            "evidence.media_types",
        ),
        Reason.TOO_LARGE: (
            "The document is larger than the rulebook allows.",
            "evidence.largest_bytes",
        ),
        Reason.TOO_MANY: (
            "The application has as many documents as the rulebook allows.",
            "evidence.most_documents",
        ),
        Reason.OTHER_CONTENT: (
            "A document with this id has come with other content.",
            "domain §8, 18",
        ),
        Reason.INFECTED: (
            "The document holds malware, and is not taken.",
            "evidence.admits_unscanned",
        ),
        Reason.NOT_RECEIVED: ("There is no such document.", "domain §8, 14"),
        Reason.JUDGED: (
            "Assessors have been given the document; it stays with the case.",
            "domain §8, 1",
        ),
        Reason.GONE: ("The document has been taken back.", "domain §1.2"),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def require_acceptable(command: ReceiveDocument) -> None:
    """Refuse what the rulebook does not take, for a case that takes no more.

    A document of an unknown application, or of an erased person's, is nobody's.
    """
    case, policy = command.case, command.policy
    if case is None or case.person_id is None:
        raise refused(Reason.NO_CASE)
    if case.closed:
        raise refused(Reason.CASE_CLOSED)
    if policy.seen_by is None:
        raise refused(Reason.UNKNOWN_KIND)
    if command.media_type not in policy.media_types:
        raise refused(Reason.NOT_ACCEPTED)
    if command.size > policy.largest_bytes:
        raise refused(Reason.TOO_LARGE)
    if command.scan is Scan.INFECTED:
        raise refused(Reason.INFECTED)
    if case.held >= policy.most_documents:
        raise refused(Reason.TOO_MANY)


def holds_up_admission(scan: Scan, *, admits_unscanned: bool) -> bool:
    """Tell whether nobody is admitted on a document in this state.

    Malware stops everybody; a document that no scanner has seen, where the rulebook
    says so.
    """
    match scan:
        case Scan.CLEAN:
            return False
        case Scan.INFECTED:
            return True
        case Scan.NOT_SCANNED | Scan.PENDING:
            return not admits_unscanned


def holds_up(policy: Policy, scan: Scan) -> bool:
    """Tell the same by the policy of a document."""
    return holds_up_admission(scan, admits_unscanned=policy.admits_unscanned)


def may_take_back(command: WithdrawDocument) -> bool:
    """Tell whether it is the actor's: of their own case, or supplied by them.

    To whoever is tied to another's case, that does not exist (domain §8, 1).
    """
    case = command.case
    if case is not None and command.actor == case.actor:
        return True
    return command.actor == command.received_by and command.actor not in command.tied
