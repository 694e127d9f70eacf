"""How a fraudulent or incorrect entry is dealt with (domain §1.5)."""

from enum import StrEnum

from shared.rulebook.tables.rule import Count, Rule, Text


class AppealTo(StrEnum):
    """Who hears an appeal against what was decided of an entry."""

    PANEL = "panel"
    COURT = "court"


class EntryFraud(Rule):
    """How long the person concerned may answer and appeal, and to whom.

    Both are counted after the day on which the notice is deemed served (domain §7A R2,
    R6). What is decided has no effect before the days to appeal have passed (R7).
    """

    source: Text = "the voluntary register's procedure is not published: stated default"
    respond_days: Count = 28
    appeal_days: Count = 28
    appeal_to: AppealTo = AppealTo.PANEL
