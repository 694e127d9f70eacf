"""What an assessment must satisfy to be locked (domain §1.4)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from services.assessment.assessing.commands.judgement import Judgement, Words
from shared.contracts.assessment import Finding, Recommendation
from shared.errors import Refused

RULE = "domain §1.4"
LONGEST_REASONS = 5_000
RECOMMENDATION = "recommendation"
FINDING = "finding:"
REASONS = "reasons:"
WHOLE = frozenset({RECOMMENDATION, "scopes", "gaps", "reasons"})
"""The answers of a draft that are not about one standard."""


def are_readable(reasons: str | None) -> bool:
    """Return whether reasons can be kept: not too long, and text throughout."""
    return reasons is None or (len(reasons) <= LONGEST_REASONS and "\0" not in reasons)


def check_words(words: Words) -> None:
    """Refuse words that cannot be kept."""
    if not all(map(are_readable, [words.reasons, *words.by_standard.values()])):
        raise Refused("reasons-unreadable", "The reasons cannot be kept.", RULE)


def check_findings(
    judgement: Judgement,
    words: Words,
    asked: Collection[str],
    explained: Collection[str],
) -> None:
    """Refuse findings that do not answer exactly what is asked, with reasons.

    Every standard is judged, none besides; those of `explained` have reasons.
    """
    findings = judgement.findings
    _refuse_any(
        (code for code in findings if code not in asked),
        "standard-not-asked",
        "These standards are not to be judged here",
    )
    _refuse_any(
        (code for code in asked if code not in findings),
        "standard-not-judged",
        "These standards are not judged yet",
    )
    _refuse_any(
        (code for code in words.by_standard if code not in asked),
        "standard-not-asked",
        "There are reasons for standards that are not to be judged here",
    )
    _refuse_any(
        (code for code in explained if not words.by_standard.get(code, "").strip()),
        "reasons-missing",
        "These findings need reasons",
    )


def check_advice(judgement: Judgement, scopes: Collection[str]) -> None:
    """Refuse a recommendation that does not follow from its findings.

    `scopes` are those applied for.
    """
    match judgement.recommendation:
        case Recommendation.ACCEPT:
            _check_accepted(judgement)
        case Recommendation.ACCEPT_NARROWER:
            _check_narrower(judgement.scopes, scopes)
        case Recommendation.FURTHER_INFORMATION:
            _check_gaps(judgement)
        case Recommendation.REFUSE:
            if judgement.findings and not judgement.not_met:
                raise Refused(
                    "nothing-unmet", "All standards are met: why refuse?", RULE
                )
    if judgement.scopes and judgement.recommendation is not (
        Recommendation.ACCEPT_NARROWER
    ):
        raise Refused(
            "scopes-unasked", "Scopes are named for a narrower acceptance only.", RULE
        )
    if judgement.gaps and judgement.recommendation is not (
        Recommendation.FURTHER_INFORMATION
    ):
        raise Refused("gaps-unasked", "Gaps are named to ask for information.", RULE)


def _check_accepted(judgement: Judgement) -> None:
    _refuse_any(
        (
            code
            for code, finding in judgement.findings.items()
            if finding is Finding.NOT_MET
        ),
        "standard-not-met",
        "Nobody is accepted who does not meet these standards",
    )


def _check_narrower(narrower: Collection[str], scopes: Collection[str]) -> None:
    if not narrower or not set(narrower) < set(scopes):
        raise Refused(
            "scopes-not-narrower",
            "Name some of the scopes applied for, and not all of them.",
            RULE,
        )


def _check_gaps(judgement: Judgement) -> None:
    if not judgement.gaps:
        raise Refused("no-gaps", "Name what further information is to show.", RULE)
    if judgement.findings:
        _refuse_any(
            (code for code in judgement.gaps if code not in judgement.not_met),
            "gap-not-found",
            "These are not gaps, for they are found met",
        )
    elif not all(map(_is_code, judgement.gaps)):
        raise Refused("bad-gap", "A gap is named by a code, such as references.", RULE)


def in_order(judgement: Judgement) -> Judgement:
    """Return the judgement with scopes and gaps in order, and its gaps named.

    Who asks for information without naming gaps asks for all that is not met.
    """
    gaps = set(judgement.gaps)
    asks = judgement.recommendation is Recommendation.FURTHER_INFORMATION
    if asks and not gaps:
        gaps = set(judgement.not_met)
    return replace(
        judgement,
        scopes=tuple(sorted(set(judgement.scopes))),
        gaps=tuple(sorted(gaps)),
    )


def check_draft(draft: Mapping[str, str], asked: Collection[str]) -> None:
    """Refuse a draft with answers that no form asks for, or that cannot be kept."""
    known = WHOLE.union(*({FINDING + code, REASONS + code} for code in asked))
    _refuse_any(
        (name for name in draft if name not in known),
        "answer-not-asked",
        "The draft has answers that nobody asks for",
    )
    if not all(map(are_readable, draft.values())):
        raise Refused("reasons-unreadable", "The draft cannot be kept.", RULE)


def _refuse_any(codes: Iterable[str], code: str, sentence: str) -> None:
    """Refuse if there is any; those of the rulebook's form are named."""
    found = sorted(set(codes))
    if found:
        named = ", ".join(one for one in found if _is_code(one)) or "unreadable ones"
        raise Refused(code, f"{sentence}: {named}.", RULE)


def _is_code(text: str) -> bool:
    """Return whether a text is a code, which can be shown; else it may be anything."""
    return len(text) <= 80 and all(  # noqa: PLR2004 - what fits a sentence
        letter.isascii() and (letter.isalnum() or letter in "-:") for letter in text
    )
