"""Sealing: from committed entries to tiles on the disk and a signed checkpoint."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from services.audit.log.broken import LogBroken
from services.audit.log.files import LogFiles
from services.audit.log.going_on import finished
from services.audit.log.store import is_recorded, read_entries
from shared.capability import Database
from shared.merkle import TILE_WIDTH, FullTile, RightEdge, leaf_hash
from shared.tlog.bundles import encode_bundle
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.note import NoteSigner
from shared.tlog.tiles import Tile, bundles_between, tiles_between

Cosign = Callable[[bytes], Awaitable[bytes]]
"""Returns a signed checkpoint with the cosignatures of witnesses, soon."""

_BUNDLES_AT_ONCE = 64


class Sealer:
    """Keeps the files behind the database, and signs only what continues them.

    `edge` is the tree as the last signed checkpoint has it. Each new tree is that one
    with entries appended, so every checkpoint is consistent with the one before.
    `fresh` is set while something is signed that is not published.
    """

    def __init__(self, files: LogFiles, signer: NoteSigner, edge: RightEdge) -> None:
        self._files = files
        self._signer = signer
        self._edge = edge
        self._signed = b""
        self._turn = asyncio.Lock()
        self.fresh = asyncio.Event()
        self.published_size = 0

    async def seal(self, database: Database, size: int) -> None:
        """Put the first `size` entries on the disk, then sign, and keep what is signed.

        Raises `LogBroken` if the entries do not lead to the root that was recorded
        when they were committed.
        """
        async with self._turn:
            if self._signed and size <= self._edge.size:
                return
            await self._seal(database, size)
            self.fresh.set()

    async def publish(self, cosign: Cosign) -> None:
        """Publish what was signed last, with what its witnesses say."""
        self.fresh.clear()
        signed, size = self._signed, self._edge.size
        cosigned = await cosign(signed)
        await finished(asyncio.to_thread(self._files.publish, cosigned))
        self.published_size = size

    async def _seal(self, database: Database, size: int) -> None:
        edge = self._edge
        while edge.size < size:
            whole = (edge.size // TILE_WIDTH + _BUNDLES_AT_ONCE) * TILE_WIDTH
            edge = await self._keep(database, edge, min(size, whole))
        if size and not await is_recorded(database, size, edge.root()):
            raise LogBroken(f"The first {size} entries are not those that were logged.")
        signed = Checkpoint(self._signer.name, size, edge.root())
        note = sign_checkpoint(signed, self._signer)
        await finished(asyncio.to_thread(self._files.keep_signed, note))
        self._signed, self._edge = note, edge

    async def _keep(self, database: Database, edge: RightEdge, end: int) -> RightEdge:
        first = edge.size - edge.size % TILE_WIDTH
        entries = await read_entries(database, first, end)
        if len(entries) != end - first:
            missing = first + len(entries)
            raise LogBroken(f"Entry {missing} is missing in the database.")
        fresh = entries[edge.size - first :]
        grown, full = edge.append([leaf_hash(entry) for entry in fresh])
        contents = _tiles(edge, grown, full) | _bundles(edge, grown, entries)
        await finished(asyncio.to_thread(self._files.keep, contents))
        return grown


def _tiles(
    before: RightEdge,
    after: RightEdge,
    full: Sequence[FullTile],
) -> dict[Tile, bytes]:
    hashes = {Tile(tile.level, tile.index): tile.hashes for tile in full}
    for tile in tiles_between(before.size, after.size):
        if tile not in hashes:
            hashes[tile] = after.levels[tile.level or 0]
    return {tile: b"".join(held) for tile, held in hashes.items()}


def _bundles(
    before: RightEdge,
    after: RightEdge,
    entries: Sequence[bytes],
) -> dict[Tile, bytes]:
    first = before.size - before.size % TILE_WIDTH
    return {
        bundle: encode_bundle(
            entries[bundle.first_entry - first :][: bundle.width],
        )
        for bundle in bundles_between(before.size, after.size)
    }
