"""A case that is judged by three standards, and what is said of it, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from services.assessment.assessing.commands import (
    Adjudicate,
    CloseCase,
    EndModeration,
    Moderate,
    PoolMember,
    Recommend,
    Reconsider,
    Reopen,
    Save,
    Timing,
)
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.commands.parties import NOBODY, Parties
from shared.contracts.assessment import (
    AssessmentConcluded,
    Finding,
    Outcome,
    Recommendation,
    RecommendationGiven,
)
from shared.contracts.assigning import AssessorJoined, Considered, Joining
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentReopened,
    DisagreementFound,
    Moderation,
    ModerationBegun,
    RecommendationReconsidered,
)
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    CARA,
    DUE_AT,
    NOW,
    OPENED,
    POLICY,
    TODAY,
    member,
)

DORA = "actor-dora"
BY_STANDARD = OPENED.model_copy(
    update={
        "route": "equivalence",
        "scopes": ("nuclear-medicine", "radiation-physics"),
        "standards": ("communication", "records", "safety"),
    }
)
STARTED = (BY_STANDARD, ASSIGNED)
"""The case with its two assessors, Anna and Ben."""

MET, PARTLY, NOT_MET = Finding.MET, Finding.PARTLY, Finding.NOT_MET
ACCEPT = Recommendation.ACCEPT
NARROWER = Recommendation.ACCEPT_NARROWER
FURTHER = Recommendation.FURTHER_INFORMATION
REFUSE = Recommendation.REFUSE
ALL_MET: Mapping[str, Finding] = {
    "communication": MET,
    "records": MET,
    "safety": MET,
}
MODERATION_ENDS = datetime(2026, 11, 17, tzinfo=UTC)
"""The end of 16 November: 14 days after the day it began."""

SCOPED = frozenset(BY_STANDARD.scopes)
EVERYBODY = tuple(
    member(one, scopes=SCOPED, lead=one == DORA) for one in (ANNA, BEN, CARA, DORA)
)


def found(**changed: Finding) -> Mapping[str, Finding]:
    """Return findings: all met but those named."""
    return {**ALL_MET, **changed}


def explained(findings: Mapping[str, Finding]) -> Mapping[str, str]:
    """Return reasons for whatever is not met."""
    return {code: f"Of {code}." for code, one in findings.items() if one is not MET}


def judge(
    assessor_id: str,
    recommendation: Recommendation = ACCEPT,
    findings: Mapping[str, Finding] = ALL_MET,
    *,
    scopes: tuple[str, ...] = (),
    gaps: tuple[str, ...] = (),
    reasons: str | None = None,
    by_standard: Mapping[str, str] | None = None,
    on_record: Words | None = None,
) -> Recommend:
    """Return an assessment by standard, with reasons where they are needed."""
    words = explained(findings) if by_standard is None else by_standard
    return Recommend(
        ASSESSMENT_ID,
        assessor_id,
        Judgement(recommendation, findings, scopes, gaps),
        Words(reasons, words),
        NOW,
        on_record or Words(),
    )


def judged(
    assessor_id: str,
    recommendation: Recommendation = ACCEPT,
    findings: Mapping[str, Finding] = ALL_MET,
    *,
    scopes: tuple[str, ...] = (),
    gaps: tuple[str, ...] = (),
    round_: int = 1,
    reasons: str | None = None,
) -> RecommendationGiven:
    """Return the event of an assessment by standard."""
    return RecommendationGiven(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=assessor_id,
        recommendation=recommendation,
        findings=findings,
        scopes=scopes,
        gaps=gaps,
        round=round_,
        reasons=reasons,
        reasons_by_standard=explained(findings) or None,
    )


def concluded(
    outcome: Outcome,
    *,
    gaps: tuple[str, ...] = (),
    scopes: tuple[str, ...] = (),
    assessors: tuple[str, ...] = (ANNA, BEN),
    round_: int = 1,
) -> AssessmentConcluded:
    """Return the event that ends a round."""
    return AssessmentConcluded(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        outcome=outcome,
        assessors=assessors,
        gaps=gaps,
        scopes=scopes,
        round=round_,
    )


def differ(
    *standards: str, judged: int = 3, tried: tuple[Moderation, ...] = ()
) -> DisagreementFound:
    """Return the event that tells of a disagreement."""
    return DisagreementFound(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        round=1,
        standards=standards,
        judged=judged,
        tried=tried,
    )


def begun(
    moderation: Moderation,
    *moderators: str,
    considered: tuple[Considered, ...] = (),
    more: int = 0,
) -> ModerationBegun:
    """Return the event that gives somebody the word, and says why them."""
    return ModerationBegun(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        round=1,
        moderation=moderation,
        moderators=moderators,
        due_at=MODERATION_ENDS,
        considered=considered,
        considered_more=more,
    )


def thought(
    *free: str, unfit: Mapping[str, str] | None = None
) -> tuple[Considered, ...]:
    """Return what was thought: the first free is taken, both assessors are on it."""
    reasons = {ANNA: "on-the-case", BEN: "on-the-case", **(unfit or {})}
    return (
        *(
            Considered(
                assessor_id=one,
                reason="in-reserve" if rank > 1 else "assigned",
                rank=rank,
            )
            for rank, one in enumerate(free, start=1)
        ),
        *(
            Considered(assessor_id=one, reason=reasons[one], rank=0)
            for one in sorted(reasons)
        ),
    )


def moderate(
    *order: Moderation,
    pool: tuple[PoolMember, ...] = EVERYBODY,
    parties: Parties = NOBODY,
) -> Moderate:
    """Return the command that looks for the next way out."""
    return Moderate(ASSESSMENT_ID, order, 14, POLICY, TODAY, NOW, parties, pool)


def reconsider(
    assessor_id: str,
    recommendation: Recommendation,
    findings: Mapping[str, Finding] | None = None,
    *,
    scopes: tuple[str, ...] = (),
    reasons: str | None = "I have read it again.",
    on_record: Words | None = None,
) -> Reconsider:
    """Return that an assessor speaks in the discussion."""
    said = findings or {}
    return Reconsider(
        ASSESSMENT_ID,
        assessor_id,
        Judgement(recommendation, said, scopes),
        Words(reasons, explained(said)),
        NOW,
        on_record or Words(),
    )


def reconsidered(
    assessor_id: str,
    recommendation: Recommendation,
    findings: Mapping[str, Finding],
    *,
    changed: bool,
    by_standard: Mapping[str, str] | None = None,
) -> RecommendationReconsidered:
    """Return the event of an assessor's second version."""
    return RecommendationReconsidered(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=assessor_id,
        round=1,
        changed=changed,
        recommendation=recommendation,
        findings=findings,
        scopes=(),
        gaps=(),
        reasons="I have read it again.",
        reasons_by_standard=by_standard,
    )


