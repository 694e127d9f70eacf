"""The table of refusals follows its events, in the deciding transaction."""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from shared.capability import Database, Recorded
from shared.contracts.notices import ApplicationNoticeRequired
from shared.contracts.serving import RefusalClosed, RefusalServed, RefusalUnserved

Row: TypeAlias = tuple[object, ...]

REQUIRED = """
INSERT INTO refusals (application_id, notice_id, required_at, prove_by)
VALUES ($1, $2, $3, $4)
ON CONFLICT (application_id) DO UPDATE SET
    notice_id = excluded.notice_id,
    required_at = excluded.required_at,
    prove_by = excluded.prove_by,
    standing = 'unproven',
    code = NULL,
    served_on = NULL,
    appeal_by = NULL
"""

SERVED = """
UPDATE refusals
   SET standing = 'served', code = NULL, served_on = $2, appeal_by = $3
 WHERE application_id = $1
"""

UNSERVED = """
UPDATE refusals
   SET standing = 'unproven', code = $2, served_on = NULL, appeal_by = NULL
 WHERE application_id = $1
"""

CLOSED = "UPDATE refusals SET standing = 'closed' WHERE application_id = $1"


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events, in their order, those of a kind at once."""
    rows = (_row(one) for one in recorded)
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        if statement:
            await database.executemany(statement, [row for _, row in alike])


def _row(one: Recorded) -> tuple[str, Row]:
    match one.event:
        case ApplicationNoticeRequired() as event:
            application_id = UUID(event.about.removeprefix("application/"))
            at = one.envelope.time
            return REQUIRED, (application_id, event.notice_id, at, event.prove_by)
        case RefusalServed() as event:
            return SERVED, (event.application_id, event.served_on, event.appeal_by)
        case RefusalUnserved() as event:
            return UNSERVED, (event.application_id, event.code)
        case RefusalClosed() as event:
            return CLOSED, (event.application_id,)
        case _:
            return "", ()
