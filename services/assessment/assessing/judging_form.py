"""The form of an assessment: what was entered, as a draft and as a command.

Its answers have the names of a draft: `recommendation`, `scopes`, `gaps`, `reasons`,
and for each standard `finding:<code>` and `reasons:<code>`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from services.assessment.assessing.rules.judging import (
    FINDING,
    REASONS,
    RECOMMENDATION,
)
from shared.contracts.assessment import Finding, Recommendation
from shared.web.forms import written

SEVERAL = frozenset({"scopes", "gaps"})
"""The answers that may have several values, kept with spaces between them."""


class Said(TypedDict):
    """The fields that the commands of an assessment share."""

    recommendation: Recommendation
    findings: Mapping[str, Finding]
    scopes: tuple[str, ...]
    gaps: tuple[str, ...]
    reasons: str | None
    reasons_by_standard: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something on the form that is missing or wrong; `field` leads to it."""

    field: str | None
    sentence: str


def entered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the answers that are not empty, as a draft keeps them."""
    answers: dict[str, str] = {}
    for name, value in pairs:
        text = written(value)
        if text is None or not _is_answer(name):
            continue
        several = name in SEVERAL and name in answers
        answers[name] = f"{answers[name]} {text}" if several else text
    return answers


def faults_of(
    answers: Mapping[str, str],
    standards: Collection[str],
    titles: Mapping[str, str],
    explained: Collection[str] = (),
) -> list[Fault]:
    """Return what is missing of an assessment of these standards, in their order.

    Reasons are needed for what is not met, and for the standards of `explained`.
    """
    faults: list[Fault] = []
    for code in standards:
        title = titles.get(code, code)
        finding = answers.get(FINDING + code)
        if finding not in set(Finding):
            faults.append(Fault(FINDING + code, f"Judge: {title}."))
        elif (finding != Finding.MET or code in explained) and (
            REASONS + code not in answers
        ):
            faults.append(Fault(REASONS + code, f"Give your reasons: {title}."))
    if answers.get(RECOMMENDATION) not in set(Recommendation):
        faults.append(Fault(RECOMMENDATION, "Choose what you recommend."))
    return faults


def said(answers: Mapping[str, str]) -> Said:
    """Return the fields of a command; ask `faults_of` first."""
    return {
        "recommendation": Recommendation(answers[RECOMMENDATION]),
        "findings": {
            code: Finding(value) for code, value in _after(FINDING, answers).items()
        },
        "scopes": tuple(answers.get("scopes", "").split()),
        "gaps": tuple(answers.get("gaps", "").split()),
        "reasons": answers.get("reasons"),
        "reasons_by_standard": _after(REASONS, answers),
    }


def _after(prefix: str, answers: Mapping[str, str]) -> Mapping[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in answers.items()
        if name.startswith(prefix)
    }


def _is_answer(name: str) -> bool:
    whole = {RECOMMENDATION, "scopes", "gaps", "reasons"}
    return name in whole or name.startswith((FINDING, REASONS))
