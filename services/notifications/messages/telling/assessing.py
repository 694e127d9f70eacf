"""Who is told as a case is assigned, judged and falls late."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.notifications.messages.commands import LINK_PLACE, Link, Words
from services.notifications.messages.telling.audiences import assessors
from services.notifications.messages.telling.line import (
    Addressee,
    Line,
    Told,
    Unless,
    nobody,
)
from services.notifications.messages.telling.saying import last_day, spoken_date
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
LATER = "its letter is not written yet"

_ASSIGNED = assessors("each assessor of the case", lambda event: event.assessors)
_MISSING = assessors("each assessor who has not spoken", lambda event: event.missing)
_JOINED = assessors("the assessor", lambda event: (event.assessor_id,))


def case(event: AssessorsAssigned | AssessorJoined | AssessorsReminded) -> str:
    """Return the stream of the case that an event is about."""
    return f"assessment/{event.assessment_id}"


def _words(case_id: object, due_on: date) -> Words:
    return {"case": str(case_id), "due_on": spoken_date(due_on)}


def _assigned(event: AssessorsAssigned | AssessorJoined, _asked: Asked) -> Words:
    words = _words(event.assessment_id, last_day(event.due_at))
    return {**words, "link": LINK_PLACE}


def _declining(
    event: AssessorsAssigned | AssessorJoined, assessor: Addressee, asked: Asked
) -> Link:
    """Return the link by which an assessor declines the case.

    Who replaces another late is still given some days to decline.
    """
    at_least = asked.now + timedelta(days=asked.rulebook.pool.decline_days)
    subject = f"{event.assessment_id}:{assessor.assessor_id}"
    return Link(DECLINE, subject, max(event.due_at, at_least))


def _reminded(event: AssessorsReminded, _asked: Asked) -> Words:
    return _words(event.assessment_id, event.due_on)


def _overdue(event: AssessmentOverdue, _asked: Asked) -> Words:
    return _words(event.assessment_id, event.was_due_on)


LINES: Sequence[Line] = (
    Told(
        event=AssessorsAssigned,
        to=_ASSIGNED,
        wording="case-assigned",
        rule="domain §1.4",
        about=case,
        words=_assigned,
        link=_declining,
    ),
    Told(
        event=AssessorJoined,
        to=_JOINED,
        wording="case-assigned",
        rule="domain §1.4",
        about=case,
        words=_assigned,
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
        words=_reminded,
    ),
    Told(
        event=AssessmentOverdue,
        to=_MISSING,
        wording="assessment-overdue",
        rule="domain §1.5",
        about=case,
        words=_overdue,
    ),
    *nobody(LATER, AssessmentEscalated, ModerationBegun, AssessmentReopened),
    *nobody(LATER, AssessorRecused, AssessmentClosed),
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
