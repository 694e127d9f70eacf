"""What was found altered in the database, in a file that every replica may read."""

import json
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import cast

REPORT = ".altered.json"
MOST_NOTED = 1000
_MOST_NAMED = 5


def altered_entries(directory: Path) -> list[int]:
    """Return the indexes noted beside a log's files, none where there is no note."""
    try:
        noted = json.loads((directory / REPORT).read_bytes())
    except (OSError, ValueError):
        return []
    return [it for it in cast("list[object]", noted) if isinstance(it, int)]


def note_altered(directory: Path, indexes: Collection[int]) -> None:
    """Add to the note; it is a comfort, and no answer waits for its being written."""
    known = altered_entries(directory)
    if not set(indexes) <= set(known):
        replace_note(directory, {*known, *indexes})


def replace_note(directory: Path, indexes: Collection[int]) -> None:
    """Note just these entries, the first thousand of them."""
    fresh = directory / f"{REPORT}.new"
    with suppress(OSError):
        fresh.write_text(json.dumps(sorted(indexes)[:MOST_NOTED]), "utf-8")
        fresh.replace(directory / REPORT)


def named(indexes: Collection[int]) -> str:
    """Return the entries in words, the first few by their index."""
    first = sorted(indexes)[:_MOST_NAMED]
    more = len(indexes) - len(first)
    listed = ", ".join(map(str, first)) + (f" and {more} more" if more else "")
    return f"entry {listed}" if len(indexes) == 1 else f"entries {listed}"
