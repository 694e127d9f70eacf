"""Who is told of the pool of assessors."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import REGISTRAR, assessors
from services.notifications.messages.telling.line import (
    Line,
    Told,
    Within,
    nobody,
)
from services.notifications.messages.telling.saying import the, titles
from services.notifications.wordings.wording import Value
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


def _of_scope(event: ScopeShortOfAssessors) -> str:
    return f"scope/{event.scope}"


def _title(event: ScopeShortOfAssessors, asked: Asked) -> Value:
    return titles((event.scope,), asked.rulebook)[0]


LINES: Sequence[Line] = (
    Told(
        event=InterestsReviewDue,
        to=_THE_ASSESSOR,
        wording="interests-due",
        rule="domain §1.4",
        about=_about,
        words={"day": the("declare_by")},
    ),
    Told(
        event=AssessorTrainingDue,
        to=_THE_ASSESSOR,
        wording="training-due",
        rule="domain §1.1",
        about=_about,
        words={"day": the("lapses_on")},
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
    Told(
        event=ScopeShortOfAssessors,
        to=REGISTRAR,
        wording="scope-short",
        rule="domain §1.4",
        about=_of_scope,
        words={"scope": _title, "free": the("free"), "needed": the("needed")},
        within=Within.SOON,
    ),
    *nobody("the shortage is over, and the pool's page shows it", ScopeCovered),
)
"""The lines of the pool."""
