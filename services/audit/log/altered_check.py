"""What readiness says of altered entries: never unready, never silent.

A log that stopped answering would hide what was done to it: a stranger who verifies it
has to be given the very bytes that are wrong.
"""

import asyncio
from pathlib import Path

from services.audit.altered import altered_entries, named, replace_note
from services.audit.believing import Sealed
from services.audit.log.leading import connected
from services.audit.settings import Settings
from shared.web.health import Check, Remark

THESE = "SELECT index, entry FROM entries WHERE index = ANY($1::bigint[])"


def altered_check(settings: Settings) -> Check:
    """Return the check that remarks on entries found altered, and looks again."""

    async def check() -> str | None:
        noted = await asyncio.to_thread(altered_entries, settings.log_directory)
        if not noted:
            return None
        still = await _still_altered(settings, noted)
        if not still:
            return None
        return Remark(
            f"The database has another {named(still)} than the log has sealed: "
            "somebody has changed it past its triggers. Trails and reports over it "
            "are refused."
        )

    return check


async def _still_altered(settings: Settings, noted: list[int]) -> list[int]:
    """Return which of the entries still differ, and note no others any more."""
    folder: Path = settings.log_directory
    dsn = settings.database_url.get_secret_value()
    async with connected(dsn) as database:
        rows = await database.fetch(THESE, noted)
    found = {row["index"]: row["entry"] for row in rows}
    # One that was deleted differs from whatever was sealed.
    held = [(index, found.get(index, b"")) for index in noted]
    still = await Sealed(folder).differing(held)
    if still != noted:
        await asyncio.to_thread(replace_note, folder, still)
    return still
