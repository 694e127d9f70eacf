"""Whether sealed heads are those of the log: heads as they were at an earlier size."""

from collections import deque
from collections.abc import Mapping

from oversight.stream_heads.tree import HeadsTree, plant

LONGEST_BEHIND = 1 << 18
"""How many entries may lie between the size that heads speak about and their entry."""


class PastHeads:
    """The last version of every stream, now and at each of the last sizes."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}
        self.size = 0
        self._changes: deque[tuple[str, int]] = deque(maxlen=LONGEST_BEHIND)

    def take(self, stream: str, version: int) -> None:
        """Take in the next entry's stream and version."""
        before = self.last.get(stream, 0)
        self._changes.append((stream, before))
        self.last[stream] = max(before, version)
        self.size += 1

    def at(self, size: int) -> HeadsTree | None:
        """Return the tree over the heads of the first `size` entries.

        None where that is not a size the log lately had.
        """
        after = self.size - size
        if not 0 <= after <= len(self._changes):
            return None
        heads = dict(self.last)
        for back in range(1, after + 1):
            stream, before = self._changes[-back]
            if before:
                heads[stream] = before
            else:
                del heads[stream]
        return plant(sorted(heads.items()))

    def objection(self, sealed: Mapping[str, object]) -> str | None:
        """Return why sealed heads are not the log's, None where they are.

        `sealed` is the data of a heads entry: size, count and root.
        """
        size = sealed.get("size")
        tree = self.at(size) if isinstance(size, int) else None
        if tree is None:
            return f"it speaks about {size} entries, out of reach of its place"
        if sealed.get("count") != tree.count:
            return f"it counts {sealed.get('count')} streams, the log has {tree.count}"
        if sealed.get("root") != tree.root().hex():
            return "its root is not that of the streams in the log"
        return None
