"""The floor of verifying a log: hash the same bytes, and compare nothing."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks.measuring import Stopwatch


def hash_all(bundles: Sequence[Path]) -> float:
    """Hash every entry of these bundles and the tree over them; return entries/s."""
    stopwatch, row = Stopwatch(), list[bytes]()
    for bundle in bundles:
        raw, position = bundle.read_bytes(), 0
        while position < len(raw):
            start = position + 2
            position = start + int.from_bytes(raw[position:start], "big")
            row.append(sha256(b"\0" + raw[start:position]).digest())
    count = len(row)
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        rest = row[-1:] if len(row) % 2 else []
        row = [sha256(b"\1" + left + right).digest() for left, right in pairs]
        row += rest
    return stopwatch.rate(count)
