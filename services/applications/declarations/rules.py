"""What the panel finds together, who may sit on it, and why a finding is refused."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from shared.contracts.declarations import Finding
from shared.errors import Refused


class Reason(StrEnum):
    """Why a command on a declared matter is refused."""

    NOT_RAISED = "no-declared-matter"
    NOT_OPEN = "matter-not-open"
    TIED = "tied-to-the-case"
    RECUSED = "member-recused"
    JUDGED_BEFORE = "judged-before"
    ALREADY_JUDGED = "already-judged"
    NO_GROUNDS = "no-grounds"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NOT_RAISED: (
            "Nothing of health or character is before the panel in this application.",
            "domain §1.2",
        ),
        Reason.NOT_OPEN: (
            "The matter is not before the panel any more.",
            "domain §1.2",
        ),
        Reason.TIED: (
            "Whoever has a part in the application, or a tie to it, judges no part.",
            "domain §8, 1",
        ),
        Reason.RECUSED: (
            "You take no part in this matter: you recused yourself.",
            "domain §1.4",
        ),
        Reason.JUDGED_BEFORE: (
            "You judged this application before; nobody acts twice in one chain.",
            "domain §8, 1",
        ),
        Reason.ALREADY_JUDGED: (
            "You gave another finding, and a finding is locked once it is given.",
            "domain §1.4",
        ),
        Reason.NO_GROUNDS: (
            "A finding is given with its grounds, and none came with it.",
            "domain §1.5",
        ),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def found_together(findings: Collection[Finding]) -> Finding | None:
    """Return what more than half of the members find; None where they differ."""
    finding, voices = Counter(findings).most_common(1)[0]
    return finding if voices * 2 > len(findings) else None


def judge_by(raised_on: date, target_days: int) -> date:
    """Return the last day of the target, raising being day 0 (domain §7A R2)."""
    return raised_on + timedelta(days=target_days)
