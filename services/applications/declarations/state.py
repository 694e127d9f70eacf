"""How a declared matter stands, without a word about what it is or whose."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shared.contracts.declarations import Finding


@dataclass(frozen=True, slots=True)
class NotRaised:
    """Nothing was declared or referred; who recused before stays out."""

    recused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Open:
    """Before the panel: `findings` are of this round, `judged` of earlier ones."""

    round: int
    panel_members: int
    judge_by: date
    overdue: bool
    findings: tuple[tuple[str, Finding], ...]
    judged: frozenset[str]
    recused: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """Found by the panel, or closed without a finding."""

    round: int
    finding: Finding | None
    findings: tuple[tuple[str, Finding], ...]
    judged: frozenset[str]
    recused: frozenset[str]


State: TypeAlias = NotRaised | Open | Ended
