"""The newest sealed stream heads, out of the log's tables."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from oversight.bundles.heads import HEADS, Commitment, commitment_of
from oversight.bundles.parts import Proven, said_by
from oversight.bundles.sealing import Sealing, chunks_about
from oversight.stream_heads import Head, HeadsTree, Planting
from services.audit.believing import Reader
from shared.capability import Database

_AT_ONCE = 2000
_TREES_REMEMBERED = 4

# The streams of sealed heads are few and their index is small.
NEWEST = """
SELECT index, entry, NULL AS disclosures FROM entries
WHERE stream LIKE 'stream-heads/%' AND type = $1 AND index < $2
ORDER BY index DESC LIMIT 1
"""

HEADS_AT = """
SELECT stream, max(version) AS version FROM entries
WHERE index < $1 GROUP BY stream ORDER BY stream
"""

CHUNK_AT = """
SELECT stream, max(version) AS version FROM entries
WHERE index < $1 AND stream >= $2 AND ($3::text IS NULL OR stream < $3)
GROUP BY stream ORDER BY stream
"""

_trees: OrderedDict[bytes, HeadsTree] = OrderedDict()
"""The last trees by their root: one is a hash for every 256 streams."""


async def read_sealing(
    database: Database, size: int, streams: Iterable[str], reader: Reader
) -> Sealing | None:
    """Return the newest sealing in the first `size` entries, None without one.

    With it come the chunks of heads that proofs about these streams need. A sealing
    that the log itself does not bear out is none.
    """
    rows = await database.fetch(NEWEST, HEADS, size)
    if not rows:
        return None
    (entry,) = await reader.entries(rows)
    sealed = commitment_of(said_by(Proven(entry.index, entry.raw, ())).data)
    tree = await _tree(database, sealed)
    if tree.root() != sealed.root:
        return None
    chunks = {
        number: await _chunk(database, tree, number, sealed.size)
        for number in chunks_about(tree, streams)
    }
    return Sealing(entry, tree, chunks)


async def _tree(database: Database, sealed: Commitment) -> HeadsTree:
    known = _trees.get(sealed.root)
    if known is not None:
        return known
    planting = Planting()
    async with database.transaction(readonly=True):
        cursor = await database.cursor(HEADS_AT, sealed.size)
        while rows := await cursor.fetch(_AT_ONCE):
            planting.take((row["stream"], row["version"]) for row in rows)
    tree = planting.tree()
    _trees[tree.root()] = tree
    while len(_trees) > _TREES_REMEMBERED:
        _trees.popitem(last=False)
    return tree


async def _chunk(
    database: Database, tree: HeadsTree, number: int, size: int
) -> Sequence[Head]:
    after = number + 1
    end = tree.firsts[after] if after < len(tree.firsts) else None
    rows = await database.fetch(CHUNK_AT, size, tree.firsts[number], end)
    return [(row["stream"], row["version"]) for row in rows]
