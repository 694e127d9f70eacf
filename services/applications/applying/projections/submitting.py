"""The read tables follow what comes in: an application submitted, or returned."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias, TypeVar

import orjson

from services.applications.applying.projections.checking import DECLARED
from services.applications.applying.rules.likeness import (
    answers_of,
    content_digest,
    likeness_keys,
)
from services.applications.matters import (
    BEFORE_THE_PANEL,
    DECLARED_MATTER,
    POSSIBLE_DUPLICATE,
    Matter,
    open_matters,
    pair_of,
)
from shared.capability import Database, Holding, Recorded
from shared.contracts.application_questions import FOR_THE_PANEL
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.contract import EventData
from shared.contracts.retention import RecordClass

EventT = TypeVar("EventT", bound=EventData)
Projection: TypeAlias = Callable[[Database, Sequence[Recorded]], Awaitable[None]]

# It stays whose it was first, whoever of the staff sends it again.
SUBMITTED = """
INSERT INTO applications (
    application_id, person_id, status, scopes, route, submitted_on,
    possible_duplicate_of, faults, received_at, changed_at, external_ref,
    given_names, family_name, work_town, email, answers, content, applicant,
    signed_on_paper, eligibility, checks)
VALUES ($1, $2, 'submitted', $3, $4, $5, $6, '{}', $7, $7, $8,
        $9, $10, $11, $12, $13::text::jsonb, $14, $15, $16, $17, $18)
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
    content = excluded.content,
    applicant = coalesce(applications.applicant, excluded.applicant),
    signed_on_paper = excluded.signed_on_paper,
    eligibility = excluded.eligibility,
    checks = excluded.checks,
    signposts = '{}'
"""

LIKENESS = """
INSERT INTO application_likeness (key, application_id, person_id)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""

RETURNED = """
INSERT INTO applications (
    application_id, person_id, status, faults, received_at, changed_at,
    external_ref, given_names, email, answers, content, applicant, signposts)
VALUES ($1, $2, 'returned', $3, $4, $4, $5, $6, $7, $8::text::jsonb, $9, $10, $11)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    status = excluded.status,
    faults = excluded.faults,
    changed_at = excluded.changed_at,
    external_ref = excluded.external_ref,
    given_names = excluded.given_names,
    email = excluded.email,
    answers = excluded.answers,
    content = excluded.content,
    applicant = coalesce(applications.applicant, excluded.applicant),
    signposts = excluded.signposts
"""

# The status and the reason codes stay: what was decided is not personal.
ERASED = """
UPDATE applications
   SET person_id = NULL,
       applicant = NULL,
       request_explanation = NULL,
       answer_statement = NULL,
       appeal_statement = NULL,
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


async def _submitted(database: Database, recorded: Sequence[Recorded]) -> None:
    rows: list[tuple[object, ...]] = []
    keys: list[tuple[object, ...]] = []
    matters: list[Matter] = []
    for event, at, actor in _each(recorded, ApplicationSubmitted):
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
                actor,
                event.signed_on_paper,
                event.eligibility,
                event.checks,
            )
        )
        matters.extend(_matters_of(event, at))
        keys.extend(
            (key, event.application_id, event.person_id)
            for key in likeness_keys(answers).values()
        )
    await database.executemany(SUBMITTED, rows)
    await database.executemany(LIKENESS, keys)
    if matters:
        await open_matters(database, matters)


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
                actor,
                event.signposts,
            )
            for event, at, actor in _each(recorded, ApplicationReturned)
        ],
    )


def _matters_of(event: ApplicationSubmitted, at: datetime) -> Iterator[Matter]:
    """Yield what stands between a submission and an admission from its first instant.

    The capabilities that settle a declaration and a possible duplicate hear of them
    later: what waits in an inbox is open all the same.
    """
    application_id = event.application_id
    for check in event.checks:
        yield Matter(application_id, check, DECLARED, at)
    if event.health_to_declare or event.character_to_declare:
        yield Matter(application_id, DECLARED_MATTER, BEFORE_THE_PANEL, at)
    for other in event.possible_duplicate_of:
        detail = str(pair_of(application_id, other))
        yield Matter(application_id, POSSIBLE_DUPLICATE, detail, at)
        yield Matter(other, POSSIBLE_DUPLICATE, detail, at)


def _each(
    recorded: Sequence[Recorded], contract: type[EventT]
) -> Iterator[tuple[EventT, datetime, str]]:
    """Yield each event of a contract with its instant, and who led to it."""
    for one in recorded:
        if isinstance(one.event, contract):
            yield one.event, one.envelope.time, one.envelope.actor


def _json(answers: Mapping[str, str]) -> str:
    """Return the answers that the registrar reads; what is the panel's is not kept."""
    shown = {one: said for one, said in answers.items() if one not in FOR_THE_PANEL}
    return orjson.dumps(shown).decode()


FOLLOWED: Mapping[type[EventData], Projection] = MappingProxyType(
    {ApplicationSubmitted: _submitted, ApplicationReturned: _returned}
)
"""What follows each event."""
