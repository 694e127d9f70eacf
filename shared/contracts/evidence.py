"""Events and commands about evidence: the documents that come with an application."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal


class Scan(StrEnum):
    """What is known of a document's harmlessness; only a scanner says `clean`."""

    NOT_SCANNED = "not-scanned"
    PENDING = "scan-pending"
    CLEAN = "clean"
    INFECTED = "infected"


class Destruction(StrEnum):
    """Why the content of a document was destroyed."""

    WITHDRAWN = "withdrawn"
    PERSON_ERASED = "person-erased"


class DocumentReceived(EventData):
    """A document came in, was found whole, and rests in the document store.

    `sha256` is of its bytes, in hex; `size` counts them; `media_type` is told from
    the content. `seen_by` are the roles beside the registrar and the applicant that
    may see a document of this `kind`. `holds_up_admission` tells that the rulebook
    admits nobody on a document in this state.
    """

    TYPE: ClassVar[str] = "register.applications.document-received.v1"
    REASON: ClassVar[str] = "evidence-supplied"

    document_id: UUID
    application_id: UUID
    kind: str
    sha256: str
    size: int
    media_type: str
    scan: Scan
    seen_by: tuple[str, ...] = ()
    holds_up_admission: bool = False
    person_id: Personal[UUID] = None
    file_name: Personal[str] = None


class DocumentScanned(EventData):
    """A malware scanner spoke of a document; `signature` names what it found."""

    TYPE: ClassVar[str] = "register.applications.document-scanned.v1"
    REASON: ClassVar[str] = "scanned"

    document_id: UUID
    application_id: UUID
    scan: Scan
    signature: str | None = None
    holds_up_admission: bool = False


class DocumentWithdrawn(EventData):
    """A document was taken back by who supplied it, before anybody judged by it."""

    TYPE: ClassVar[str] = "register.applications.document-withdrawn.v1"
    REASON: ClassVar[str] = "taken-back"

    document_id: UUID
    application_id: UUID


class DocumentDestroyed(EventData):
    """The content of a document is gone from the document store, for good."""

    TYPE: ClassVar[str] = "register.applications.document-destroyed.v1"

    document_id: UUID
    application_id: UUID
    reason: Destruction


class WithdrawDocument(CommandData):
    """Take a document back that one has supplied, or that is of one's own case."""

    TYPE: ClassVar[str] = "register.applications.withdraw-document.v1"

    document_id: UUID


EVENTS: tuple[type[EventData], ...] = (
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
    DocumentDestroyed,
)
COMMANDS: tuple[type[CommandData], ...] = (WithdrawDocument,)
