"""What the demonstration's people recommend and decide: the same in every telling."""

from uuid import UUID

from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import GiveRecommendation, Outcome, Recommendation
from shared.contracts.declarations import Finding, FindingGround, JudgeDeclaration
from shared.contracts.identity import (
    DecidePossibleDuplicate,
    IdentityGround,
    SamePerson,
)

BOTH_REFUSE = 5
THEY_DIFFER = 9
CYCLE = 12
"""Of every twelve cases one is refused by both assessors, and on one they differ."""


def recommendation(
    place: int, assessor: int, assessment_id: UUID
) -> GiveRecommendation:
    """Return what the first (0) or second (1) assessor says of the case at `place`."""
    turn = place % CYCLE
    refuses = turn == BOTH_REFUSE or (turn == THEY_DIFFER and assessor == 1)
    return GiveRecommendation(
        assessment_id=assessment_id,
        recommendation=Recommendation.REFUSE if refuses else Recommendation.ACCEPT,
        reasons=(
            "The evidence falls short of the scope of practice."
            if refuses
            else "The evidence meets the scope of practice."
        ),
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
        finding=Finding.NO_CONCERN,
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
