"""Who is told of an appeal."""

from collections.abc import Sequence

from services.notifications.messages.commands import Words
from services.notifications.messages.rules import spoken
from services.notifications.messages.telling.audiences import APPLICANT
from services.notifications.messages.telling.line import (
    Line,
    Told,
    application,
    nobody,
)
from services.notifications.messages.telling.saying import spoken_date, titles
from shared.capability import Asked
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOverdue,
)
from shared.contracts.fresh_assessment import FreshAssessmentOrdered


def _lodged(event: AppealLodged, _asked: Asked) -> Words:
    return {
        "application": str(event.application_id),
        "decide_by": spoken_date(event.decide_by),
    }


def _decided(event: AppealDecided, asked: Asked) -> Words:
    return {
        "application": str(event.application_id),
        "outcome": event.outcome.value,
        "scopes": titles(event.scopes, asked.rulebook),
        "reasons": [spoken(reason) for reason in event.reasons],
        "explanation": event.explanation or "",
    }


LINES: Sequence[Line] = (
    Told(
        event=AppealLodged,
        to=APPLICANT,
        wording="appeal-lodged",
        rule="domain §1.5",
        about=application,
        words=_lodged,
    ),
    Told(
        event=AppealDecided,
        to=APPLICANT,
        wording="appeal-decided",
        rule="domain §1.5",
        about=application,
        words=_decided,
    ),
    *nobody("a finding is no decision, which follows", AppealFindingGiven),
    *nobody("the panel's list shows it", AppealOverdue),
    *nobody("the decision on the appeal says it", FreshAssessmentOrdered),
)
"""The lines of appeals."""
