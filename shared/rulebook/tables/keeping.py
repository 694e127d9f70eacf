"""How long records are kept."""

from shared.rulebook.tables.rule import Count, Rule


class Retention(Rule):
    """How long a closed case is kept, what no request erases, and who must agree.

    Months are counted after the day on which the case closed (domain §7A R5).
    """

    unsuccessful_application_months: Count
    application_papers_months: Count
    keeps_entry: bool
    second_person: bool
