"""The read tables follow what other registers say, and the matters that it settles."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.applications.applying.rules.flagging import REGISTRATION_ELSEWHERE
from services.applications.matters import Matter, open_matters, settle_matters
from shared.capability import Database, Holding, Recorded
from shared.contracts.elsewhere import RegistrationElsewhereChecked
from shared.contracts.retention import RecordClass

CHECKED = """
INSERT INTO registrations_elsewhere (
    application_id, source, person_id, settled, checked_by, checked_at,
    found, explanation, number, compared)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (application_id, source) DO UPDATE SET
    person_id = excluded.person_id,
    settled = excluded.settled,
    checked_by = excluded.checked_by,
    checked_at = excluded.checked_at,
    found = excluded.found,
    explanation = excluded.explanation,
    number = excluded.number,
    compared = excluded.compared
"""

DECLARED = "declared"
"""The detail of the matter that a declaration opens; a sanction's is its source."""

HOLDS = (
    Holding(
        "registrations_elsewhere",
        RecordClass.APPLICATION,
        "DELETE FROM registrations_elsewhere WHERE person_id = $1",
    ),
)
"""What the table holds of a person."""


async def follow(database: Database, recorded: Sequence[Recorded]) -> None:
    """Record what was found, and open and settle the matters that it is about."""
    rows: list[tuple[object, ...]] = []
    # The last word on each matter: when it was opened, None where it is settled.
    matters: dict[tuple[UUID, str], datetime | None] = {}
    for one in recorded:
        event, at = one.event, one.envelope.time
        if not isinstance(event, RegistrationElsewhereChecked):
            continue
        matters[event.application_id, event.source] = None if event.settled else at
        if event.settled:
            matters[event.application_id, DECLARED] = None
        rows.append(
            (
                event.application_id,
                event.source,
                event.person_id,
                event.settled,
                one.envelope.actor,
                at,
                event.found,
                event.explanation,
                event.number,
                event.compared,
            )
        )
    await database.executemany(CHECKED, rows)
    kind = REGISTRATION_ELSEWHERE
    settled = [(case, kind, why) for (case, why), at in matters.items() if at is None]
    opened = [Matter(case, kind, why, at) for (case, why), at in matters.items() if at]
    await settle_matters(database, settled)
    await open_matters(database, opened)
