"""What the log's tables keep for a time: searched words, and quarantined bytes.

The entries stay: that somebody looked, and the SHA-256 of what could not be an entry.
"""

from datetime import datetime

from shared.capability import Database
from shared.erasing.kept_for_a_time import KeptFor, without_words

# The type is spelt out so that the partial index answers.
SEARCHES = """
SELECT d.entry_index, d.event_id, d.disclosures FROM entries e
JOIN entry_disclosures d ON d.entry_index = e.index
WHERE e.type = 'register.views.looked.v1' AND d.person_id IS NULL
  AND e.recorded_at >= $1 AND e.recorded_at < $2
"""
FORGET = "DELETE FROM entry_disclosures WHERE entry_index = ANY($1::bigint[])"
KEEP = """
INSERT INTO entry_disclosures (entry_index, event_id, disclosures) VALUES ($1, $2, $3)
"""

BYTES = """
WITH gone AS (
    DELETE FROM quarantined_bytes WHERE recorded_at >= $1 AND recorded_at < $2
    RETURNING 1
)
SELECT count(*) FROM gone
"""


async def _forget_searches(
    database: Database, since: datetime, before: datetime
) -> int:
    rows = await database.fetch(SEARCHES, since, before)
    shortened = [
        (row["entry_index"], row["event_id"], left)
        for row in rows
        if (left := without_words(row["disclosures"])) != row["disclosures"]
    ]
    if shortened:
        await database.execute(FORGET, [index for index, _, _ in shortened])
        await database.executemany(KEEP, [row for row in shortened if row[2]])
    return len(shortened)


async def _forget_bytes(database: Database, since: datetime, before: datetime) -> int:
    return int(await database.fetchval(BYTES, since, before))


LOGGED_SEARCH_TEXT = KeptFor(
    kind="logged-search-text",
    rule="search_text_days",
    days=lambda rulebook: rulebook.retention.search_text_days,
    forget=_forget_searches,
)
"""The words of searches that name no person, of every service, beside the log."""

QUARANTINED_BYTES = KeptFor(
    kind="quarantined-bytes",
    rule="quarantined_bytes_days",
    days=lambda rulebook: rulebook.retention.quarantined_bytes_days,
    forget=_forget_bytes,
)
"""The bytes of records that could not be entries."""
