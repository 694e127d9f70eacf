"""How long records are kept."""

from shared.rulebook.tables.rule import Count, Rule


class Retention(Rule):
    """How long a closed case is kept, what no request erases, and who must agree.

    Months are counted after the day on which the case closed (domain §7A R5). The words
    of a search that names nobody, and the bytes of a record in quarantine, are kept for
    days after they were recorded.
    """

    unsuccessful_application_months: Count
    application_papers_months: Count
    search_text_days: Count
    quarantined_bytes_days: Count
    keeps_entry: bool
    second_person: bool
