"""The tables of identity follow its events, and take in whose each application is."""

from collections.abc import Sequence

from services.applications.matters import (
    POSSIBLE_DUPLICATE,
    Matter,
    open_matters,
    settle_matters,
)
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.identity import (
    PersonMerged,
    PersonParted,
    PossibleDuplicateDecided,
    PossibleDuplicateRaised,
)
from shared.contracts.retention import RecordClass

CAME = """
INSERT INTO application_people (
    application_id, person_id, submitted_on, given_names, family_name, date_of_birth,
    email, postcode, employer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT DO NOTHING
"""

RAISED = """
INSERT INTO possible_duplicates (
    pair_id, application_id, other_application_id, status, raised_at)
VALUES ($1, $2, $3, 'open', $4)
ON CONFLICT DO NOTHING
"""

DECIDED = """
UPDATE possible_duplicates
   SET status = $2, decided_at = $3, decided_by = $4, grounds = $5,
       person_id = $6, explanation = $7
 WHERE pair_id = $1
"""

MERGED = "UPDATE possible_duplicates SET merged_person_id = $2 WHERE pair_id = $1"

FOLLOWS = """
UPDATE application_people SET person_id = $2 WHERE application_id = ANY($1::uuid[])
"""

HOLDS = (
    Holding(
        "application_people",
        RecordClass.APPLICATION,
        """
        UPDATE application_people
           SET given_names = NULL, family_name = NULL, date_of_birth = NULL,
               email = NULL, postcode = NULL, employer = NULL
         WHERE person_id = $1
        """,
    ),
    Holding(
        "possible_duplicates",
        RecordClass.APPLICATION,
        """
        UPDATE possible_duplicates
           SET person_id = NULL, explanation = NULL
         WHERE person_id = $1
        """,
    ),
)
"""What the tables of identity hold of a person; opaque ids stay."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables and the open matters up to these events, in their order."""
    for one in recorded:
        match one.event:
            case PossibleDuplicateRaised() as event:
                await _raised(database, one, event)
            case PossibleDuplicateDecided() as event:
                await _decided(database, one, event)
            case PersonMerged(pair_id=pair_id) as event:
                await database.execute(MERGED, pair_id, event.merged_person_id)
                await database.execute(
                    FOLLOWS, list(event.applications), event.person_id
                )
            case PersonParted(pair_id=pair_id) as event:
                await database.execute(MERGED, pair_id, None)
                await database.execute(
                    FOLLOWS, list(event.applications), event.parted_person_id
                )
            case _:
                pass


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in whose application came, by its own words."""
    rows = [
        (
            event.application_id,
            event.person_id,
            event.submitted_on,
            event.given_names,
            event.family_name,
            event.date_of_birth,
            event.email,
            event.postcode,
            event.employer,
        )
        for event in (one.event for one in recorded)
        if isinstance(event, ApplicationSubmitted) and event.person_id is not None
    ]
    if rows:
        await database.executemany(CAME, rows)


async def _raised(
    database: Database, one: Recorded, event: PossibleDuplicateRaised
) -> None:
    at = one.envelope.time
    pair = (event.application_id, event.other_application_id)
    await database.execute(RAISED, event.pair_id, *pair, at)
    detail = str(event.pair_id)
    matters = [Matter(each, POSSIBLE_DUPLICATE, detail, at) for each in pair]
    await open_matters(database, matters)


async def _decided(
    database: Database, one: Recorded, event: PossibleDuplicateDecided
) -> None:
    await database.execute(
        DECIDED,
        event.pair_id,
        event.decision.value,
        one.envelope.time,
        one.envelope.actor,
        [ground.value for ground in event.grounds],
        event.person_id,
        event.explanation,
    )
    pair = (event.application_id, event.other_application_id)
    detail = str(event.pair_id)
    await settle_matters(
        database, [(each, POSSIBLE_DUPLICATE, detail) for each in pair]
    )
