"""What an entry that seals all streams' last versions bears out about a few of them.

The entry commits to the list of all (stream, version), sorted by the stream's bytes,
by the root of an RFC 6962 tree whose leaves are the canonical JSON of each pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from oversight.bundles.errors import FalseHeads
from oversight.bundles.parts import SealedHead, SealedHeads, said_by
from shared.contracts.canonical import Json, canonical
from shared.merkle import is_included, leaf_hash
from shared.tlog.encoding import decode_base64

HEADS = "register.audit.stream-heads.v1"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the entry says: so many streams, the root over them, up to which entry.

    `size` is the number of entries that were looked at.
    """

    size: int
    count: int
    root: bytes


def head_leaf(stream: str, version: int) -> bytes:
    """Return the leaf hash of one stream's last version."""
    return leaf_hash(canonical([stream, version]))


def commitment_of(data: Mapping[str, Json]) -> Commitment:
    """Return what the data of a heads entry commit to; raises `FalseHeads`."""
    size, count, root = (data.get(name) for name in ("size", "count", "root"))
    if not isinstance(size, int) or not isinstance(count, int):
        raise FalseHeads("the sealing entry names no size and count")
    try:
        return Commitment(size, count, decode_base64(str(root)))
    except ValueError as error:
        raise FalseHeads("the sealing entry names no root") from error


def borne_out(sealed: SealedHeads) -> Commitment:
    """Return the commitment if every head in the bundle is in it.

    Whether the sealing entry is in the log is asked elsewhere. Raises `FalseHeads`.
    """
    said = said_by(sealed.entry)
    if said.type != HEADS:
        raise FalseHeads(f"entry {sealed.entry.index} seals no heads")
    commitment = commitment_of(said.data)
    for head in sealed.heads:
        if not _is_in(head, commitment):
            raise FalseHeads(
                f"version {head.version} of {head.stream} is not in what entry "
                f"{sealed.entry.index} sealed"
            )
    return commitment


def _is_in(head: SealedHead, commitment: Commitment) -> bool:
    leaf = head_leaf(head.stream, head.version)
    return is_included(
        leaf, head.position, commitment.count, head.proof, commitment.root
    )
