"""How long an unfinished form is kept."""

from shared.rulebook.tables.rule import Count, Rule


class Drafts(Rule):
    """How many days an applicant's unfinished form is kept after its last change."""

    kept_days: Count
