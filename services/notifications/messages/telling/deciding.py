"""Who is told what an application lacks and how it is decided."""

from collections.abc import Sequence

from services.notifications.messages.commands import Words
from services.notifications.messages.rules import spoken
from services.notifications.messages.telling.audiences import APPLICANT
from services.notifications.messages.telling.line import (
    Line,
    Noticed,
    Told,
    application,
    nobody,
)
from services.notifications.messages.telling.saying import spoken_date
from shared.capability import Asked
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    RecommendationReceived,
)
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from shared.contracts.notices import ApplicationNoticeRequired
from shared.contracts.referring import ApplicationReferred


def _asked_for_more(event: FurtherInformationAsked, _asked: Asked) -> Words:
    return {
        "application": str(event.application_id),
        "gaps": [spoken(gap) for gap in event.gaps],
        "explanation": event.explanation or "",
        "answer_by": spoken_date(event.answer_by),
    }


def _refused(event: ApplicationRefused, asked: Asked) -> Words:
    return {
        "application": str(event.application_id),
        "reasons": [spoken(reason) for reason in event.reasons],
        "explanation": event.explanation or "",
        "appeal_days": asked.rulebook.deciding.appeal_days,
        "appeal_by": spoken_date(event.appeal_by) if event.appeal_by else "",
    }


def _withdrawn(event: ApplicationWithdrawn, _asked: Asked) -> Words:
    return {"application": str(event.application_id)}


LINES: Sequence[Line] = (
    Told(
        event=FurtherInformationAsked,
        to=APPLICANT,
        wording="further-information-asked",
        rule="domain §1.4",
        about=application,
        words=_asked_for_more,
    ),
    Told(
        event=ApplicationRefused,
        to=APPLICANT,
        wording="application-refused",
        rule="domain §1.5",
        about=application,
        words=_refused,
    ),
    Told(
        event=ApplicationWithdrawn,
        to=APPLICANT,
        wording="application-withdrawn",
        rule="domain §1.5",
        about=application,
        words=_withdrawn,
    ),
    Noticed(ApplicationNoticeRequired),
    *nobody("the letter about the entry says it", ApplicationAccepted),
    *nobody("a recommendation is no decision, which follows", RecommendationReceived),
    *nobody("it was their own act, and the case shows it", FurtherInformationReceived),
    *nobody("the request says what follows without one", FurtherInformationLapsed),
    *nobody("the panel writes where it has to ask", ApplicationReferred),
)
"""The lines of what is asked and decided."""
