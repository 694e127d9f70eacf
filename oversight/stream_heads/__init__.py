"""Stream heads: one hash that seals the last version of every stream.

With it a bundle proves not only what it holds but that nothing follows.
"""

from oversight.stream_heads.proving import (
    HeadNotProven,
    HeadProof,
    ProvenHead,
    prove_head,
    proven_version,
)
from oversight.stream_heads.tree import (
    CHUNK,
    Head,
    HeadsTree,
    Planting,
    head_leaf,
    plant,
)

__all__ = [
    "CHUNK",
    "Head",
    "HeadNotProven",
    "HeadProof",
    "HeadsTree",
    "Planting",
    "ProvenHead",
    "head_leaf",
    "plant",
    "prove_head",
    "proven_version",
]
