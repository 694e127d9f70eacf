"""Signed notes (C2SP signed-note): a text, a blank line, signatures.

A signature of a known key that does not hold refuses the whole note; signatures
of unknown keys are ignored, so that witnesses can come and go.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.tlog.cosignature import (
    COSIGNATURE_SIZE,
    cosigned_message,
    split_cosignature,
)
from shared.tlog.encoding import decode_base64, encode_base64
from shared.tlog.errors import BadSignature, MalformedNote
from shared.tlog.keys import KeyKind, VerifierKey, is_key_name

_MOST_SIGNATURES = 100
_KEY_ID_SIZE = 4
_LINE_START = "— "


@dataclass(frozen=True)
class SignatureLine:
    """One signature as a note carries it; nothing is verified yet."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        encoded = encode_base64(self.key_id + self.signature)
        return f"{_LINE_START}{self.name} {encoded}\n"


@dataclass(frozen=True)
class Note:
    """A text, which ends in a newline, and the signatures beside it."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode()


@dataclass(frozen=True)
class NoteSigner:
    """A named private key that signs notes."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier_key(self) -> VerifierKey:
        """The public half, to be handed to whoever verifies."""
        return VerifierKey(self.name, raw_public_key(self.private_key))

    def sign(self, text: str) -> SignatureLine:
        """Return the signature line for a text that ends in a newline."""
        signature = self.private_key.sign(text.encode())
        return SignatureLine(self.name, self.verifier_key.key_id, signature)


def raw_public_key(private_key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of the public half."""
    return private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def parse_note(raw: bytes) -> Note:
    """Return the note's parts without believing any; raises `MalformedNote`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedNote("it is not UTF-8") from error
    if any(sign < " " and sign != "\n" for sign in text):
        raise MalformedNote("it has control characters")
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise MalformedNote("it has no signatures after a blank line")
    signature_lines = lines.removesuffix("\n").split("\n")
    if len(signature_lines) > _MOST_SIGNATURES:
        raise MalformedNote("it has more than a hundred signatures")
    return Note(body + "\n", tuple(map(parse_signature_line, signature_lines)))


def parse_signature_line(line: str) -> SignatureLine:
    """Return one line's name, key id and signature; raises `MalformedNote`."""
    name, space, encoded = line.removeprefix(_LINE_START).partition(" ")
    if not line.startswith(_LINE_START) or not space or not is_key_name(name):
        raise MalformedNote("a signature line has no dash, name and signature")
    try:
        raw = decode_base64(encoded)
    except ValueError as error:
        raise MalformedNote("a signature is not in base64") from error
    if len(raw) <= _KEY_ID_SIZE:
        raise MalformedNote("a signature is too short")
    return SignatureLine(name, raw[:_KEY_ID_SIZE], raw[_KEY_ID_SIZE:])


def verified_by(note: Note, keys: Iterable[VerifierKey]) -> frozenset[VerifierKey]:
    """Return those of the keys that have signed the note; raises `BadSignature`."""
    known = {(key.name, key.key_id): key for key in keys}
    signers: set[VerifierKey] = set()
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        _verify(note.text, line, key)
        signers.add(key)
    return frozenset(signers)


def _verify(text: str, line: SignatureLine, key: VerifierKey) -> None:
    message, signature = text.encode(), line.signature
    if key.kind is KeyKind.COSIGNATURE:
        if len(signature) != COSIGNATURE_SIZE:
            raise BadSignature(f"a cosignature of {key.name} has the wrong length")
        timestamp, signature = split_cosignature(signature)
        message = cosigned_message(timestamp, text)
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, message)
    except InvalidSignature as error:
        raise BadSignature(f"the key is {key.name}") from error
