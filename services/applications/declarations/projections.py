"""The panel's tables follow its events, and take in who is tied to which case."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias, cast
from uuid import UUID

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
from shared.contracts.contract import EventData
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

Row: TypeAlias = tuple[object, ...]

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
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        if kind in FOLLOWED:
            alike, (statement, row) = list(run), FOLLOWED[kind]
            await database.executemany(statement, [row(one) for one in alike])
            await _matters(database, alike)


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


async def _matters(database: Database, alike: Sequence[Recorded]) -> None:
    """Open and settle what events of one kind open and settle."""
    opened: list[Matter] = []
    settled: list[tuple[UUID, str, str]] = []
    for one in alike:
        at = one.envelope.time
        match one.event:
            case DeclarationRaised(application_id=case):
                # What was found not suitable is before the panel again.
                settled.append((case, DECLARED_MATTER, NOT_SUITABLE))
                opened.append(Matter(case, DECLARED_MATTER, BEFORE_THE_PANEL, at))
            case DeclarationConcluded(application_id=case, finding=finding):
                settled.append((case, DECLARED_MATTER, BEFORE_THE_PANEL))
                if finding is Finding.NOT_SUITABLE:
                    # It stands in the way until the registrar refuses, or refers.
                    opened.append(Matter(case, DECLARED_MATTER, NOT_SUITABLE, at))
            case DeclarationClosed(application_id=case, reason=ground):
                # Of one refused it stays in the way of an appeal.
                if ground is not ClosingGround.REFUSED:
                    settled.append((case, DECLARED_MATTER, BEFORE_THE_PANEL))
            case _:
                pass
    if settled:
        await settle_matters(database, settled)
    if opened:
        await open_matters(database, opened)


def _raised(one: Recorded) -> Row:
    event = cast("DeclarationRaised", one.event)
    return (
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


def _concluded(one: Recorded) -> Row:
    event = cast("DeclarationConcluded", one.event)
    return (event.application_id, event.finding.value)


def _recused(one: Recorded) -> Row:
    event = cast("PanelMemberRecused", one.event)
    return (event.application_id, event.member, "recused")


def _only(one: Recorded) -> Row:
    event = cast("DeclarationClosed | DeclarationOverdue", one.event)
    return (event.application_id,)


def _finding(one: Recorded) -> Row:
    event = cast("DeclarationJudged", one.event)
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


FOLLOWED: Mapping[type[EventData], tuple[str, Callable[[Recorded], Row]]] = (
    MappingProxyType(
        {
            DeclarationRaised: (RAISED, _raised),
            DeclarationJudged: (JUDGED, _finding),
            DeclarationConcluded: (CONCLUDED, _concluded),
            DeclarationClosed: (CLOSED, _only),
            DeclarationOverdue: (OVERDUE, _only),
            PanelMemberRecused: (TIED, _recused),
        }
    )
)
"""Which statement follows each event."""
