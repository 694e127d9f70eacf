"""The situations of an address, without what it is."""

from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.addressing import AddressNotice


@dataclass(frozen=True, slots=True)
class Unremarkable:
    """There is nothing to be done."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something was noticed, and a person is to deal with it."""

    notice: AddressNotice


State: TypeAlias = Unremarkable | Noticed
