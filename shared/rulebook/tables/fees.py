"""What an application costs, when it falls due, and who may give money back."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.rulebook.tables.rule import Code, Count, Rule

Pence = Annotated[int, Field(strict=True, ge=0)]


class FeeKind(StrEnum):
    """What a fee is for."""

    APPLICATION = "application"
    SCRUTINY = "scrutiny"
    REGISTRATION = "registration"


class FallsDue(StrEnum):
    """When a fee falls due.

    An application that is submitted is complete and accepted for processing; what is
    incomplete is returned without charge (domain §1.3).
    """

    SUBMISSION = "submission"
    RECOMMENDATION = "recommendation"


class PaidBefore(StrEnum):
    """What waits until the fees that have fallen due are paid."""

    NEVER = "never"
    ADMISSION = "admission"


class Price(Rule):
    """A price of the dated list, in pence; it holds until a later one does.

    Without `routes` it is the price of every route that no other price names.
    """

    kind: FeeKind
    pence: Annotated[int, Field(strict=True, ge=1)]
    valid_from: date
    routes: tuple[Code, ...] = ()


class Fees(Rule):
    """What an application costs, by when it is paid, and who agrees to a refund."""

    before: PaidBefore
    due_days: Count
    second_person_above_pence: Pence
    falls_due: dict[FeeKind, FallsDue]
    prices: tuple[Price, ...] = Field(min_length=1)

    def price(self, kind: FeeKind, route: str, on: date) -> Price | None:
        """Return the price of a route on a day; None where it has none."""
        listed = [p for p in self.prices if p.kind is kind and p.valid_from <= on]
        named = [price for price in listed if route in price.routes]
        found = named or [price for price in listed if not price.routes]
        return max(found, key=lambda price: price.valid_from, default=None)

    def charged(self, moment: FallsDue, route: str, on: date) -> tuple[Price, ...]:
        """Return the prices of all that falls due for a route at a moment."""
        kinds = [kind for kind, when in self.falls_due.items() if when is moment]
        prices = (self.price(kind, route, on) for kind in kinds)
        return tuple(price for price in prices if price is not None)
