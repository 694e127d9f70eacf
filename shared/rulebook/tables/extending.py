"""How an entry that somebody has is extended, and comes back."""

from shared.rulebook.tables.rule import Count, Rule, Text


class Readmission(Rule):
    """Whether who comes back has the number of before, or a new one (domain §2.5)."""

    source: Text = "what becomes of the number is not published: stated default"
    keeps_number: bool = True


class Levels(Rule):
    """After how many months a level of practice is looked at again (domain §7.6).

    None where it is not.
    """

    source: Text = "the period of re-validation is not published: stated default"
    review_months: Count | None = 60
