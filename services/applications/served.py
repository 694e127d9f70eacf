"""Until when a refusal can be appealed against, as its service moved it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.capability import Database

READ = """
SELECT application_id, appeal_by
  FROM refusals
 WHERE application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class AppealWindow:
    """The last day of an appeal; None while it is unproven that anybody was served."""

    appeal_by: date | None


async def read_windows(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, AppealWindow]:
    """Return the windows of those applications whose refusal is to be served."""
    if not applications:
        return {}
    rows = await database.fetch(READ, list(applications))
    return {row["application_id"]: AppealWindow(row["appeal_by"]) for row in rows}
