"""What the assessors of a case say together."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from services.assessment.assessing.commands.judgement import Judgement
from shared.contracts.assessment import Outcome, Recommendation

Advice: TypeAlias = tuple[Recommendation, tuple[str, ...]]
"""What is recommended, and for which scopes where they are fewer."""

MAJORITY = 2


def advice(judgement: Judgement) -> Advice:
    """Return what a judgement comes down to, whatever its findings."""
    return judgement.recommendation, judgement.scopes


def unanimous(judgements: Collection[Judgement]) -> Advice | None:
    """Return what all recommend, else None.

    Findings may differ all the same: a standard that one finds met and the other in
    part is a gap for whoever decides, and no disagreement on what is to be done.
    """
    said = {advice(one) for one in judgements}
    return said.pop() if len(said) == 1 else None


def majority(judgements: Iterable[Judgement]) -> Advice | None:
    """Return what two or more recommend and no others as many, else None."""
    ranked = Counter(advice(one) for one in judgements).most_common(2)
    first = ranked[0][1] if ranked else 0
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if first >= MAJORITY and first > second else None


def outcome_of(recommended: Advice | None) -> Outcome:
    """Return the outcome of what is recommended together, None a disagreement."""
    if recommended is None:
        return Outcome.DISAGREEMENT
    return Outcome(recommended[0].value)


def gaps_of(
    recommended: Advice | None, judgements: Iterable[Judgement]
) -> tuple[str, ...]:
    """Return what is open by those who recommended it, or by all where they differ.

    For further information the gaps that they name, else whatever one of them does
    not find met.
    """
    gaps: set[str] = set()
    for one in judgements:
        if recommended is not None and advice(one) != recommended:
            continue
        asks = one.recommendation is Recommendation.FURTHER_INFORMATION
        gaps |= set(one.gaps) if asks else one.not_met
    return tuple(sorted(gaps))


def in_dispute(judgements: Collection[Judgement]) -> tuple[str, ...]:
    """Return the standards that are not found the same by all, by code."""
    return different([one.findings for one in judgements])


def different(findings: Collection[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the standards on which findings differ, by code."""
    standards = {code for one in findings for code in one}
    return tuple(
        code
        for code in sorted(standards)
        if len({one.get(code) for one in findings}) > 1
    )


def alike(findings: Collection[Mapping[str, str]]) -> int:
    """Return how many standards were found the same by all."""
    standards = {code for one in findings for code in one}
    return len(standards) - len(different(findings))
