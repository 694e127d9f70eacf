"""At the start: the files and the database are brought to the same log, or neither.

Whichever is behind is filled from the other, byte for byte. A database restored from a
backup is behind the last signed checkpoint, and takes back what the entry bundles
hold; files may be behind by the entries of the last second. What does not fit
together is refused: nothing is signed that contradicts what was signed before.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from services.audit.log.adding import Batch, refill
from services.audit.log.broken import LogBroken
from services.audit.log.entry import Entry
from services.audit.log.files import SIGNED, LogFiles
from services.audit.log.records import read_entry
from services.audit.log.refilled import note_refill
from services.audit.log.store import is_recorded, read_entries, read_size
from shared.capability import Database
from shared.errors import Unreadable
from shared.merkle import EMPTY_ROOT, TILE_WIDTH, RightEdge, leaf_hash
from shared.tlog import reading
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import NotServed, VerificationError
from shared.tlog.keys import VerifierKey
from shared.tlog.tiles import Tile

_AT_ONCE = 64 * TILE_WIDTH

# PostgreSQL 16 has no such limit.
AS_LONG_AS_IT_TAKES = """
SELECT set_config('transaction_timeout', '0', true)
WHERE current_setting('server_version_num')::int >= 170000
"""

log = structlog.get_logger()


@dataclass(frozen=True)
class Restored:
    """Where a sequencer starts: the tree as signed, and as the database has it."""

    signed: RightEdge = field(default_factory=RightEdge)
    logged: RightEdge = field(default_factory=RightEdge)


async def restore(
    database: Database,
    files: LogFiles,
    key: VerifierKey,
    now: datetime,
) -> Restored:
    """Return the log that files and database agree on; raises `LogBroken`.

    1. The last checkpoint is ours, and its partial tiles lead to its root.
    2. The database has every entry up to its last.
    3. A database that is behind the checkpoint takes back the entries it lacks, if
       with them it comes to the signed root.
    4. A database that is ahead once recorded the signed root at the signed size.
    5. The entries after the checkpoint are hashed and will be signed.
    """
    # 1
    checkpoint = last_checkpoint(files, key)
    signed = _signed_edge(files, checkpoint)
    # 2
    size, count = await read_size(database)
    if size != count:
        raise LogBroken(f"Of {size} entries the database has {count}.")
    # 3
    if size < signed.size:
        logged = await _refill(database, files, size, signed, now)
        return Restored(signed, logged)
    # 4
    if signed.size and not await is_recorded(database, signed.size, signed.root()):
        raise LogBroken(f"The database does not know the signed {signed.size} entries.")
    # 5
    return Restored(signed, await _hashed(database, signed, size))


def last_checkpoint(files: LogFiles, key: VerifierKey) -> Checkpoint:
    """Return the last checkpoint signed, or an empty log's; raises `LogBroken`.

    It may not have been published yet; where only one of the two is left, that counts.
    """
    kept = [_kept(files, name, key) for name in (SIGNED, reading.CHECKPOINT)]
    return max(kept, key=lambda checkpoint: checkpoint.size)


def _kept(files: LogFiles, name: str, key: VerifierKey) -> Checkpoint:
    try:
        raw = files.read(name)
    except NotServed:
        return Checkpoint(key.name, 0, EMPTY_ROOT)
    except VerificationError as error:
        raise LogBroken(str(error)) from error
    try:
        return open_checkpoint(raw, key)
    except VerificationError as error:
        raise LogBroken(f"The last checkpoint is not ours: {error}") from error


def _signed_edge(files: LogFiles, checkpoint: Checkpoint) -> RightEdge:
    try:
        edge = reading.read_edge(files, checkpoint.size)
    except VerificationError as error:
        raise LogBroken(f"The last checkpoint has lost its tiles: {error}") from error
    if edge.root() != checkpoint.root:
        raise LogBroken("The tiles in the files do not lead to the last checkpoint.")
    return edge


async def _hashed(database: Database, edge: RightEdge, size: int) -> RightEdge:
    while edge.size < size:
        end = min(size, edge.size + _AT_ONCE)
        entries = await read_entries(database, edge.size, end)
        edge, _ = edge.append([leaf_hash(entry) for entry in entries])
        if edge.size != end:
            raise LogBroken(f"Entry {edge.size} is missing in the database.")
    return edge


async def _refill(
    database: Database,
    files: LogFiles,
    size: int,
    signed: RightEdge,
    now: datetime,
) -> RightEdge:
    log.warning("database behind its log", entries=size, signed=signed.size)
    edge = await _hashed(database, RightEdge(), size)
    # Twice over the files: first only to see that it comes to the signed root.
    async for entries in _lacking(files, size, signed.size):
        edge, _ = edge.append([entry.leaf for entry in entries])
    if edge.root() != signed.root():
        raise LogBroken("Database and files together are not what was signed.")
    edge = await _hashed(database, RightEdge(), size)
    async with database.transaction():
        # It is one transaction so that a log is refilled or not; a long log takes
        # longer than the server lets others' transactions last.
        await database.execute(AS_LONG_AS_IT_TAKES)
        async for entries in _lacking(files, size, signed.size):
            grown, _ = edge.append([entry.leaf for entry in entries])
            batch = Batch(edge, grown, entries, recorded_at=now)
            await refill(database, batch)
            edge = grown
        await note_refill(database, size, signed.size)
    log.warning("database refilled from the files", entries=edge.size)
    return edge


async def _lacking(
    files: LogFiles,
    first: int,
    end: int,
) -> AsyncGenerator[list[Entry]]:
    """Yield the entries from `first` up to `end` as the bundles hold them."""
    while first < end:
        number = first // TILE_WIDTH
        bundle = Tile(None, number, min(end - number * TILE_WIDTH, TILE_WIDTH))
        raw, complete = reading.read_entries(files, bundle)
        if not complete:
            raise LogBroken(f"The bundle {bundle.path} cannot be read.")
        try:
            yield [read_entry(entry) for entry in raw[first - bundle.first_entry :]]
        except Unreadable as error:
            raise LogBroken(f"The bundle {bundle.path} holds no events.") from error
        first = (number + 1) * TILE_WIDTH
