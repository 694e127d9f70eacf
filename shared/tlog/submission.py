"""What a log submits to a witness (C2SP tlog-witness, add-checkpoint)."""

from dataclasses import dataclass

from shared.merkle import HASH_SIZE
from shared.tlog.encoding import decode_base64, decode_number, encode_base64
from shared.tlog.errors import MalformedSubmission

ADD_CHECKPOINT = "add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"
MOST_HASHES = 63
LONGEST_SUBMISSION = 65_536
"""Bytes: 63 hashes and a checkpoint with a hundred signatures are shorter."""

_OLD = "old "


@dataclass(frozen=True)
class Submission:
    """A signed checkpoint, and the proof that it continues one of `old_size`."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [f"{_OLD}{self.old_size}", *map(encode_base64, self.proof)]
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint


def parse_submission(body: bytes) -> Submission:
    """Return what a request's body submits; raises `MalformedSubmission`."""
    head, blank, checkpoint = body.partition(b"\n\n")
    if not blank:
        raise MalformedSubmission("there is no blank line before the checkpoint")
    try:
        first, *hashes = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedSubmission("the proof is not in ASCII") from error
    if not first.startswith(_OLD):
        raise MalformedSubmission("the first line is not `old` and a size")
    if len(hashes) > MOST_HASHES:
        raise MalformedSubmission(f"there are more than {MOST_HASHES} hashes")
    try:
        old_size = decode_number(first.removeprefix(_OLD))
        proof = tuple(map(decode_base64, hashes))
    except ValueError as error:
        raise MalformedSubmission(str(error)) from error
    if any(len(each) != HASH_SIZE for each in proof):
        raise MalformedSubmission("a hash has not 32 bytes")
    return Submission(old_size, proof, checkpoint)
