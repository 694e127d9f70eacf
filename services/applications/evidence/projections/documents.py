"""The tables of documents follow their events, and take in whose case each is of."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from services.applications.matters import Matter, open_matters, settle_matters
from shared.capability import Database, Holding, Recorded
from shared.contracts.appealing import ScopesAdmittedOnAppeal
from shared.contracts.applications import ApplicationAccepted, ApplicationSubmitted
from shared.contracts.drafts import DraftStarted
from shared.contracts.evidence import (
    DocumentDestroyed,
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
)
from shared.contracts.retention import RecordClass

MATTER = "document"

# A document that comes without its person belongs to one who is erased: it came back
# with a backup, and is to be destroyed again.
RECEIVED = """
INSERT INTO documents (
    document_id, application_id, kind, sha256, size, media_type, scan, seen_by,
    standing, received_by, received_at, scan_due_at, person_id, file_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        CASE WHEN $12::uuid IS NULL THEN 'erased' ELSE 'kept' END,
        $9, $10, $11, $12, $13)
ON CONFLICT (document_id) DO NOTHING
"""

SCANNED = "UPDATE documents SET scan = $2, signature = $3 WHERE document_id = $1"

STANDS = """
UPDATE documents
   SET standing = $2, file_name = NULL
 WHERE document_id = $1
"""

CASE = """
INSERT INTO evidence_cases (application_id, person_id, actor)
VALUES ($1, $2, $3)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    actor = coalesce(evidence_cases.actor, excluded.actor)
"""

CLOSED = "UPDATE evidence_cases SET closed = true WHERE application_id = $1"

ERASED = """
UPDATE documents
   SET person_id = NULL,
       file_name = NULL,
       standing = CASE standing WHEN 'kept' THEN 'erased' ELSE standing END
 WHERE person_id = $1
"""

HOLDS = (
    Holding("documents", RecordClass.APPLICATION, ERASED),
    Holding(
        "evidence_cases",
        RecordClass.APPLICATION,
        "UPDATE evidence_cases SET person_id = NULL, actor = NULL WHERE person_id = $1",
    ),
)
"""What the tables of evidence hold of a person; the document itself goes after."""


OF_A_DOCUMENT = (
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
    DocumentDestroyed,
)
"""What is recorded of one document."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables, and the matters they open, up to these events."""
    opened: list[Matter] = []
    settled: list[tuple[UUID, str, str]] = []
    rows = [row for one in recorded for row in _rows(one)]
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])
    for one in recorded:
        event = one.event
        if not isinstance(event, OF_A_DOCUMENT):
            continue
        if isinstance(event, DocumentReceived | DocumentScanned) and (
            event.holds_up_admission
        ):
            opened.append(_matter(event, one))
        else:
            detail = str(event.document_id)
            settled.append((event.application_id, MATTER, detail))
    # Of one document the later event counts: a batch holds few of one.
    await settle_matters(database, settled)
    await open_matters(database, [one for one in opened if _still(one, settled)])


def _rows(one: Recorded) -> Iterator[tuple[str, tuple[object, ...]]]:
    match one.event:
        case DocumentReceived() as event:
            yield RECEIVED, _row(event, one)
        case DocumentScanned() as event:
            yield SCANNED, (event.document_id, event.scan.value, event.signature)
        case DocumentWithdrawn() as event:
            yield STANDS, (event.document_id, "withdrawn")
        case DocumentDestroyed() as event:
            yield STANDS, (event.document_id, "destroyed")
        case _:
            return


async def take_in_cases(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in whose application it is, and whether it is closed."""
    cases: list[tuple[UUID, UUID | None, str]] = []
    closed: list[tuple[UUID]] = []
    for one in recorded:
        match one.event:
            case ApplicationSubmitted(application_id=case, person_id=person):
                cases.append((case, person, one.envelope.actor))
            case DraftStarted(draft_id=case, person_id=person):
                cases.append((case, person, one.envelope.actor))
            # Who was refused some of the scopes may still bring what an appeal needs.
            case ApplicationAccepted(application_id=case) as event:
                if not event.not_admitted or event.appeal:
                    closed.append((case,))
            case ScopesAdmittedOnAppeal(application_id=case):
                closed.append((case,))
            case _:
                pass
    if cases:
        await database.executemany(CASE, cases)
    if closed:
        await database.executemany(CLOSED, closed)


def _row(event: DocumentReceived, one: Recorded) -> tuple[object, ...]:
    return (
        event.document_id,
        event.application_id,
        event.kind,
        event.sha256,
        event.size,
        event.media_type,
        event.scan.value,
        event.seen_by,
        one.envelope.actor,
        one.envelope.time,
        one.envelope.walltime,
        event.person_id,
        event.file_name,
    )


def _matter(event: DocumentReceived | DocumentScanned, one: Recorded) -> Matter:
    return Matter(
        event.application_id, MATTER, str(event.document_id), one.envelope.time
    )


def _still(matter: Matter, settled: Sequence[tuple[UUID, str, str]]) -> bool:
    return (matter.application_id, matter.matter, matter.detail) not in settled
