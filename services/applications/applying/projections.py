"""The read tables of applying follow its events, in the deciding transaction."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias, TypeVar

import orjson

from services.applications.applying.rules.likeness import (
    answers_of,
    content_digest,
    likeness_keys,
)
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    RecommendationReceived,
)
from shared.contracts.contract import EventData
from shared.contracts.retention import RecordClass

EventT = TypeVar("EventT", bound=EventData)
Projection: TypeAlias = Callable[[Database, Sequence[Recorded]], Awaitable[None]]

SUBMITTED = """
INSERT INTO applications (
    application_id, person_id, status, scopes, route, submitted_on,
    possible_duplicate_of, faults, received_at, changed_at, external_ref,
    given_names, family_name, work_town, email, answers, content)
VALUES ($1, $2, 'submitted', $3, $4, $5, $6, '{}', $7, $7, $8,
        $9, $10, $11, $12, $13::text::jsonb, $14)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    status = excluded.status,
    scopes = excluded.scopes,
    route = excluded.route,
    submitted_on = excluded.submitted_on,
    possible_duplicate_of = excluded.possible_duplicate_of,
    faults = excluded.faults,
    changed_at = excluded.changed_at,
    external_ref = excluded.external_ref,
    given_names = excluded.given_names,
    family_name = excluded.family_name,
    work_town = excluded.work_town,
    email = excluded.email,
    answers = excluded.answers,
    content = excluded.content
"""

LIKENESS = """
INSERT INTO application_likeness (key, application_id, person_id)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""

RETURNED = """
INSERT INTO applications (
    application_id, person_id, status, faults, received_at, changed_at,
    external_ref, given_names, email, answers, content)
VALUES ($1, $2, 'returned', $3, $4, $4, $5, $6, $7, $8::text::jsonb, $9)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    status = excluded.status,
    faults = excluded.faults,
    changed_at = excluded.changed_at,
    external_ref = excluded.external_ref,
    given_names = excluded.given_names,
    email = excluded.email,
    answers = excluded.answers,
    content = excluded.content
"""

RECOMMENDED = """
UPDATE applications
   SET status = 'recommended', recommendation = $2, assessors = $3, changed_at = $4
 WHERE application_id = $1
"""

ACCEPTED = """
UPDATE applications
   SET status = 'accepted', changed_at = $2
 WHERE application_id = $1
"""

REFUSED = """
UPDATE applications
   SET status = 'refused', reasons = $2, changed_at = $3
 WHERE application_id = $1
"""


# The status and the reason codes stay: what was decided is not personal.
ERASED = """
UPDATE applications
   SET person_id = NULL,
       external_ref = NULL,
       given_names = NULL,
       family_name = NULL,
       work_town = NULL,
       email = NULL,
       answers = NULL,
       content = NULL
 WHERE person_id = $1
"""

HOLDS = (
    Holding("applications", RecordClass.APPLICATION, ERASED),
    Holding(
        "application_likeness",
        RecordClass.APPLICATION,
        "DELETE FROM application_likeness WHERE person_id = $1",
    ),
)
"""What applying's tables hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the read tables up to these events, in their order."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        await _PROJECTED[kind](database, list(run))


async def _submitted(database: Database, recorded: Sequence[Recorded]) -> None:
    rows: list[tuple[object, ...]] = []
    keys: list[tuple[object, ...]] = []
    for event, at in _each(recorded, ApplicationSubmitted):
        answers = answers_of(event)
        rows.append(
            (
                event.application_id,
                event.person_id,
                event.scopes,
                event.route,
                event.submitted_on,
                event.possible_duplicate_of,
                at,
                event.external_ref,
                event.given_names,
                event.family_name,
                event.work_town,
                event.email,
                _json(answers),
                content_digest(answers),
            )
        )
        keys.extend(
            (key, event.application_id, event.person_id)
            for key in likeness_keys(answers).values()
        )
    await database.executemany(SUBMITTED, rows)
    await database.executemany(LIKENESS, keys)


async def _returned(database: Database, recorded: Sequence[Recorded]) -> None:
    await database.executemany(
        RETURNED,
        [
            (
                event.application_id,
                event.person_id,
                event.faults,
                at,
                event.external_ref,
                event.given_names,
                event.email,
                _json(event.submission or {}),
                content_digest(event.submission or {}),
            )
            for event, at in _each(recorded, ApplicationReturned)
        ],
    )


async def _recommended(database: Database, recorded: Sequence[Recorded]) -> None:
    await database.executemany(
        RECOMMENDED,
        [
            (event.application_id, event.outcome, event.assessors, at)
            for event, at in _each(recorded, RecommendationReceived)
        ],
    )


async def _accepted(database: Database, recorded: Sequence[Recorded]) -> None:
    await database.executemany(
        ACCEPTED,
        [
            (event.application_id, at)
            for event, at in _each(recorded, ApplicationAccepted)
        ],
    )


async def _refused(database: Database, recorded: Sequence[Recorded]) -> None:
    await database.executemany(
        REFUSED,
        [
            (event.application_id, event.reasons, at)
            for event, at in _each(recorded, ApplicationRefused)
        ],
    )


def _each(
    recorded: Sequence[Recorded], contract: type[EventT]
) -> Iterator[tuple[EventT, datetime]]:
    """Yield each event of a contract with the register's instant of it."""
    for one in recorded:
        if isinstance(one.event, contract):
            yield one.event, one.envelope.time


def _json(answers: Mapping[str, str]) -> str:
    return orjson.dumps(answers).decode()


_PROJECTED: Mapping[type[EventData], Projection] = MappingProxyType(
    {
        ApplicationSubmitted: _submitted,
        ApplicationReturned: _returned,
        RecommendationReceived: _recommended,
        ApplicationAccepted: _accepted,
        ApplicationRefused: _refused,
    }
)
