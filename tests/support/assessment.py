"""A case, its assessors and its pool, for tests of the assessment service."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from services.assessment.assessing.commands import (
    AssignAgain,
    OpenAssessment,
    Policy,
    PoolMember,
    Recommend,
    RecordOverdue,
    Timing,
)
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.rules.naming import assessment_of
from shared.capability import Asked
from shared.contracts.assessment import (
    AssessmentOpened,
    AssessorsAssigned,
    AssignmentPostponed,
    Recommendation,
    RecommendationGiven,
)
from shared.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
RULEBOOK = load_rulebook(ROOT / "rulebooks" / "rct-voluntary.toml", TODAY)

APPLICATION_ID = UUID("0192f0c1-0000-7000-8000-000000000001")
ASSESSMENT_ID = assessment_of(APPLICATION_ID)
PERSON_ID = UUID("0192f0c1-0000-7000-8000-00000000000a")
COMMAND_ID = UUID("0192f0c1-0000-7000-8000-00000000c0de")
SCOPES = ("nuclear-medicine",)
POLICY = Policy(assessors_per_case=2, target_days=28, retry_minutes=60)
DUE_AT = datetime(2026, 12, 1, tzinfo=UTC)
"""The end of 30 November: 28 days after the opening, in winter time."""

ANNA, BEN, CARA = "actor-anna", "actor-ben", "actor-cara"


def member(assessor_id: str, **changed: object) -> PoolMember:
    """Return an assessor who could take the case, some things changed."""
    usual = PoolMember(assessor_id, frozenset(SCOPES), capacity=5, open_cases=0)
    return replace(usual, **changed)  # pyright: ignore[reportArgumentType]


POOL = (member(ANNA), member(BEN), member(CARA, open_cases=1))


def open_case(pool: tuple[PoolMember, ...] = POOL) -> OpenAssessment:
    """Return the command that opens the case."""
    return OpenAssessment(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        scopes=SCOPES,
        route="training-scheme",
        opened_on=TODAY,
        timing=Timing(DUE_AT),
        policy=POLICY,
        now=NOW,
        pool=pool,
    )


def assign_again(
    pool: tuple[PoolMember, ...] = POOL, opened_on: date | None = TODAY
) -> AssignAgain:
    """Return the command that tries again an hour later."""
    return AssignAgain(
        ASSESSMENT_ID,
        TODAY,
        POLICY,
        NOW + timedelta(hours=1),
        opened_on,
        pool=pool,
    )


def recommend(
    assessor_id: str,
    recommendation: Recommendation = Recommendation.ACCEPT,
    reasons: str | None = None,
    on_record: str | None = None,
) -> Recommend:
    """Return an assessor's recommendation."""
    return Recommend(
        ASSESSMENT_ID,
        assessor_id,
        Judgement(recommendation),
        Words(reasons),
        NOW,
        Words(on_record),
    )


def overdue(now: datetime) -> RecordOverdue:
    """Return the command that the target date leads to."""
    return RecordOverdue(ASSESSMENT_ID, now)


def asked(actor: str = "service:assessment") -> Asked:
    """Return the circumstances of a request."""
    return Asked(COMMAND_ID, actor, NOW, RULEBOOK)


OPENED = AssessmentOpened(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    scopes=SCOPES,
    route="training-scheme",
    due_at=DUE_AT,
)
ASSIGNED = AssessorsAssigned(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    assessors=(ANNA, BEN),
    due_at=DUE_AT,
)
POSTPONED = AssignmentPostponed(
    assessment_id=ASSESSMENT_ID,
    needed=2,
    free=1,
    next_try_at=NOW + timedelta(hours=1),
)


def given_by(
    assessor_id: str,
    recommendation: Recommendation = Recommendation.ACCEPT,
    reasons: str | None = None,
) -> RecommendationGiven:
    """Return the event of a recommendation."""
    return RecommendationGiven(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=assessor_id,
        recommendation=recommendation,
        reasons=reasons,
    )
