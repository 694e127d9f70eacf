"""Who is told what an application lacks and how it is decided."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import APPLICANT
from services.notifications.messages.telling.line import (
    Line,
    Noticed,
    Told,
    nobody,
)
from services.notifications.messages.telling.reminding import asked_for_by
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    coded,
    the,
)
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
from shared.contracts.serving import RefusalClosed, RefusalServed, RefusalUnserved

LINES: Sequence[Line] = (
    Told(
        event=FurtherInformationAsked,
        to=APPLICANT,
        wording="further-information-asked",
        rule="domain §1.4",
        about=application,
        words={
            **REFERENCE,
            "gaps": coded("gaps"),
            "explanation": the("explanation"),
            "answer_by": the("answer_by"),
        },
    ),
    Told(
        event=ApplicationWithdrawn,
        to=APPLICANT,
        wording="application-withdrawn",
        rule="domain §1.5",
        about=application,
        words=REFERENCE,
    ),
    Noticed(
        ApplicationNoticeRequired,
        (
            "application-refused",
            "application-accepted-narrower",
            *asked_for_by(ApplicationNoticeRequired),
        ),
    ),
    *nobody("the notice that it requires is served, with proof", ApplicationRefused),
    *nobody(
        "a notice is served for what is left out, or another letter says it",
        ApplicationAccepted,
    ),
    *nobody("it was told when the refusal was served", RefusalServed, RefusalClosed),
    *nobody("it is for the registrar, whose list shows it", RefusalUnserved),
    *nobody("a recommendation is no decision, which follows", RecommendationReceived),
    *nobody("it was their own act, and the case shows it", FurtherInformationReceived),
    *nobody("the request says what follows without one", FurtherInformationLapsed),
    *nobody("the panel writes where it has to ask", ApplicationReferred),
)
"""The lines of what is asked and decided."""
