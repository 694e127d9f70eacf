"""Who is told of the pool of assessors."""

from collections.abc import Sequence

from services.notifications.messages.commands import Words
from services.notifications.messages.telling.audiences import assessors
from services.notifications.messages.telling.line import Line, Told, nobody
from services.notifications.messages.telling.saying import spoken_date
from shared.capability import Asked
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    AssessorTrainingDue,
    InterestsDeclared,
    InterestsReviewDue,
    LeaveCancelled,
    LeaveRecorded,
    ScopeCovered,
    ScopeShortOfAssessors,
)

_THE_ASSESSOR = assessors("the assessor", lambda event: (event.assessor_id,))


def _about(event: InterestsReviewDue | AssessorTrainingDue) -> str:
    return f"assessor/{event.assessor_id}"


def _interests(event: InterestsReviewDue, _asked: Asked) -> Words:
    return {"day": spoken_date(event.declare_by)}


def _training(event: AssessorTrainingDue, _asked: Asked) -> Words:
    return {"day": spoken_date(event.lapses_on)}


LINES: Sequence[Line] = (
    Told(
        event=InterestsReviewDue,
        to=_THE_ASSESSOR,
        wording="interests-due",
        rule="domain §1.4",
        about=_about,
        words=_interests,
    ),
    Told(
        event=AssessorTrainingDue,
        to=_THE_ASSESSOR,
        wording="training-due",
        rule="domain §1.1",
        about=_about,
        words=_training,
    ),
    *nobody(
        "the registrar appoints in person, and the address is kept", AssessorAppointed
    ),
    *nobody("the assessor was there", AssessorTrained),
    *nobody(
        "it was the assessor's own act, and the pool's page shows it",
        InterestsDeclared,
        LeaveRecorded,
        LeaveCancelled,
    ),
    *nobody("the registrar ends it in person", AppointmentEnded),
    *nobody("its letter is not written yet", ScopeShortOfAssessors),
    *nobody("the shortage is over, and the pool's page shows it", ScopeCovered),
)
"""The lines of the pool."""
