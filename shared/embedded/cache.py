"""Where what was fetched or made once is kept for all systems of this user."""

import os
from pathlib import Path


def cache_directory() -> Path:
    """Return this program's cache (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "professional-register"
