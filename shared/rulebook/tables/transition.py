"""What becomes of cases under way when the rules change."""

from enum import StrEnum

from shared.rulebook.tables.rule import Rule


class RunningCases(StrEnum):
    """Whether a case that began under an earlier version keeps it."""

    KEEP = "keep"
    CHANGE = "change"


class Transition(Rule):
    """What becomes of cases under way on the first day of a version."""

    running_cases: RunningCases


KEPT = Transition(
    running_cases=RunningCases.KEEP,
    source="a case is judged by the rules under which it began: stated default",
)
"""What holds where a rulebook says nothing."""
