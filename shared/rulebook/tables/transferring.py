"""The move of a scope from one footing to the next, and who may still come in by it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from shared.rulebook.tables.rule import Code, Count, Rule


class Transfer(Rule):
    """The move of a scope's entries from another register (domain §1.1, §7.1).

    They move as one on `transfer_on` or later. From `window_first` to `window_last`,
    both within, who was not registered may apply by the routes named.
    """

    scope: Code
    from_register: Code
    transfer_on: date
    window_first: date
    window_last: date
    routes: tuple[Code, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "Transfer":
        if self.window_last < self.window_first:
            raise ValueError("the window ends before it begins")
        return self

    def is_open(self, route: str, on: date) -> bool:
        """Tell whether one may apply by the route on a day, so far as the move says."""
        return route not in self.routes or self.window_first <= on <= self.window_last

    @property
    def window(self) -> str:
        """Return the window in words: `from 1 January 2026 to 31 December 2028`."""
        return f"from {_in_words(self.window_first)} to {_in_words(self.window_last)}"


class PracticeLack(StrEnum):
    """What somebody may lack for a route that is open for a time; a table says each."""

    YEARS = "practice-years"
    TRAINING = "training-and-experience"


class Grandparenting(Rule):
    """What an applicant shows by a route that is open for a time (domain §1.1).

    Either lawful, safe and effective practice in `practised_years` of the last
    `of_last_years`; or, with less practice, that training and experience together
    meet the standards of proficiency (`training_meets_standards`).
    """

    route: Code
    practised_years: Annotated[int, Field(strict=True, ge=0)]
    of_last_years: Count
    training_meets_standards: bool

    @model_validator(mode="after")
    def _possible(self) -> "Grandparenting":
        if self.practised_years > self.of_last_years:
            raise ValueError("nobody practised for more years than there were")
        if not self.practised_years and not self.training_meets_standards:
            raise ValueError("the route asks for nothing")
        return self

    def lacks(self, years: int | None, *, trained: bool) -> tuple[PracticeLack, ...]:
        """Return what is missing of somebody who practised for so many of the years.

        `years` is None where it was not said; `trained` tells whether training and
        experience were described.
        """
        short = self.practised_years and (years or 0) < self.practised_years
        untrained = self.training_meets_standards and not trained
        missing = ((PracticeLack.YEARS, short), (PracticeLack.TRAINING, untrained))
        return tuple(lack for lack, is_so in missing if is_so)


class Bulk(Rule):
    """What may be done to many at once: at most so many items (domain §8, 15)."""

    most_items: Count


USUAL_BULK = Bulk(
    most_items=20_000,
    source="the cap on a bulk action is not published (domain §9): stated default",
)
"""What holds where a rulebook says nothing: more than any register of today has."""


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
