"""Passwords made at first use and kept under the data directory, mode 0600."""

import os
import secrets
from pathlib import Path


def password_for(name: str, directory: Path) -> str:
    """Return the password kept in `directory` under `name`, made now if it is new."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / name
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            # Letters, digits, - and _ only: safe in a URL and between quotes.
            file.write(secrets.token_urlsafe(24))
        fresh.replace(path)
    return path.read_text()
