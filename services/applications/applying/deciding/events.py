"""What can happen to an application."""

from typing import TypeAlias

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
    ApplicationReturned,
    ApplicationSubmitted,
    RecommendationReceived,
)
from shared.contracts.elsewhere import RegistrationElsewhereChecked
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from shared.contracts.referring import ApplicationReferred

Event: TypeAlias = (
    ApplicationSubmitted
    | ApplicationReturned
    | RecommendationReceived
    | FurtherInformationAsked
    | FurtherInformationReceived
    | FurtherInformationLapsed
    | ApplicationWithdrawn
    | ApplicationReferred
    | ApplicationAccepted
    | ApplicationRefused
    | AppealLodged
    | AppealWithdrawn
    | AppealFindingGiven
    | AppealDecided
    | ScopesAdmittedOnAppeal
    | AppealOverdue
    | FreshAssessmentOrdered
    | RegistrationElsewhereChecked
)

OWNED = (
    ApplicationSubmitted,
    ApplicationReturned,
    RecommendationReceived,
    FurtherInformationAsked,
    FurtherInformationReceived,
    FurtherInformationLapsed,
    ApplicationWithdrawn,
    ApplicationReferred,
    ApplicationAccepted,
    ApplicationRefused,
    AppealLodged,
    AppealWithdrawn,
    AppealFindingGiven,
    AppealDecided,
    ScopesAdmittedOnAppeal,
    AppealOverdue,
    FreshAssessmentOrdered,
    RegistrationElsewhereChecked,
)
"""The same, for the kit to know whose they are."""