def adjudicate(
    assessor_id: str,
    recommendation: Recommendation,
    findings: Mapping[str, Finding],
    *,
    reasons: str | None = "Weighed.",
    by_standard: Mapping[str, str] | None = None,
    on_record: Words | None = None,
) -> Adjudicate:
    """Return that a lead assessor settles what is in dispute."""
    words = dict.fromkeys(findings, "Weighed.") if by_standard is None else by_standard
    return Adjudicate(
        ASSESSMENT_ID,
        assessor_id,
        Judgement(recommendation, findings),
        Words(reasons, words),
        NOW,
        on_record or Words(),
    )


def adjudicated(
    assessor_id: str, recommendation: Recommendation, findings: Mapping[str, Finding]
) -> AssessmentAdjudicated:
    """Return the event of a lead assessor's word."""
    return AssessmentAdjudicated(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=assessor_id,
        round=1,
        recommendation=recommendation,
        findings=findings,
        scopes=(),
        gaps=(),
        reasons="Weighed.",
        reasons_by_standard=dict.fromkeys(findings, "Weighed."),
    )


def save(
    assessor_id: str,
    draft: Mapping[str, str],
    on_record: Mapping[str, str] | None = None,
) -> Save:
    """Return that an assessor puts a draft aside."""
    return Save(ASSESSMENT_ID, assessor_id, draft, NOW, on_record)


def end_moderation(now: datetime = MODERATION_ENDS) -> EndModeration:
    """Return that the last day of a moderation has passed."""
    return EndModeration(ASSESSMENT_ID, now)


def reopen(
    *gaps: str,
    round_: int = 1,
    pool: tuple[PoolMember, ...] = EVERYBODY,
    parties: Parties = NOBODY,
) -> Reopen:
    """Return that the applicant has answered the gaps of a round."""
    timing = Timing(DUE_AT)
    return Reopen(
        ASSESSMENT_ID, round_, gaps, timing, POLICY, TODAY, NOW, parties, pool
    )


def reopened(
    *gaps: str, assessors: tuple[str, ...] = (ANNA, BEN)
) -> AssessmentReopened:
    """Return the event that begins the second round."""
    return AssessmentReopened(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        round=2,
        gaps=gaps,
        assessors=assessors,
        seats=2,
        due_at=DUE_AT,
    )


def joined(assessor_id: str, considered: tuple[Considered, ...] = ()) -> AssessorJoined:
    """Return the event that fills the seat of somebody who is gone."""
    return AssessorJoined(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=assessor_id,
        reason=Joining.REPLACEMENT,
        seats=2,
        due_at=DUE_AT,
        considered=considered,
    )


def close() -> CloseCase:
    """Return that the application was withdrawn."""
    return CloseCase(ASSESSMENT_ID, NOW)


def without(pool: tuple[PoolMember, ...], *gone: str) -> tuple[PoolMember, ...]:
    """Return the pool without some."""
    return tuple(one for one in pool if one.assessor_id not in gone)


def busy(one: PoolMember) -> PoolMember:
    """Return an assessor who has no room for another case."""
    return replace(one, open_cases=one.capacity)
