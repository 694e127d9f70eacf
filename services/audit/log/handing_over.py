"""Handing a log over to a new origin and key, and opening one after a loss.

The new log's tree is the old one's, grown: entries keep their indexes, tables and
tiles serve both, and the old log's last checkpoint stays provable for ever. Every step
may be interrupted and done again.
"""

from dataclasses import dataclass

from services.audit.log.adding import Batch, append
from services.audit.log.broken import LogBroken
from services.audit.log.files import LogFiles, archived
from services.audit.log.findings import Finding, Moment, handed_over, opened
from services.audit.log.restoring import restore
from services.audit.log.sealing import Cosign, Sealer
from services.audit.log.store import heads_of, known_events, read_entries, read_size
from services.audit.log.succession import has_ended
from shared.capability import Database
from shared.contracts.audit import LogHandedOver, LogOpened
from shared.contracts.envelope import decode
from shared.merkle import RightEdge, leaf_hash
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.keys import VerifierKey
from shared.tlog.note import NoteSigner
from shared.tlog.reading import CHECKPOINT, read_edge


@dataclass(frozen=True)
class Log:
    """Where a log is held, by whom nobody else can change it meanwhile."""

    database: Database
    files: LogFiles
    moment: Moment


async def hand_over(
    log: Log,
    old: NoteSigner,
    new: NoteSigner,
    number: int,
    cosign: Cosign,
) -> Checkpoint:
    """End the log `number` under its old key, open the next; return its checkpoint.

    1. The old log's last entry names the new origin and its key.
    2. The old log's last checkpoint is published, and kept for ever.
    3. The new log opens with an entry that holds that checkpoint verbatim.
    4. The new log's first checkpoint is signed under the new key, and published.

    Raises `LogBroken` where a log is not sound, or was handed over to another.
    """
    try:
        last = log.files.read(archived(number, CHECKPOINT))
    except NotServed:
        last = await _end(log, old, new, number, cosign)
    final = open_checkpoint(last, old.verifier_key)
    edge = read_edge(log.files, final.size)
    event = _opening(new, old.verifier_key, last, holds_previous=True)
    return await _open(log, edge, new, event)


async def open_after_loss(
    log: Log,
    new: NoteSigner,
    previous: VerifierKey,
    checkpoint: bytes,
) -> Checkpoint:
    """Open a log whose first entry is the last checkpoint known of one that is lost.

    Raises `LogBroken` where there are entries, or the checkpoint is not the old log's.
    """
    open_checkpoint(checkpoint, previous)
    event = _opening(new, previous, checkpoint, holds_previous=False)
    size, _ = await read_size(log.database)
    if size > 1 or (size == 1 and not await _is_told(log, opened(event))):
        raise LogBroken(f"Nothing is lost: the database has {size} entries.")
    return await _open(log, RightEdge(), new, event)


async def _end(
    log: Log,
    old: NoteSigner,
    new: NoteSigner,
    number: int,
    cosign: Cosign,
) -> bytes:
    key, wall = old.verifier_key, log.moment.wall
    restored = await restore(log.database, log.files, key, wall)
    event = LogHandedOver(
        origin=old.name,
        new_origin=new.name,
        new_vkey=str(new.verifier_key),
    )
    edge = restored.logged
    if await has_ended(log.database, old.name):
        await _require_last(log, edge, event)
    else:
        edge = await _add(log, edge, handed_over(event))
    sealer = Sealer(log.files, old, restored.signed)
    await sealer.seal(log.database, edge.size)
    await sealer.publish(cosign)
    last = log.files.read(CHECKPOINT)
    log.files.keep_archived(number, last, str(key))
    return last


async def _open(
    log: Log,
    before: RightEdge,
    new: NoteSigner,
    event: LogOpened,
) -> Checkpoint:
    finding = opened(event)
    size = before.size + 1
    if not await _is_told(log, finding):
        await _add(log, before, finding)
    sealer = Sealer(log.files, new, before)
    await sealer.seal(log.database, size)
    await sealer.publish(_as_signed)
    return open_checkpoint(log.files.read(CHECKPOINT), new.verifier_key)


async def _add(log: Log, edge: RightEdge, finding: Finding) -> RightEdge:
    heads = await heads_of(log.database, [finding.stream])
    entry = finding.entry(heads.get(finding.stream, 0) + 1, log.moment)
    grown, _ = edge.append([leaf_hash(entry.raw)])
    batch = Batch(edge, grown, [entry], recorded_at=log.moment.wall)
    await append(log.database, batch)
    return grown


async def _require_last(log: Log, edge: RightEdge, event: LogHandedOver) -> None:
    entries = await read_entries(log.database, edge.size - 1, edge.size)
    data = decode(entries[0]).data
    if data != event.model_dump(mode="json"):
        raise LogBroken(f"The log is handed over to {data.get('new_origin')} already.")


async def _is_told(log: Log, finding: Finding) -> bool:
    return bool(await known_events(log.database, [(finding.stream, finding.id)]))


def _opening(
    new: NoteSigner,
    previous: VerifierKey,
    checkpoint: bytes,
    *,
    holds_previous: bool,
) -> LogOpened:
    return LogOpened(
        origin=new.name,
        vkey=str(new.verifier_key),
        previous_origin=previous.name,
        previous_vkey=str(previous),
        previous_checkpoint=checkpoint.decode(),
        holds_previous=holds_previous,
    )


async def _as_signed(note: bytes) -> bytes:
    # The witnesses of a new origin have to accept it first.
    return note
