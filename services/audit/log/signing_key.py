"""The log's key: made once, kept where only the service reads it."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.errors import Unavailable
from shared.tlog.note import NoteSigner

_SEED_SIZE = 32
_VERIFIER_KEY_SUFFIX = ".vkey"


def load_signer(file: Path, origin: str, *, may_make: bool) -> NoteSigner:
    """Return the log's signer; its verifier key is written beside the key.

    A key is only made for a log that has signed nothing yet (`may_make`): a second
    key would be a second log. Raises `Unavailable`.
    """
    if not file.exists():
        if not may_make:
            raise Unavailable(f"The log's key {file.name} is gone; restore it first.")
        _make(file)
    seed = file.read_bytes()
    if len(seed) != _SEED_SIZE:
        raise Unavailable(f"The log's key {file.name} has not 32 bytes.")
    signer = NoteSigner(origin, Ed25519PrivateKey.from_private_bytes(seed))
    verifier_key_file(file).write_text(f"{signer.verifier_key}\n", "utf-8")
    return signer


def verifier_key_file(file: Path) -> Path:
    """Return where the public half of the key in `file` lies."""
    return file.with_suffix(_VERIFIER_KEY_SUFFIX)


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = os.open(fresh, flags, mode=0o600)
    with os.fdopen(descriptor, "wb") as written:
        written.write(Ed25519PrivateKey.generate().private_bytes_raw())
        written.flush()
        os.fsync(written.fileno())
    # A link fails where a key is already: two first starts make one key.
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
