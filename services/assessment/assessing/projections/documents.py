"""The documents beside a case: those that assessors may see, as heard of evidence.

What they say rests where they are kept; opening one there is on record.
"""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.contract import EventData
from shared.contracts.evidence import (
    DocumentDestroyed,
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
)
from shared.contracts.retention import RecordClass
from shared.identity.roles import Role

KEEP = """
INSERT INTO case_documents (
    document_id, application_id, kind, size, scan, received_at, person_id, file_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""
SCANNED = "UPDATE case_documents SET scan = $2 WHERE document_id = $1"
GONE = "DELETE FROM case_documents WHERE document_id = $1"

DOCUMENTS_HELD = (
    Holding(
        "case_documents",
        RecordClass.APPLICATION,
        "DELETE FROM case_documents WHERE person_id = $1",
    ),
)
"""What the list of documents holds of a person: what they called each."""

Heard = DocumentReceived | DocumentScanned | DocumentWithdrawn | DocumentDestroyed


async def take_in_documents(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in what came, what a scanner said, and what is gone."""
    received = [
        _row(one.event, one)
        for one in recorded
        if isinstance(one.event, DocumentReceived) and _is_shown(one.event)
    ]
    if received:
        await database.executemany(KEEP, received)
    # What becomes of a document comes after it: the events of one are in order.
    scanned = [row for one in recorded if (row := _scanned(one.event))]
    if scanned:
        await database.executemany(SCANNED, scanned)
    gone = [
        (one.event.document_id,)
        for one in recorded
        if isinstance(one.event, DocumentWithdrawn | DocumentDestroyed)
    ]
    if gone:
        await database.executemany(GONE, gone)


def _is_shown(event: DocumentReceived) -> bool:
    """Tell whether assessors may see it, and its person is not erased."""
    return event.person_id is not None and Role.ASSESSOR.value in event.seen_by


def _row(event: DocumentReceived, one: Recorded) -> tuple[object, ...]:
    return (
        event.document_id,
        event.application_id,
        event.kind,
        event.size,
        event.scan.value,
        one.envelope.time,
        event.person_id,
        event.file_name,
    )


def _scanned(event: EventData) -> tuple[object, ...] | None:
    if isinstance(event, DocumentScanned):
        return (event.document_id, event.scan.value)
    return None
