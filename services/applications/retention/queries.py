"""What is known of the people in the register: their cases, holds and erasures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from shared.capability import Database

# People who were made one are asked for under any of their ids.
HELD = """
WITH RECURSIVE same (asked, person_id) AS (
    SELECT asked, asked FROM unnest($1::uuid[]) AS asked
    UNION
    SELECT same.asked,
           CASE WHEN kept = same.person_id THEN merged ELSE kept END
      FROM same
      JOIN person_merges ON same.person_id IN (kept, merged)
), grouped AS (
    SELECT asked, array_agg(person_id) AS people FROM same GROUP BY asked
)
SELECT asked AS person_id,
       array_remove(people, asked) AS also,
       applications,
       under_way,
       entered,
       kept_until,
       ARRAY(SELECT DISTINCT unnest(person_retention.holds)
               FROM person_retention
              WHERE person_id = ANY(people) AND person_id <> asked) AS holds
  FROM grouped
 CROSS JOIN LATERAL (
    SELECT array_agg(application_id ORDER BY application_id) AS applications,
           bool_or(under_way) AS under_way,
           bool_or(entered) AS entered
      FROM person_cases
     WHERE person_id = ANY(people)) AS held
 CROSS JOIN LATERAL (
    SELECT max(retention_ends_at) AS kept_until
      FROM person_retention
     WHERE person_id = ANY(people) AND person_id <> asked) AS others
 WHERE applications IS NOT NULL
"""

STANDING = """
SELECT holds, retention_ends_at, retention_rule
  FROM person_retention
 WHERE person_id = $1
"""

ERASURES = """
SELECT erasure_id, person_id, reason, authority, erased, kept, kept_by, erased_at,
       kafka_forgets_by, missing
  FROM person_erasures
 WHERE person_id = $1
 ORDER BY erased_at
"""

# Somebody is named by an id of theirs, of an application, or by a number.
NAMED = """
SELECT person_id FROM person_cases WHERE person_id = $1 OR application_id = $1
 UNION
SELECT person_id FROM register_entries WHERE registration_number IN ($2, upper($2))
 LIMIT 1
"""

LATEST = """
SELECT erasure_id, person_id, reason, authority, erased, kept, kept_by, erased_at,
       kafka_forgets_by, missing
  FROM person_erasures
 ORDER BY erased_at DESC, erasure_id
 LIMIT $1
"""

UNCONFIRMED = """
SELECT erasure_id, person_id, missing
  FROM person_erasures
 WHERE missing <> '{}'
"""

# Of the last minute on the wall: a service that is down for good holds up no clock.
AWAITED = """
SELECT EXISTS (
    SELECT FROM person_erasures
      JOIN erasures USING (erasure_id)
     WHERE missing <> '{}'
       AND noted_at > clock_timestamp() - interval '1 minute'
)
"""


@dataclass(frozen=True, slots=True)
class ErasureDone:
    """An erasure: of what, why, under which rule, and who has yet to confirm it."""

    erasure_id: UUID
    person_id: UUID
    reason: str
    authority: str
    erased: list[str]
    kept: list[str]
    kept_by: str | None
    erased_at: datetime
    kafka_forgets_by: datetime
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person's records stand: the cases, the holds, the day, the erasures.

    `also` are other ids of the same person, where people were made one.
    """

    person_id: UUID
    applications: list[UUID]
    also: list[UUID]
    holds: list[str]
    retention_ends_at: datetime | None
    retention_rule: str | None
    erasures: list[ErasureDone]


async def standing_of(database: Database, person_id: UUID) -> Standing | None:
    """Return how a person's records stand, or None where the register holds none."""
    held = await database.fetchrow(HELD, [person_id])
    if held is None:
        return None
    row = await database.fetchrow(STANDING, person_id)
    erasures = await database.fetch(ERASURES, person_id)
    return Standing(
        person_id=person_id,
        applications=held["applications"],
        also=held["also"],
        holds=row["holds"] if row else [],
        retention_ends_at=row["retention_ends_at"] if row else None,
        retention_rule=row["retention_rule"] if row else None,
        erasures=[ErasureDone(**dict(one)) for one in erasures],
    )


async def person_named(database: Database, reference: str) -> UUID | None:
    """Return the id of whom a reference names, None where it names nobody.

    The person's own id, an application's, or a registration number.
    """
    try:
        known = UUID(reference)
    except ValueError:
        known = None
    found = await database.fetchval(NAMED, known, reference)
    return cast("UUID | None", found)


async def latest_erasures(database: Database, limit: int) -> Sequence[ErasureDone]:
    """Return the latest erasures, the newest first."""
    return [ErasureDone(**dict(one)) for one in await database.fetch(LATEST, limit)]
