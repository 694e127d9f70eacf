"""How the registrar decides, and how long the applicant may appeal."""

from shared.rulebook.tables.rule import Count, Rule


class Deciding(Rule):
    """How the registrar decides, and how long the applicant may appeal."""

    appeal_days: Count
