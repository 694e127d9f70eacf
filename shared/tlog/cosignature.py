"""Cosignatures (C2SP tlog-cosignature): a witness has seen a checkpoint at a time."""

import struct

COSIGNATURE_SIZE = 72
_TIMESTAMP = struct.Struct(">Q")


def cosigned_message(timestamp: int, checkpoint_text: str) -> bytes:
    """Return what a witness signs: its time in whole Unix seconds, then the text."""
    return f"cosignature/v1\ntime {timestamp}\n{checkpoint_text}".encode()


def split_cosignature(signature: bytes) -> tuple[int, bytes]:
    """Return the timestamp and the Ed25519 signature of 72 bytes."""
    (timestamp,) = _TIMESTAMP.unpack_from(signature)
    return int(timestamp), signature[_TIMESTAMP.size :]


def join_cosignature(timestamp: int, signature: bytes) -> bytes:
    """Return the 72 bytes that a signature line carries."""
    return _TIMESTAMP.pack(timestamp) + signature
