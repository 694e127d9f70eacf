"""The panel's tables follow its events, and take in who is tied to which case."""

from collections.abc import Iterator, Sequence

from services.applications.matters import (
    BEFORE_THE_PANEL,
    DECLARED_MATTER,
    NOT_SUITABLE,
    Matter,
    open_matters,
    settle_matters,
)
from shared.capability import Database, Holding, Recorded
from shared.contracts.appealing import AppealFindingGiven
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
)
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.assigning import AssessorJoined
from shared.contracts.declarations import (
    ClosingGround,
    DeclarationClosed,
    DeclarationConcluded,
    DeclarationJudged,
    DeclarationOverdue,
    DeclarationRaised,
    Finding,
    PanelMemberRecused,
)
from shared.contracts.judging import ModerationBegun
from shared.contracts.referring import ApplicationReferred
from shared.contracts.retention import RecordClass
from shared.contracts.serving import RefusalClosed

RAISED = """
INSERT INTO declarations (
    application_id, round, status, origin, raised_at, judge_by, overdue, finding,
    person_id, given_names, family_name, employer, grounds, details)
VALUES ($1, $2, 'open', $3, $4, $5, false, NULL, $6, $7, $8, $9, $10, $11)
ON CONFLICT (application_id) DO UPDATE SET
    round = excluded.round,
    status = excluded.status,
    origin = excluded.origin,
    raised_at = excluded.raised_at,
    judge_by = excluded.judge_by,
    overdue = false,
    finding = NULL,
    person_id = excluded.person_id,
    given_names = coalesce(excluded.given_names, declarations.given_names),
    family_name = coalesce(excluded.family_name, declarations.family_name),
    employer = coalesce(excluded.employer, declarations.employer),
    grounds = excluded.grounds,
    details = excluded.details
"""

JUDGED = """
INSERT INTO declaration_findings (
    application_id, round, member, finding, given_at, person_id, grounds, explanation)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

CONCLUDED = """
UPDATE declarations SET status = 'concluded', finding = $2 WHERE application_id = $1
"""

# Final, and closed for the panel: it stands in the way of nothing any more.
FINAL = """
DELETE FROM open_matters
 USING declarations
 WHERE open_matters.application_id = ANY($1::uuid[])
   AND matter = $2
   AND detail = $3
   AND declarations.application_id = open_matters.application_id
   AND declarations.status = 'closed'
"""

CLOSED = "UPDATE declarations SET status = 'closed' WHERE application_id = $1"

OVERDUE = "UPDATE declarations SET overdue = true WHERE application_id = $1"

TIED = """
INSERT INTO declaration_ties (application_id, actor, tie) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""

HOLDS = (
    Holding(
        "declarations",
        RecordClass.APPLICATION,
        """
        UPDATE declarations
           SET person_id = NULL, given_names = NULL, family_name = NULL,
               employer = NULL, grounds = '{}', details = NULL
         WHERE person_id = $1
        """,
    ),
    Holding(
        "declaration_findings",
        RecordClass.APPLICATION,
        """
        UPDATE declaration_findings
           SET person_id = NULL, grounds = '{}', explanation = NULL
         WHERE person_id = $1
        """,
    ),
)
"""What the panel's tables hold of a person; what was found, and by whom, stays."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables and the open matters up to these events, in their order."""
    for one in recorded:
        match one.event:
            case DeclarationRaised() as event:
                await _raised(database, one, event)
            case DeclarationJudged() as event:
                await database.execute(JUDGED, *_finding(one, event))
            case DeclarationConcluded() as event:
                await _concluded(database, one, event)
            case DeclarationClosed() as event:
                await _closed(database, event)
            case DeclarationOverdue(application_id=application_id):
                await database.execute(OVERDUE, application_id)
            case PanelMemberRecused(application_id=application_id, member=member):
                await database.execute(TIED, application_id, member, "recused")
            case _:
                pass


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in who has which part in an application, and what is final."""
    ties = [tie for one in recorded for tie in _ties(one)]
    if ties:
        await database.executemany(TIED, ties)
    events = (one.event for one in recorded)
    final = [each.application_id for each in events if isinstance(each, RefusalClosed)]
    if final:
        await database.execute(FINAL, final, DECLARED_MATTER, BEFORE_THE_PANEL)


def _ties(one: Recorded) -> Iterator[tuple[object, str, str]]:
    match one.event:
        case ApplicationSubmitted(application_id=application_id):
            yield (application_id, one.envelope.actor, "submitted")
        case (
            ApplicationAccepted(application_id=application_id)
            | ApplicationRefused(application_id=application_id)
        ):
            yield (application_id, one.envelope.actor, "decided")
        case ApplicationReferred(application_id=application_id):
            yield (application_id, one.envelope.actor, "referred")
        case AppealFindingGiven(application_id=application_id, member=member):
            yield (application_id, member, "hears-the-appeal")
        case AssessorsAssigned(application_id=application_id, assessors=assessors):
            for assessor in assessors:
                yield (application_id, assessor, "assesses")
        case AssessorJoined(application_id=application_id, assessor_id=assessor):
            yield (application_id, assessor, "assesses")
        case ModerationBegun(application_id=application_id, moderators=moderators):
            for moderator in moderators:
                yield (application_id, moderator, "assesses")
        case _:
            return


async def _raised(database: Database, one: Recorded, event: DeclarationRaised) -> None:
    await database.execute(
        RAISED,
        event.application_id,
        event.round,
        event.origin.value,
        one.envelope.time,
        event.judge_by,
        event.person_id,
        event.given_names,
        event.family_name,
        event.employer,
        list(event.grounds or ()),
        event.details,
    )
    # What was found not suitable is before the panel again.
    await settle_matters(
        database, [(event.application_id, DECLARED_MATTER, NOT_SUITABLE)]
    )
    opened_at = one.envelope.time
    matter = Matter(event.application_id, DECLARED_MATTER, BEFORE_THE_PANEL, opened_at)
    await open_matters(database, [matter])


async def _closed(database: Database, event: DeclarationClosed) -> None:
    """Close it for the panel; of one refused it stays in the way of an appeal."""
    await database.execute(CLOSED, event.application_id)
    if event.reason is not ClosingGround.REFUSED:
        before = (event.application_id, DECLARED_MATTER, BEFORE_THE_PANEL)
        await settle_matters(database, [before])


async def _concluded(
    database: Database, one: Recorded, event: DeclarationConcluded
) -> None:
    await database.execute(CONCLUDED, event.application_id, event.finding.value)
    if event.finding is Finding.NOT_SUITABLE:
        # It stands in the way of admission until the registrar refuses, or refers.
        opened_at = one.envelope.time
        matter = Matter(event.application_id, DECLARED_MATTER, NOT_SUITABLE, opened_at)
        await open_matters(database, [matter])
    before = (event.application_id, DECLARED_MATTER, BEFORE_THE_PANEL)
    await settle_matters(database, [before])


def _finding(one: Recorded, event: DeclarationJudged) -> tuple[object, ...]:
    return (
        event.application_id,
        event.round,
        event.member,
        event.finding.value,
        one.envelope.time,
        event.person_id,
        [ground.value for ground in event.grounds or ()],
        event.explanation,
    )
