"""How cases stand that somebody chose to do something to at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.capability import Database

# What can be told of the assessor named without a look at anybody's interests.
STANDINGS = """
SELECT
    cases.assessment_id::text AS case_id,
    cases.outcome IS NOT NULL AS concluded,
    cases.outcome IS NULL
        AND cases.moderation IS NULL
        AND count(seated.assessor_id) FILTER (WHERE seated.part = 'assessor')
            < coalesce(cases.seats, 1) AS free_seats,
    bool_or(seated.assessor_id IS NOT NULL AND seated.recommendation IS NULL)
        AS owing,
    CASE
        WHEN $2 = '' THEN NULL
        WHEN pool.assessor_id IS NULL THEN 'not-in-the-pool'
        WHEN bool_or(seated.assessor_id = $2) THEN 'on-the-case'
        WHEN NOT cases.scopes <@ pool.scopes THEN 'not-in-scope'
        WHEN cases.level IS NOT NULL AND cases.level <> ALL(pool.levels)
            THEN 'not-at-level'
    END AS against_assessor
FROM cases
LEFT JOIN case_assessors AS seated USING (assessment_id)
LEFT JOIN pool ON pool.assessor_id = $2
WHERE cases.assessment_id = ANY($1::text[]::uuid[])
AND NOT EXISTS (
    SELECT
    FROM staff_case_ties
    WHERE staff_case_ties.assessment_id = cases.assessment_id
    AND staff_case_ties.actor = $3
)
GROUP BY cases.assessment_id, pool.assessor_id
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: whether it has a free seat, and whether somebody owes a word.

    `against_assessor` is why the assessor named could not have it, as far as the lists
    of the pool tell; None where nothing is known against it.
    """

    concluded: bool
    free_seats: bool
    owing: bool
    against_assessor: str | None


async def standings_of(
    database: Database, cases: Sequence[str], assessor_id: str, actor: str
) -> Mapping[str, Standing]:
    """Return how these cases stand, by id; one that is not there is missing.

    To an actor with a tie to its applicant, a case is not there (domain §8, 1).
    """
    return {
        row["case_id"]: Standing(
            concluded=row["concluded"],
            free_seats=row["free_seats"],
            owing=bool(row["owing"]),
            against_assessor=row["against_assessor"],
        )
        for row in await database.fetch(STANDINGS, list(cases), assessor_id, actor)
    }
