"""The events of an application on its way to a decision."""

from datetime import date
from uuid import UUID

from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
    RecommendationReceived,
)
from tests.support.applications import APPLICATION_ID

ASSESSMENT_ID = UUID("0192f0c1-0000-7000-8000-0000000000aa")

submitted = ApplicationSubmitted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    submitted_on=date(2026, 9, 29),
    possible_duplicate_of=(),
)
recommended = RecommendationReceived(
    application_id=APPLICATION_ID,
    assessment_id=ASSESSMENT_ID,
    outcome="accept",
    assessors=("assessor-1", "assessor-2"),
)
accepted = ApplicationAccepted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    decider="registrar-1",
)
refused = ApplicationRefused(
    application_id=APPLICATION_ID,
    reasons=("evidence-missing",),
    decider="registrar-1",
)
