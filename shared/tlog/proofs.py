"""Proof files (C2SP tlog-proof): one entry's place in a log, checked offline."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.merkle import HASH_SIZE, is_included, leaf_hash
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.encoding import decode_base64, decode_number, encode_base64
from shared.tlog.errors import MalformedProof, NotIncluded
from shared.tlog.keys import VerifierKey

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = "index "
# An index has at most 63 bits, so no path has more siblings.
_MOST_HASHES = 63


@dataclass(frozen=True)
class InclusionProof:
    """An entry's index, its sibling hashes (leaf side first), a signed checkpoint."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [_HEADER, f"{_INDEX}{self.index}", *map(encode_base64, self.hashes)]
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint


def parse_proof(raw: bytes) -> InclusionProof:
    """Return the proof in a file without believing it; raises `MalformedProof`."""
    head, blank, checkpoint = raw.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedProof from error
    match lines:
        case [header, index, *hashes] if (
            blank
            and header == _HEADER
            and index.startswith(_INDEX)
            and len(hashes) <= _MOST_HASHES
        ):
            pass
        case _:
            raise MalformedProof
    try:
        number = decode_number(index.removeprefix(_INDEX))
        siblings = tuple(map(decode_base64, hashes))
    except ValueError as error:
        raise MalformedProof(str(error)) from error
    if any(len(sibling) != HASH_SIZE for sibling in siblings):
        raise MalformedProof("a hash has not 32 bytes")
    return InclusionProof(number, siblings, checkpoint)


def verify_proof(
    proof: InclusionProof,
    entry: bytes,
    key: VerifierKey,
    witnesses: Iterable[VerifierKey] = (),
) -> Checkpoint:
    """Return the signed checkpoint that the entry is proved to be under.

    1. The checkpoint is signed by the log's key and every demanded witness.
    2. The sibling hashes lead from the entry to the checkpoint's root.

    Raises a `VerificationError`.
    """
    # 1
    checkpoint = open_checkpoint(proof.checkpoint, key, witnesses)
    # 2
    leaf, root = leaf_hash(entry), checkpoint.root
    if not is_included(leaf, proof.index, checkpoint.size, proof.hashes, root):
        raise NotIncluded(f"entry {proof.index} of {checkpoint.size}")
    return checkpoint
