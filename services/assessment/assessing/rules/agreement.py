"""What the assessors of a case say together."""

from collections.abc import Collection

from shared.contracts.assessment import Outcome, Recommendation

LONGEST_REASONS = 5_000


def outcome(recommendations: Collection[Recommendation]) -> Outcome:
    """Return what the assessors recommend together: one voice, or a disagreement."""
    if all(one is Recommendation.ACCEPT for one in recommendations):
        return Outcome.ACCEPT
    if all(one is Recommendation.REFUSE for one in recommendations):
        return Outcome.REFUSE
    return Outcome.DISAGREEMENT


def are_readable(reasons: str | None) -> bool:
    """Return whether reasons can be kept: not too long, and text throughout."""
    return reasons is None or (len(reasons) <= LONGEST_REASONS and "\0" not in reasons)
