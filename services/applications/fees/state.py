"""How the fees of an application stand, and how a payment of nobody's does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from shared.contracts.fees import PaymentMethod


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing has fallen due, and no money has come."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment, and whether a bank took it back."""

    pence: int
    paid_on: date
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What is owed and paid for an application, in pence.

    `proposed` are refunds that wait for a second person: who wants them, and how much.
    """

    charged: frozenset[str]
    due: int
    payments: Mapping[UUID, Payment] = field(
        default_factory=lambda: MappingProxyType({})
    )
    refunds: Mapping[UUID, int] = field(default_factory=lambda: MappingProxyType({}))
    waivers: Mapping[UUID, int] = field(default_factory=lambda: MappingProxyType({}))
    proposed: Mapping[UUID, tuple[str, int]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def held(self) -> int:
        """What was paid and has neither been taken back nor refunded."""
        paid = sum(one.pence for one in self.payments.values() if not one.returned)
        return paid - sum(self.refunds.values())

    @property
    def outstanding(self) -> int:
        """What is still owed; below nought, what was paid too much."""
        return self.due - sum(self.waivers.values()) - self.held


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row of nobody's, and what a person has said of it since."""

    pence: int
    paid_on: date
    method: PaymentMethod
    returned: bool
    file: str | None
    allocated: UUID | None = None
    dismissed: str | None = None

    @property
    def settled(self) -> bool:
        """Whether somebody has said what it is."""
        return self.allocated is not None or self.dismissed is not None


State: TypeAlias = Nothing | Account | Unmatched
