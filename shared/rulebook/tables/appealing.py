"""How a refusal is appealed against."""

from enum import StrEnum

from pydantic import Field

from shared.rulebook.tables.rule import Code, Count, Rule, Text


class CountedFrom(StrEnum):
    """From which day the days of an appeal are counted (domain §7A R6)."""

    SERVICE = "service"
    DECISION = "decision"


class Appeals(Rule):
    """How a refusal is appealed against, by whom it is heard and how soon.

    `members` of the panel must find the same; `target_days` are counted after the day
    on which the appeal came.
    """

    source: Text = "no appeal procedure is published: stated default"
    counted_from: CountedFrom = CountedFrom.SERVICE
    target_days: Count = 30
    members: Count = 2
    needs_new_information: bool = True
    grounds: tuple[Code, ...] = Field(
        default=("judgement", "procedure", "new-information"), min_length=1
    )
