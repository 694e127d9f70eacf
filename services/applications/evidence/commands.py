"""What may be asked of a document."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.evidence import Destruction, Scan


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rulebook says of documents; `seen_by` of this document's kind.

    `seen_by` is None where the rulebook has no such kind.
    """

    rule: str
    largest_bytes: int
    most_documents: int
    media_types: tuple[str, ...]
    admits_unscanned: bool
    seen_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The application that documents belong to, as far as evidence must know it.

    `person_id` is None once the person is erased, `actor` where nobody applies by
    themselves. `held` counts its documents; `judged` tells that assessors have it.
    """

    person_id: UUID | None
    actor: str | None
    closed: bool = False
    held: int = 0
    judged: bool = False


@dataclass(frozen=True, slots=True)
class ReceiveDocument:
    """A document that was found whole, and is kept, belongs to an application."""

    document_id: UUID
    application_id: UUID
    kind: str
    sha256: str
    size: int
    media_type: str
    scan: Scan
    file_name: str | None
    policy: Policy
    now: datetime
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class RecordScan:
    """A scanner has spoken of a document that was not scanned before."""

    document_id: UUID
    scan: Scan
    signature: str | None
    admits_unscanned: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class WithdrawDocument:
    """`actor` takes a document back.

    `received_by`, the case and who is `tied` to it are looked up.
    """

    document_id: UUID
    actor: str
    now: datetime
    received_by: str | None = None
    case: Case | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordDestroyed:
    """The content of a document was destroyed in the document store."""

    document_id: UUID
    reason: Destruction
    now: datetime


Command: TypeAlias = ReceiveDocument | RecordScan | WithdrawDocument | RecordDestroyed
