"""The read tables follow what happens after submission: a statement or two an event."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from services.applications.matters import BEFORE_THE_PANEL, DECLARED_MATTER, OPEN
from shared.capability import Database, Recorded
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOverdue,
    AppealWithdrawn,
    ScopesAdmittedOnAppeal,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    RecommendationReceived,
)
from shared.contracts.contract import EventData
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from shared.contracts.referring import ApplicationReferred

Row: TypeAlias = tuple[object, ...]
Rows: TypeAlias = Callable[[Any, datetime], Row]

RECOMMENDED = """
UPDATE applications
   SET status = 'recommended',
       recommendation = $3,
       assessors = $4,
       gaps = $5,
       recommended_scopes = $6,
       changed_at = $2
 WHERE application_id = $1
"""

ASKED = """
UPDATE applications
   SET status = 'further-information',
       round = $3,
       answer_by = $4,
       asked_gaps = $5,
       request_explanation = $6,
       changed_at = $2
 WHERE application_id = $1
"""

STOPPED = """
INSERT INTO clock_stops (application_id, stopped_at, why)
VALUES ($1, $2, 'further-information')
ON CONFLICT DO NOTHING
"""

STARTED = """
UPDATE clock_stops
   SET started_at = $2
 WHERE application_id = $1 AND started_at IS NULL
"""

ANSWERED = """
UPDATE applications
   SET status = 'submitted',
       answer_by = NULL,
       answer_statement = $3,
       changed_at = $2
 WHERE application_id = $1
"""

LAPSED = """
UPDATE applications
   SET status = 'recommended', answer_by = NULL, changed_at = $2
 WHERE application_id = $1
"""

WITHDRAWN = """
UPDATE applications
   SET status = 'withdrawn',
       concern_open = $3,
       answer_by = NULL,
       decided_at = $2,
       changed_at = $2
 WHERE application_id = $1
"""

REFERRED = """
UPDATE applications
   SET referred = array_append(array_remove(referred, $3), $3), changed_at = $2
 WHERE application_id = $1
"""

ACCEPTED = """
UPDATE applications
   SET status = 'accepted',
       admitted = $3,
       not_admitted = $4,
       reasons = $5,
       deciders = array_append(array_remove(deciders, $6), $6),
       appeal_by = $7,
       decided_at = $2,
       changed_at = $2
 WHERE application_id = $1
"""

REFUSED = """
UPDATE applications
   SET status = 'refused',
       reasons = $3,
       appeal_by = $4,
       deciders = array_append(array_remove(deciders, $5), $5),
       decided_at = $2,
       changed_at = $2
 WHERE application_id = $1
"""

APPEALED = """
UPDATE applications
   SET status = 'under-appeal',
       appeals = $3,
       appeal_decide_by = $4,
       appeal_grounds = $5,
       appeal_statement = $6,
       appeal_outcome = NULL,
       appeal_overdue = false,
       changed_at = $2
 WHERE application_id = $1
"""

FOUND = """
UPDATE applications
   SET heard_by = array_append(array_remove(heard_by, $3), $3), changed_at = $2
 WHERE application_id = $1
"""

# Who was admitted in some scopes stays so. Admission, more scopes or a fresh assessment
# follow in the same transaction and say so themselves.
APPEAL_DECIDED = """
UPDATE applications
   SET status = CASE WHEN cardinality(admitted) > 0 THEN 'accepted' ELSE 'refused' END,
       appeal_outcome = $3,
       appeal_by = NULL,
       appeal_decide_by = NULL,
       changed_at = $2
 WHERE application_id = $1
"""

APPEAL_WITHDRAWN = """
UPDATE applications
   SET status = CASE WHEN cardinality(admitted) > 0 THEN 'accepted' ELSE 'refused' END,
       appeal_outcome = 'withdrawn',
       appeal_decide_by = NULL,
       appeal_overdue = false,
       changed_at = $2
 WHERE application_id = $1
"""

MORE_ADMITTED = """
UPDATE applications
   SET admitted = admitted || $3,
       not_admitted = $4,
       deciders = array_append(array_remove(deciders, $5), $5),
       changed_at = $2
 WHERE application_id = $1
