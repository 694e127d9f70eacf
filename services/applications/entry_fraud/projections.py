"""The table of cases follows their events, and the matter that each opens."""

from collections.abc import Sequence

from services.applications.matters import (
    SUSPECTED_FRAUD,
    Matter,
    open_matters,
    settle_matters,
)
from shared.capability import Database, Holding, Recorded
from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudOutcome,
    EntryFraudRaised,
    EntryFraudTookEffect,
)
from shared.contracts.identity import PersonMerged, PersonParted
from shared.contracts.retention import RecordClass

RAISED = """
INSERT INTO entry_fraud_cases (
    case_id, application_id, status, source, raiser, raised_at, respond_by, concern_id,
    applicant, person_id, registration_number, given_names, allegation, particulars)
VALUES ($1, $2, 'open', $3, $4, $5, $6, $7,
        (SELECT applicant FROM applications WHERE application_id = $2),
        $8, $9, $10, $11, $12)
ON CONFLICT DO NOTHING
"""

ANSWERED = """
UPDATE entry_fraud_cases
   SET answered = true,
       statement = concat_ws(E'\n\n', statement, $2::text)
 WHERE case_id = $1
"""

DECIDED = """
UPDATE entry_fraud_cases
   SET status = $2, outcome = $3, decider = $4, decided_at = $5, scopes_ended = $6,
       levels_ended = $7, appeal_by = $8, reasons = $9, explanation = $10
 WHERE case_id = $1
"""

APPEALED = """
UPDATE entry_fraud_cases
   SET status = 'under-appeal', appeal_statement = $2
 WHERE case_id = $1
"""

SET_ASIDE = """
UPDATE entry_fraud_cases SET status = 'ended', outcome = 'no-case' WHERE case_id = $1
"""

IN_EFFECT = """
UPDATE entry_fraud_cases SET status = 'ended', effective_on = $2 WHERE case_id = $1
"""

FOLLOWS = """
UPDATE entry_fraud_cases
   SET person_id = $2
 WHERE application_id = ANY($1::uuid[]) AND person_id IS NOT NULL
"""

HOLDS = (
    Holding(
        "entry_fraud_cases",
        RecordClass.APPLICATION,
        """
        UPDATE entry_fraud_cases
           SET person_id = NULL, applicant = NULL, registration_number = NULL,
               given_names = NULL, allegation = NULL, particulars = NULL,
               statement = NULL, appeal_statement = NULL, reasons = '{}',
               explanation = NULL
         WHERE person_id = $1
        """,
    ),
)
"""What the table holds of a person; that there was a case, and its outcome, stays."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table and the open matters up to these events, in their order.

    Cases are few, and come one at a time.
    """
    for one in recorded:
        match one.event:
            case EntryFraudRaised() as event:
                await _raised(database, one, event)
            case EntryFraudAnswered(case_id=case_id, statement=statement):
                await database.execute(ANSWERED, case_id, statement)
            case EntryFraudDecided() as event:
                await _decided(database, one, event)
            case EntryFraudAppealed(case_id=case_id, statement=statement):
                await database.execute(APPEALED, case_id, statement)
            case EntryFraudAppealDecided(set_aside=True) as event:
                await database.execute(SET_ASIDE, event.case_id)
                await _settle(database, event)
            case EntryFraudTookEffect() as event:
                await database.execute(IN_EFFECT, event.case_id, event.effective_on)
                await _settle(database, event)
            case _:
                pass


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Let the cases of people who were made one, or parted, follow."""
    for one in recorded:
        match one.event:
            case PersonMerged(applications=applications, person_id=person) if person:
                await database.execute(FOLLOWS, list(applications), person)
            case PersonParted(applications=applications, parted_person_id=person) if (
                person
            ):
                await database.execute(FOLLOWS, list(applications), person)
            case _:
                pass


async def _raised(database: Database, one: Recorded, event: EntryFraudRaised) -> None:
    at = one.envelope.time
    await database.execute(
        RAISED,
        event.case_id,
        event.application_id,
        event.source.value,
        event.raiser,
        at,
        event.respond_by,
        event.concern_id,
        event.person_id,
        event.registration_number,
        event.given_names,
        event.allegation and event.allegation.value,
        event.particulars,
    )
    detail = str(event.case_id)
    matter = Matter(event.application_id, SUSPECTED_FRAUD, detail, at)
    await open_matters(database, [matter])


async def _decided(database: Database, one: Recorded, event: EntryFraudDecided) -> None:
    await database.execute(
        DECIDED,
        event.case_id,
        "ended" if event.appeal_by is None else "decided",
        event.outcome.value,
        event.decider,
        one.envelope.time,
        list(event.scopes_ended),
        list(event.levels_ended),
        event.appeal_by,
        list(event.reasons or ()),
        event.explanation,
    )
    # Who is not to be admitted is not, until the registrar refuses.
    if event.outcome is EntryFraudOutcome.NO_CASE:
        await _settle(database, event)


async def _settle(
    database: Database,
    event: EntryFraudDecided | EntryFraudAppealDecided | EntryFraudTookEffect,
) -> None:
    detail = str(event.case_id)
    await settle_matters(database, [(event.application_id, SUSPECTED_FRAUD, detail)])
