"""The log's key: made once, kept where only the service reads it."""

from pathlib import Path

from shared.errors import Unavailable
from shared.tlog.key_file import UnusableKeyFile, make_private_key, read_private_key
from shared.tlog.note import NoteSigner

_VERIFIER_KEY_SUFFIX = ".vkey"


def load_signer(file: Path, origin: str, *, may_make: bool) -> NoteSigner:
    """Return the log's signer; its verifier key is written beside the key.

    A key is only made for a log that has signed nothing yet (`may_make`): a second
    key would be a second log. Raises `Unavailable`.
    """
    if not file.exists():
        if not may_make:
            raise Unavailable(f"The log's key {file.name} is gone; restore it first.")
        make_private_key(file)
    try:
        signer = NoteSigner(origin, read_private_key(file))
    except UnusableKeyFile as error:
        raise Unavailable(f"The log's key {file.name} has not 32 bytes.") from error
    verifier_key_file(file).write_text(f"{signer.verifier_key}\n", "utf-8")
    return signer


def verifier_key_file(file: Path) -> Path:
    """Return where the public half of the key in `file` lies."""
    return file.with_suffix(_VERIFIER_KEY_SUFFIX)
