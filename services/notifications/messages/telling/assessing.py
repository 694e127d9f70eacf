"""Who is told as a case is assigned, judged and falls late."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from services.notifications.messages.commands import Link
from services.notifications.messages.telling.audiences import REGISTRAR, assessors
from services.notifications.messages.telling.line import (
    Addressee,
    Line,
    Told,
    Unless,
    Word,
    nobody,
)
from services.notifications.messages.telling.saying import (
    CASE,
    called,
    case,
    coded,
    last_day_of,
    the,
)
from shared.capability import Asked
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorsAssigned,
    AssignmentPostponed,
    RecommendationGiven,
)
from shared.contracts.assigning import (
    AssessmentEscalated,
    AssessorJoined,
    AssessorRecused,
    AssessorsReminded,
    Joining,
    Reassignment,
    Recusal,
)
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
)

DECLINE = "decline"
OWN_ACT = frozenset(map(str, Recusal)) - frozenset(map(str, Reassignment))
"""The reasons that only an assessor gives for leaving a case."""

_ASSIGNED = assessors("each assessor of the case", lambda event: event.assessors)
_MISSING = assessors("each assessor who has not spoken", lambda event: event.missing)
_MODERATORS = assessors(
    "whoever has the word on what they differ on", lambda event: event.moderators
)
_JOINED = assessors("the assessor", lambda event: (event.assessor_id,))


DUE: Mapping[str, Word] = {**CASE, "due_on": last_day_of("due_at")}
WAS_DUE: Mapping[str, Word] = {**CASE, "due_on": the("was_due_on")}


def _declining(
    event: AssessorsAssigned | AssessorJoined, assessor: Addressee, asked: Asked
) -> Link:
    """Return the link by which an assessor declines the case.

    Who replaces another late is still given some days to decline.
    """
    at_least = asked.now + timedelta(days=asked.rulebook.pool.decline_days)
    subject = f"{event.assessment_id}:{assessor.assessor_id}"
    return Link(DECLINE, subject, max(event.due_at, at_least))


LINES: Sequence[Line] = (
    Told(
        event=AssessorsAssigned,
        to=_ASSIGNED,
        wording="case-assigned",
        rule="domain §1.4",
        about=case,
        words=DUE,
        link=_declining,
    ),
    Told(
        event=AssessorJoined,
        to=_JOINED,
        wording="case-assigned",
        rule="domain §1.4",
        about=case,
        words=DUE,
        link=_declining,
        unless=Unless(
            "they claimed the case themselves",
            lambda event: event.reason is Joining.CLAIMED,
        ),
    ),
    Told(
        event=AssessorsReminded,
        to=_MISSING,
        wording="case-reminder",
        rule="domain §1.5",
        about=case,
        words={**CASE, "due_on": the("due_on")},
    ),
    Told(
        event=AssessmentOverdue,
        to=_MISSING,
        wording="assessment-overdue",
        rule="domain §1.5",
        about=case,
        words=WAS_DUE,
    ),
    Told(
        event=AssessmentEscalated,
        to=REGISTRAR,
        wording="case-escalated",
        rule="domain §1.5",
        about=case,
        words={**WAS_DUE, "what": called("An assessment")},
    ),
    Told(
        event=AssessorRecused,
        to=_JOINED,
        wording="case-taken-back",
        rule="domain §1.4",
        about=case,
        words=CASE,
        unless=Unless(
            "they gave the case back themselves",
            lambda event: event.reason in OWN_ACT,
        ),
    ),
    Told(
        event=ModerationBegun,
        to=_MODERATORS,
        wording="moderation-asked",
        rule="domain §1.4",
        about=case,
        words=DUE,
    ),
    Told(
        event=AssessmentReopened,
        to=_ASSIGNED,
        wording="case-reopened",
        rule="domain §1.4",
        about=case,
        words={**DUE, "standards": coded("gaps")},
    ),
    *nobody("the queue does not show it any more", AssessmentClosed),
    *nobody("its assignment is told", AssessmentOpened),
    *nobody("the pool's page shows it, and another try is due", AssignmentPostponed),
    *nobody(
        "it was the assessor's own act, and the queue shows it",
        AssessmentSaved,
        RecommendationGiven,
        RecommendationReconsidered,
        AssessmentAdjudicated,
    ),
    *nobody("the registrar's list of cases shows it", AssessmentConcluded),
    *nobody("whoever has the word on it is told as it begins", DisagreementFound),
)
"""The lines of assessments."""
