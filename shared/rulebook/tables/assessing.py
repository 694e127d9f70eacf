"""How applications are assessed."""

from shared.rulebook.tables.rule import Count, Rule


class Assessment(Rule):
    """How applications are assessed."""

    assessors_per_case: Count
    target_days: Count
    assignment_retry_minutes: Count
