"""Which ties changed, as heard: of those, conflicts are looked at again.

The row says whose or of which application, never what: it is computed anew.
"""

from collections.abc import Sequence

from services.assessment.assessing.rules.likeness import folded
from shared.capability import Database, Recorded
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import InterestsDeclared
from shared.contracts.confirming import ConfirmationAsked
from shared.contracts.staff_interests import StaffInterestDeclared

OF_ASSESSOR = "assessor"
OF_APPLICATION = "application"

CHANGED = """
INSERT INTO changed_ties (kind, id, changed_at)
SELECT DISTINCT kind, id, now()
FROM unnest($1::text[], $2::text[]) AS changed (kind, id)
ON CONFLICT (kind, id) DO UPDATE SET changed_at = excluded.changed_at
"""

# Whoever was asked before stays a party: they may have confirmed something already.
ANOTHER = """
UPDATE case_papers
SET parties = array(
        SELECT party FROM unnest(parties || $2::text[]) AS party
        GROUP BY party ORDER BY party
    ),
    other_proposer_names = array(
        SELECT name FROM unnest(other_proposer_names || $3::text[]) AS name
        GROUP BY name ORDER BY name
    )
FROM cases
WHERE cases.assessment_id = case_papers.assessment_id
AND cases.application_id = $1
"""


async def take_in_ties(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in proposers who are asked instead of another, and whose ties changed.

    The first that are asked are in the papers of the application.
    """
    instead = [
        one.event
        for one in recorded
        if isinstance(one.event, ConfirmationAsked) and one.event.attempt > 1
    ]
    rows = [
        (
            event.application_id,
            sorted(folded(event.email)),
            [event.name] if event.name else [],
        )
        for event in instead
    ]
    if rows:
        await database.executemany(ANOTHER, rows)
    changed = [(OF_APPLICATION, str(event.application_id)) for event in instead]
    changed += [
        (OF_ASSESSOR, whose) for one in recorded if (whose := _whose(one)) is not None
    ]
    if changed:
        kinds, ids = zip(*changed, strict=True)
        await database.execute(CHANGED, list(kinds), list(ids))


def _whose(one: Recorded) -> str | None:
    """Return the assessor whose ties the event may have added to, if any."""
    match one.event:
        case AssessorAppointed() | InterestsDeclared() as event:
            return event.assessor_id
        case StaffInterestDeclared() as event:
            return event.actor
        case _:
            return None
