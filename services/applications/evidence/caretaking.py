"""The worker that cares for kept documents: scans what is due, destroys what is gone.

A document that was taken back, or whose person is erased, is destroyed in the document
store after the commit that says so, tried again until it is done, and recorded as
destroyed. Once an hour whatever rests in the store without being known is destroyed
too: an upload that was never recorded, and what a backup of the store brought back.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import structlog
from asyncpg import Record
from uuid_utils.compat import uuid7

from services.applications.documents.keeping import key_of
from services.applications.documents.scanning import NoScanner
from services.applications.evidence.commands import RecordDestroyed, RecordScan
from services.applications.evidence.subscribers import EVIDENCE
from services.applications.evidence.uploading import Documents
from shared.capability import Database
from shared.contracts.evidence import Destruction, Scan
from shared.database import WEATHER
from shared.errors import RegisterError, Unavailable
from shared.eventstore.answers import Internal
from shared.eventstore.store import Conflicted
from shared.running import RunningService

POLL_SECONDS = 1.0
SWEEP_SECONDS = 3_600.0
BATCH = 20
GRACE = timedelta(hours=24)
"""An object younger than this may belong to an upload under way."""

SHORTEST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)

GONE = """
SELECT document_id, sha256, standing
  FROM documents
 WHERE standing IN ('withdrawn', 'erased')
 ORDER BY document_id
 LIMIT $1
"""

TO_SCAN = """
SELECT document_id, sha256, scan, scan_attempts
  FROM documents
 WHERE standing = 'kept'
   AND scan IN ('scan-pending', 'not-scanned')
   AND scan_due_at <= clock_timestamp()
 ORDER BY scan_due_at
 LIMIT $1
"""

POSTPONE = """
UPDATE documents
   SET scan_attempts = scan_attempts + 1,
       scan_due_at = clock_timestamp() + $2::interval
 WHERE document_id = $1
"""

KEPT = """
SELECT document_id, sha256
  FROM documents
 WHERE document_id = ANY($1::uuid[]) AND standing = 'kept'
"""

ANY_GONE = """
SELECT EXISTS (SELECT FROM documents WHERE standing IN ('withdrawn', 'erased'))
"""

_REASONS = {
    "withdrawn": Destruction.WITHDRAWN,
    "erased": Destruction.PERSON_ERASED,
}

log = structlog.get_logger()


def caretaking(
    documents: Documents,
) -> Callable[[RunningService], Awaitable[None]]:
    """Return the worker that cares for these documents until it is cancelled."""

    async def care(service: RunningService) -> None:
        sweep_at = time.monotonic()
        while True:
            try:
                await destroy_gone(service, documents)
                await scan_due(service, documents)
                if time.monotonic() >= sweep_at:
                    sweep_at = time.monotonic() + SWEEP_SECONDS
                    await destroy_orphans(service, documents)
            except (RegisterError, Conflicted, *WEATHER) as error:
                log.warning("documents not cared for", cause=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)

    return care


async def has_documents_to_destroy(service: RunningService) -> bool:
    """Tell whether a document is gone and its content still there."""
    return bool(await service.pool.fetchval(ANY_GONE))


async def destroy_gone(service: RunningService, documents: Documents) -> int:
    """Destroy what is taken back or erased, and record it; return how many."""
    gone = await service.pool.fetch(GONE, BATCH)
    destroyed: list[Internal] = []
    for row in gone:
        await documents.keeping.delete(key_of(row["document_id"], row["sha256"]))
        command = RecordDestroyed(
            row["document_id"], _REASONS[row["standing"]], service.clock.now()
        )
        destroyed.append(_internal(service, command))
    await _execute(service, destroyed)
    if destroyed:
        log.info("documents destroyed", number=len(destroyed))
    return len(destroyed)


async def scan_due(service: RunningService, documents: Documents) -> int:
    """Have scanned what is due to be; return how many got a verdict.

    Without a scanner there is nothing to do: what is not scanned says so.
    """
    if isinstance(documents.scanner, NoScanner):
        return 0
    verdicts: list[Internal] = []
    for row in await service.pool.fetch(TO_SCAN, BATCH):
        command = await _scanned(service, documents, row)
        if command.scan is Scan.PENDING:
            wait = min(SHORTEST_WAIT * 2 ** min(row["scan_attempts"], 10), LONGEST_WAIT)
            await service.pool.execute(POSTPONE, row["document_id"], wait)
        if command.scan != row["scan"]:
            verdicts.append(_internal(service, command))
    await _execute(service, verdicts)
    return len(verdicts)


async def destroy_orphans(service: RunningService, documents: Documents) -> int:
    """Destroy what rests in the store and is no kept document; return how many."""
    before = service.clock.wall() - GRACE
    found = [key async for key in documents.keeping.keys(before)]
    destroyed = 0
    for start in range(0, len(found), 1_000):
        keys = found[start : start + 1_000]
        async with service.read() as database:
            known = await _kept(database, keys)
        for key in keys:
            if key not in known:
                await documents.keeping.delete(key)
                destroyed += 1
    if destroyed:
        log.warning("orphaned documents destroyed", number=destroyed)
    return destroyed


async def _scanned(
    service: RunningService, documents: Documents, row: Record
) -> RecordScan:
    content = await documents.keeping.get(key_of(row["document_id"], row["sha256"]))
    if content is None:
        raise Unavailable("A document is not in the document store.")
    verdict = await documents.scanner.scan(BytesIO(content))
    return RecordScan(
        document_id=row["document_id"],
        scan=verdict.scan,
        signature=verdict.signature,
        admits_unscanned=service.rulebook.evidence.admits_unscanned,
        now=service.clock.now(),
    )


async def _kept(database: Database, keys: Sequence[str]) -> set[str]:
    ids = [UUID(key.split("/")[0]) for key in keys if _is_ours(key)]
    rows = await database.fetch(KEPT, ids)
    return {key_of(row["document_id"], row["sha256"]) for row in rows}


def _is_ours(key: str) -> bool:
    try:
        UUID(key.split("/", maxsplit=1)[0])
    except ValueError:
        return False
    return True


async def _execute(service: RunningService, commands: Sequence[Internal]) -> None:
    if commands:
        await service.execute_internal(commands)


def _internal(
    service: RunningService, command: RecordScan | RecordDestroyed
) -> Internal:
    return Internal(
        EVIDENCE.name,
        command,
        uuid7(),
        f"service:{service.name}",
        uuid7(),
        kept=False,
    )
