"""Files written whole: under their final name there is never half of anything."""

import os
from pathlib import Path


def write_whole(file: Path, raw: bytes) -> None:
    """Write a file and return when its bytes are on the disk, under its name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("wb") as written:
        written.write(raw)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


def sync_folders(root: Path) -> None:
    """Return when the names in a directory and in all below it are on the disk."""
    for folder, _, _ in os.walk(root):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
