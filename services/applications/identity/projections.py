"""The tables of identity follow its events, and take in whose each application is."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

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

Row: TypeAlias = tuple[object, ...]

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
    rows = (row for one in recorded for row in _rows(one))
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])
    await _matters(database, recorded)


async def _matters(database: Database, recorded: Sequence[Recorded]) -> None:
    """Open what is asked and settle what is decided, runs of each in their order."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        if kind is PossibleDuplicateRaised:
            await open_matters(
                database,
                [
                    Matter(each, POSSIBLE_DUPLICATE, detail, one.envelope.time)
                    for one in run
                    for each, detail in _of_pair(one)
                ],
            )
        elif kind is PossibleDuplicateDecided:
            await settle_matters(
                database,
                [
                    (each, POSSIBLE_DUPLICATE, detail)
                    for one in run
                    for each, detail in _of_pair(one)
                ],
            )


def _of_pair(one: Recorded) -> Iterator[tuple[UUID, str]]:
    event = one.event
    if isinstance(event, PossibleDuplicateRaised | PossibleDuplicateDecided):
        for each in (event.application_id, event.other_application_id):
            yield each, str(event.pair_id)


def _rows(one: Recorded) -> Iterator[tuple[str, Row]]:
    at = one.envelope.time
    match one.event:
        case PossibleDuplicateRaised() as event:
            pair = (event.application_id, event.other_application_id)
            yield RAISED, (event.pair_id, *pair, at)
        case PossibleDuplicateDecided() as event:
            decided = (
                event.pair_id,
                event.decision.value,
                at,
                one.envelope.actor,
                [ground.value for ground in event.grounds],
                event.person_id,
                event.explanation,
            )
            yield DECIDED, decided
        case PersonMerged() as event:
            yield MERGED, (event.pair_id, event.merged_person_id)
            yield FOLLOWS, (list(event.applications), event.person_id)
        case PersonParted() as event:
            yield MERGED, (event.pair_id, None)
            yield FOLLOWS, (list(event.applications), event.parted_person_id)
        case _:
            return


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
