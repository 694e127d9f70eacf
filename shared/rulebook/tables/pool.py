"""Who of the pool may be given a case."""

from enum import StrEnum

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule


class Assignment(StrEnum):
    """How a case comes to its assessors."""

    AUTOMATIC = "automatic"
    CLAIM = "claim"


class Pool(Rule):
    """Who of the pool may be given a case, and how many of a scope there should be.

    Training lapses after `training_months`, counted from the day of the training or
    of the appointment; interests are declared within `interests_days` of the
    appointment and anew every `interests_months`, with as many days' grace. Months are
    counted after the day (domain §7A R5). Somebody with the applicant's employer today
    or within `same_employer_years` does not assess them. Of each scope as many should
    be free as a case needs, and `reserve` more. The link by which a case is declined is
    good until the case is due, and for `decline_days` at least.
    """

    assignment: Assignment = Assignment.AUTOMATIC
    training_months: Count = 15
    interests_months: Count = 12
    interests_days: Count = 28
    same_employer_years: Count = 3
    co_assessors_may_share_employer: bool = False
    reserve: int = Field(default=1, ge=0, strict=True)
    decline_days: Count = 7
