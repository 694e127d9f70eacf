"""A private key in a file: made once, readable by its owner alone."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.tlog.errors import VerificationError

_SEED_SIZE = 32


class UnusableKeyFile(VerificationError):
    """The file of the private key has not 32 bytes."""


def read_private_key(file: Path) -> Ed25519PrivateKey:
    """Return the Ed25519 key whose 32 bytes a file holds; raises `UnusableKeyFile`."""
    seed = file.read_bytes()
    if len(seed) != _SEED_SIZE:
        raise UnusableKeyFile(file.name)
    return Ed25519PrivateKey.from_private_bytes(seed)


def make_private_key(file: Path) -> None:
    """Put a fresh key into a file, if none is there; two makers make one key."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = os.open(fresh, flags, mode=0o600)
    with os.fdopen(descriptor, "wb") as written:
        written.write(Ed25519PrivateKey.generate().private_bytes_raw())
        written.flush()
        os.fsync(written.fileno())
    # A link fails where a key is already.
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
    sync_directory(file.parent)


def sync_directory(folder: Path) -> None:
    """Return when the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
