"""The hashes of RFC 6962 §2.1: of an entry, of a pair, of a whole list."""

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

# RFC 6962 §2.1: without the prefixes a pair of hashes could pose as an entry.
_LEAF_PREFIX = b"\x00"
_NODE_PREFIX = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry's bytes."""
    return sha256(_LEAF_PREFIX + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two subtrees."""
    return sha256(_NODE_PREFIX + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over subtrees of equal size, of which the last may be smaller.

    With leaf hashes it is the Merkle tree hash of RFC 6962 §2.1.
    """
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        # Pairing neighbours and lifting an odd last one gives the same tree as
        # the RFC's split at the largest power of two below n, without recursion.
        pairs = [
            sha256(_NODE_PREFIX + left + right).digest()
            for left, right in zip(row[::2], row[1::2], strict=False)
        ]
        if len(row) % 2:
            pairs.append(row[-1])
        row = pairs
    return row[0]
