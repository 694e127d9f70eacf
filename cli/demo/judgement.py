"""What the demonstration's people recommend and decide: the same in every telling."""

from collections.abc import Sequence
from uuid import UUID

from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import (
    Finding,
    GiveRecommendation,
    Outcome,
    Recommendation,
)
from shared.contracts.declarations import Finding as PanelFinding
from shared.contracts.declarations import FindingGround, JudgeDeclaration
from shared.contracts.identity import (
    DecidePossibleDuplicate,
    IdentityGround,
    SamePerson,
)
from shared.contracts.judging import ReconsiderRecommendation, SubmitAssessment

BOTH_REFUSE = 5
THEY_DIFFER = 9
CYCLE = 12
"""Of every twelve cases one is refused by both assessors, and on one they differ."""


FITS = "The evidence meets the scope of practice."
FALLS_SHORT = "The evidence falls short of the scope of practice."


def recommendation(
    place: int, assessor: int, assessment_id: UUID, standards: Sequence[str] = ()
) -> GiveRecommendation | SubmitAssessment:
    """Return what the first (0) or second (1) assessor says of the case at `place`.

    Standard by standard where its route is judged so; who refuses finds the last of
    them not met.
    """
    turn = place % CYCLE
    refuses = turn == BOTH_REFUSE or (turn == THEY_DIFFER and assessor == 1)
    said = Recommendation.REFUSE if refuses else Recommendation.ACCEPT
    reasons = FALLS_SHORT if refuses else FITS
    if not standards:
        return GiveRecommendation(
            assessment_id=assessment_id, recommendation=said, reasons=reasons
        )
    unmet = standards[-1:] if refuses else ()
    return SubmitAssessment(
        assessment_id=assessment_id,
        recommendation=said,
        findings={
            code: Finding.NOT_MET if code in unmet else Finding.MET
            for code in standards
        },
        reasons=reasons,
        reasons_by_standard=dict.fromkeys(unmet, "The portfolio does not show it."),
    )


def differ(place: int) -> bool:
    """Return whether the two assessors differ on the case at `place`."""
    return place % CYCLE == THEY_DIFFER


def second_thought(
    number: int, assessor: int, assessment_id: UUID, standards: Sequence[str] = ()
) -> ReconsiderRecommendation:
    """Return what an assessor says when they discuss the disagreement of that number.

    In every other one the second comes round; else both stand by what they said.
    """
    convinced = assessor == 1 and number % 2 == 0
    accepts = assessor == 0 or convinced
    return ReconsiderRecommendation(
        assessment_id=assessment_id,
        recommendation=Recommendation.ACCEPT if accepts else Recommendation.REFUSE,
        findings=dict.fromkeys(standards[-1:], Finding.MET) if convinced else {},
        reasons="I see it now." if convinced else "I have read it again.",
    )


def kept_apart(pair_id: UUID) -> DecidePossibleDuplicate:
    """Return what the registrar decides of two applications that are alike."""
    return DecidePossibleDuplicate(
        pair_id=pair_id,
        decision=SamePerson.KEPT_APART,
        grounds=(IdentityGround.OTHER_DOCUMENTS,),
        explanation="Their identity documents were compared.",
    )


def finding(application_id: UUID) -> JudgeDeclaration:
    """Return what each member of the panel finds of a declared matter."""
    return JudgeDeclaration(
        application_id=application_id,
        finding=PanelFinding.NO_CONCERN,
        grounds=(FindingGround.MINOR,),
        explanation="Nothing in it touches safe practice.",
    )


def decision(application_id: UUID, outcome: str) -> DecideApplication:
    """Return what the registrar decides on the assessors' joint outcome.

    Where they differ the registrar admits: a recommendation is not a decision.
    """
    if outcome == Outcome.REFUSE:
        return DecideApplication(
            application_id=application_id,
            decision=Decision.REFUSE,
            reasons=("evidence-insufficient",),
            explanation="Both assessors found the evidence insufficient.",
        )
    return DecideApplication(
        application_id=application_id,
        decision=Decision.ACCEPT,
        explanation=(
            "The assessors differed; the evidence was read again."
            if outcome == Outcome.DISAGREEMENT
            else None
        ),
    )
