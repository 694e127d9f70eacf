"""Who is told of an appeal."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import APPLICANT, REGISTRAR
from services.notifications.messages.telling.line import Line, Told, nobody
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    called,
    coded,
    identified,
    scopes,
    the,
)
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOverdue,
    AppealWithdrawn,
    ScopesAdmittedOnAppeal,
)
from shared.contracts.fresh_assessment import FreshAssessmentOrdered

LINES: Sequence[Line] = (
    Told(
        event=AppealLodged,
        to=APPLICANT,
        wording="appeal-lodged",
        rule="domain §1.5",
        about=application,
        words={**REFERENCE, "decide_by": the("decide_by")},
    ),
    Told(
        event=AppealDecided,
        to=APPLICANT,
        wording="appeal-decided",
        rule="domain §1.5",
        about=application,
        words={
            **REFERENCE,
            "outcome": the("outcome"),
            "scopes": scopes("scopes"),
            "reasons": coded("reasons"),
            "explanation": the("explanation"),
        },
    ),
    Told(
        event=AppealWithdrawn,
        to=APPLICANT,
        wording="appeal-withdrawn",
        rule="domain §1.5",
        about=application,
        words=REFERENCE,
    ),
    *nobody("a finding is no decision, which follows", AppealFindingGiven),
    Told(
        event=AppealOverdue,
        to=REGISTRAR,
        wording="case-escalated",
        rule="domain §1.5",
        about=application,
        words={
            "what": called("An appeal"),
            "case": identified("application_id"),
            "due_on": the("was_due_on"),
        },
    ),
    *nobody(
        "the decision on the appeal says it",
        FreshAssessmentOrdered,
        ScopesAdmittedOnAppeal,
    ),
)
"""The lines of appeals."""
