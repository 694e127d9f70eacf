"""The Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1, as pure functions."""

from shared.merkle.consistency import consistency_proof, is_consistent
from shared.merkle.growing import TILE_WIDTH, FullTile, RightEdge
from shared.merkle.hashing import (
    EMPTY_ROOT,
    HASH_SIZE,
    leaf_hash,
    node_hash,
    root,
)
from shared.merkle.inclusion import inclusion_proof, is_included

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "TILE_WIDTH",
    "FullTile",
    "RightEdge",
    "consistency_proof",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "node_hash",
    "root",
]