"""

OVERDUE = """
UPDATE applications
   SET appeal_overdue = true, changed_at = $2
 WHERE application_id = $1
"""

AFRESH = """
UPDATE applications
   SET status = 'submitted',
       recommendation = NULL,
       gaps = '{}',
       recommended_scopes = '{}',
       reasons = '{}',
       round = 0,
       decided_at = NULL,
       changed_at = $2
 WHERE application_id = $1
"""


async def follow(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables up to events of one kind, in their order."""
    kind = type(recorded[0].event)
    for statement, row in FOLLOWED[kind]:
        rows = [row(one.event, one.envelope.time) for one in recorded]
        await database.executemany(statement, rows)


def _only(event: Any, at: datetime) -> Row:  # noqa: ANN401 - any of these events
    return (event.application_id, at)


def _recommended(event: RecommendationReceived, at: datetime) -> Row:
    return (
        event.application_id,
        at,
        event.outcome,
        event.assessors,
        event.gaps,
        event.recommended_scopes,
    )


def _asked(event: FurtherInformationAsked, at: datetime) -> Row:
    return (
        event.application_id,
        at,
        event.round,
        event.answer_by,
        event.gaps,
        event.explanation,
    )


def _answered(event: FurtherInformationReceived, at: datetime) -> Row:
    return (event.application_id, at, event.statement)


def _withdrawn(event: ApplicationWithdrawn, at: datetime) -> Row:
    return (event.application_id, at, event.concern_open)


def _referred(event: ApplicationReferred, at: datetime) -> Row:
    return (event.application_id, at, event.ground)


def _before_the_panel(event: ApplicationReferred, at: datetime) -> Row:
    """Return the matter that stands open before the panel has heard of it."""
    return (event.application_id, DECLARED_MATTER, BEFORE_THE_PANEL, at)


def _accepted(event: ApplicationAccepted, at: datetime) -> Row:
    return (
        event.application_id,
        at,
        event.scopes,
        event.not_admitted,
        event.reasons,
        event.decider,
        event.appeal_by,
    )


def _refused(event: ApplicationRefused, at: datetime) -> Row:
    return (event.application_id, at, event.reasons, event.appeal_by, event.decider)


def _appealed(event: AppealLodged, at: datetime) -> Row:
    return (
        event.application_id,
        at,
        event.appeal,
        event.decide_by,
        event.grounds,
        event.statement,
    )


def _found(event: AppealFindingGiven, at: datetime) -> Row:
    return (event.application_id, at, event.member)


def _appeal_decided(event: AppealDecided, at: datetime) -> Row:
    return (event.application_id, at, event.outcome.value)


def _more_admitted(event: ScopesAdmittedOnAppeal, at: datetime) -> Row:
    return (
        event.application_id,
        at,
        event.scopes,
        event.not_admitted,
        event.decider,
    )


FOLLOWED: Mapping[type[EventData], Sequence[tuple[str, Rows]]] = MappingProxyType(
    {
        RecommendationReceived: ((RECOMMENDED, _recommended),),
        FurtherInformationAsked: ((ASKED, _asked), (STOPPED, _only)),
        FurtherInformationReceived: ((ANSWERED, _answered), (STARTED, _only)),
        FurtherInformationLapsed: ((LAPSED, _only), (STARTED, _only)),
        ApplicationWithdrawn: ((WITHDRAWN, _withdrawn), (STARTED, _only)),
        ApplicationReferred: ((REFERRED, _referred), (OPEN, _before_the_panel)),
        ApplicationAccepted: ((ACCEPTED, _accepted),),
        ApplicationRefused: ((REFUSED, _refused),),
        AppealLodged: ((APPEALED, _appealed),),
        AppealFindingGiven: ((FOUND, _found),),
        AppealDecided: ((APPEAL_DECIDED, _appeal_decided),),
        AppealWithdrawn: ((APPEAL_WITHDRAWN, _only),),
        ScopesAdmittedOnAppeal: ((MORE_ADMITTED, _more_admitted),),
        AppealOverdue: ((OVERDUE, _only),),
        FreshAssessmentOrdered: ((AFRESH, _only),),
    }
)
"""Which statements follow each event."""
