"""What an entry that seals all streams' last versions bears out about a few of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from oversight.bundles.errors import FalseHeads
from oversight.bundles.parts import Proven, SealedHeads, said_by
from oversight.stream_heads import proven_version
from shared.contracts.canonical import Json
from shared.contracts.speakers import may_say

HEADS = "register.audit.stream-heads.v1"
STREAMS = "stream-heads/"
"""The log seals heads on streams of its own, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the entry says: so many streams, the root over them, up to which entry.

    `size` is the number of entries that were looked at.
    """

    size: int
    count: int
    root: bytes


def sealed_at(entry: Proven) -> datetime:
    """Return when heads were sealed, by the machine's clock; raises `FalseHeads`."""
    try:
        moment = datetime.fromisoformat(str(said_by(entry).event.get("walltime")))
        return moment.astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise FalseHeads(f"entry {entry.index} does not say when it was") from error


def commitment_of(data: Mapping[str, Json]) -> Commitment:
    """Return what the data of a heads entry commit to; raises `FalseHeads`."""
    size, count, root = (data.get(name) for name in ("size", "count", "root"))
    if not isinstance(size, int) or not isinstance(count, int):
        raise FalseHeads("the sealing entry names no size and count")
    try:
        return Commitment(size, count, bytes.fromhex(str(root)))
    except ValueError as error:
        raise FalseHeads("the sealing entry names no root") from error


def borne_out(sealed: SealedHeads) -> tuple[Commitment, dict[str, int]]:
    """Return the commitment, and the sealed version of every stream in the bundle.

    It is 0 for a stream that is proved to have had none. Whether the sealing entry is
    in the log is asked elsewhere. Raises `FalseHeads` or `HeadNotProven`.
    """
    said = said_by(sealed.entry)
    if said.type != HEADS:
        raise FalseHeads(f"entry {sealed.entry.index} seals no heads")
    of_the_log = said.stream.startswith(STREAMS)
    if not of_the_log or not may_say(str(said.event.get("source")), HEADS):
        raise FalseHeads(f"entry {sealed.entry.index} is not said by the log itself")
    commitment = commitment_of(said.data)
    if commitment.size > sealed.entry.index:
        raise FalseHeads(f"entry {sealed.entry.index} speaks about later ones")
    return commitment, {
        stream: proven_version(proof, stream, commitment.count, commitment.root)
        for stream, proof in sealed.proofs.items()
    }
