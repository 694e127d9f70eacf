"""Checkpoints (C2SP tlog-checkpoint): what a log signs about itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.merkle import EMPTY_ROOT, HASH_SIZE
from shared.tlog.encoding import decode_base64, decode_number, encode_base64
from shared.tlog.errors import MalformedCheckpoint, NotSigned, OtherLog
from shared.tlog.keys import VerifierKey, is_key_name
from shared.tlog.note import Note, NoteSigner, parse_note, verified_by


@dataclass(frozen=True)
class Checkpoint:
    """A log's name, its number of entries and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint of a note's text; raises `MalformedCheckpoint`."""
    match text.split("\n"):
        case [origin, size, encoded_root, ""]:
            pass
        case _:
            raise MalformedCheckpoint("it has not three lines")
    if not is_key_name(origin):
        raise MalformedCheckpoint("the origin is empty or has a space or a plus in it")
    try:
        checkpoint = Checkpoint(
            origin,
            decode_number(size),
            decode_base64(encoded_root),
        )
    except ValueError as error:
        raise MalformedCheckpoint(str(error)) from error
    if len(checkpoint.root) != HASH_SIZE:
        raise MalformedCheckpoint("the root has not 32 bytes")
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise MalformedCheckpoint("an empty log has another root")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, signer: NoteSigner) -> bytes:
    """Return the signed note; the key's name has to be the log's origin."""
    if signer.name != checkpoint.origin:
        raise OtherLog(f"{signer.name} does not sign for {checkpoint.origin}")
    text = checkpoint.text
    return bytes(Note(text, (signer.sign(text),)))


def open_checkpoint(
    raw: bytes,
    key: VerifierKey,
    witnesses: Iterable[VerifierKey] = (),
) -> Checkpoint:
    """Return the checkpoint if the log's key and every demanded witness signed it.

    Raises `MalformedNote`, `BadSignature`, `NotSigned`, `MalformedCheckpoint` or
    `OtherLog`.
    """
    note = parse_note(raw)
    demanded = (key, *witnesses)
    signers = verified_by(note, demanded)
    for demanded_key in demanded:
        if demanded_key not in signers:
            raise NotSigned(f"{demanded_key.name} is missing")
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != key.name:
        raise OtherLog(f"{checkpoint.origin} instead of {key.name}")
    return checkpoint
