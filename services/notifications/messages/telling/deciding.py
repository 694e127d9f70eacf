"""Who is told what an application lacks and how it is decided."""

from collections.abc import Mapping, Sequence

from services.notifications.messages.telling.audiences import APPLICANT
from services.notifications.messages.telling.line import (
    Line,
    Noticed,
    Told,
    Unless,
    Word,
    nobody,
)
from services.notifications.messages.telling.reminding import asked_for_by
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    coded,
    scopes,
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

REASONED: Mapping[str, Word] = {
    **REFERENCE,
    "reasons": coded("reasons"),
    "explanation": the("explanation"),
}


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
    Told(
        event=ApplicationAccepted,
        to=APPLICANT,
        wording="application-accepted-narrower",
        rule="domain §1.5",
        about=application,
        words={
            **REASONED,
            "scopes": scopes("scopes"),
            "not_admitted": scopes("not_admitted"),
        },
        unless=Unless(
            "it is for all that was applied for, or an appeal led to it: another letter"
            " says so",
            lambda event: not event.not_admitted or event.appeal > 0,
        ),
    ),
    Noticed(
        ApplicationNoticeRequired,
        ("application-refused", *asked_for_by(ApplicationNoticeRequired)),
    ),
    *nobody("the notice that it requires is served, with proof", ApplicationRefused),
    *nobody("it was told when the refusal was served", RefusalServed, RefusalClosed),
    *nobody("it is for the registrar, whose list shows it", RefusalUnserved),
    *nobody("a recommendation is no decision, which follows", RecommendationReceived),
    *nobody("it was their own act, and the case shows it", FurtherInformationReceived),
    *nobody("the request says what follows without one", FurtherInformationLapsed),
    *nobody("the panel writes where it has to ask", ApplicationReferred),
)
"""The lines of what is asked and decided."""
