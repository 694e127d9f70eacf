"""The tables of retention follow its events, and take in which cases there are."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from shared.capability import Database, Recorded
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.applications import (
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.contract import EventData
from shared.contracts.entries import EntryRestored, PracticeLevelAdded, ScopesAdded
from shared.contracts.entry_fraud import (
    EntryFraudAppealDecided,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudTookEffect,
)
from shared.contracts.further_information import ApplicationWithdrawn
from shared.contracts.identity import PersonMerged, PersonParted
from shared.contracts.retention import (
    ErasureNoted,
    LegalHoldLifted,
    LegalHoldPlaced,
    PersonErased,
    RetentionSet,
)
from shared.erasing.erasure import erasures_in, note, person_of

Row: TypeAlias = tuple[object, ...]

CASE = """
INSERT INTO person_cases (application_id, person_id, under_way, entered)
VALUES ($1, $2, $3, $4)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    under_way = excluded.under_way,
    entered = person_cases.entered OR excluded.entered
"""

MERGED = """
INSERT INTO person_merges (pair_id, kept, merged) VALUES ($1, $2, $3)
ON CONFLICT (pair_id) DO UPDATE SET kept = excluded.kept, merged = excluded.merged
"""

PARTED = "DELETE FROM person_merges WHERE pair_id = $1"

FOLLOWS = """
UPDATE person_cases SET person_id = $2 WHERE application_id = ANY($1::uuid[])
"""

HELD = """
INSERT INTO person_retention (person_id, holds) VALUES ($1, ARRAY[$2])
ON CONFLICT (person_id) DO UPDATE SET
    holds = array_append(array_remove(person_retention.holds, $2), $2)
"""

LIFTED = """
UPDATE person_retention SET holds = array_remove(holds, $2) WHERE person_id = $1
"""

KEPT = """
INSERT INTO person_retention (person_id, retention_ends_at, retention_rule)
VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET
    retention_ends_at = excluded.retention_ends_at,
    retention_rule = excluded.retention_rule
"""

ERASED = """
INSERT INTO person_erasures (
    erasure_id, person_id, reason, authority, erased, kept, kept_by, erased_at,
    kafka_forgets_by, missing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT DO NOTHING
"""

NOTED = """
UPDATE person_erasures SET missing = array_remove(missing, $2) WHERE erasure_id = $1
"""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables up to these events, and order the erasures among them."""
    await note(database, erasures_in(recorded))
    rows = (row for one in recorded for row in _rows(one))
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])


def _rows(one: Recorded) -> Iterator[tuple[str, Row]]:
    match one.event:
        case RetentionSet(about=about, ends_at=ends_at, rule=rule):
            yield KEPT, (person_of(about), ends_at, rule)
        case LegalHoldPlaced(about=about, reason=reason):
            yield HELD, (person_of(about), reason.value)
        case LegalHoldLifted(about=about, reason=reason):
            yield LIFTED, (person_of(about), reason.value)
        case PersonErased() as event:
            yield ERASED, _row(one, event)
        case ErasureNoted(erasure_id=erasure_id, service=service):
            yield NOTED, (erasure_id, service)
        case _:
            return


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in whose case is under way, closed, or led to an entry, and who is one."""
    cases = [case for one in recorded if (case := _case(one.event)) is not None]
    if cases:
        await database.executemany(CASE, cases)
    rows = (row for one in recorded for row in _follows(one))
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])


def _follows(one: Recorded) -> Iterator[tuple[str, Row]]:
    match one.event:
        case PersonMerged(person_id=kept, merged_person_id=merged) as event if (
            kept and merged
        ):
            yield MERGED, (event.pair_id, kept, merged)
            yield FOLLOWS, (list(event.applications), kept)
        case PersonParted(parted_person_id=parted) as event if parted:
            yield PARTED, (event.pair_id,)
            yield FOLLOWS, (list(event.applications), parted)
        case _:
            return


def _case(  # noqa: C901, PLR0911, PLR0912 - one line an event
    event: EventData,
) -> tuple[object, ...] | None:
    match event:
        case ApplicationSubmitted(application_id=case, person_id=person) if person:
            return (case, person, True, False)
        case ApplicationReturned(application_id=case, person_id=person) if person:
            return (case, person, False, False)
        case ApplicationRefused(application_id=case, person_id=person) if person:
            return (case, person, False, False)
        case ApplicationWithdrawn(application_id=case, person_id=person) if person:
            return (case, person, False, False)
        case AppealLodged(application_id=case, person_id=person) if person:
            return (case, person, True, False)
        case AppealDecided(application_id=case, person_id=person) if person:
            return (case, person, _goes_on(event), False)
        case AppealWithdrawn(application_id=case, person_id=person) if person:
            return (case, person, False, False)
        # A case about an entry is under way like an application, under its own id.
        case EntryFraudRaised(case_id=case, person_id=person) if person:
            return (case, person, True, False)
        case EntryFraudDecided(case_id=case, person_id=person) if person:
            return (case, person, event.appeal_by is not None, False)
        case EntryFraudAppealDecided(case_id=case, person_id=person) if person:
            return (case, person, False, False)
        case EntryFraudTookEffect(case_id=case, person_id=person) if person:
            return (case, person, False, False)
        case (
            RegistrationEntered(application_id=case, person_id=person)
            | ScopesAdded(application_id=case, person_id=person)
            | PracticeLevelAdded(application_id=case, person_id=person)
            | EntryRestored(application_id=case, person_id=person)
        ):
            return (case, person, False, True)
        case _:
            return None


def _goes_on(event: AppealDecided) -> bool:
    """Tell whether an application is under way after an appeal, until it is entered."""
    dismissed = event.outcome is AppealOutcome.DISMISSED
    return event.against is Against.REFUSAL and not dismissed


def _row(one: Recorded, event: PersonErased) -> tuple[object, ...]:
    return (
        event.erasure_id,
        person_of(event.about),
        event.reason,
        event.authority,
        event.erased,
        event.kept,
        event.kept_by,
        one.envelope.time,
        event.kafka_forgets_by,
        event.services,
    )
