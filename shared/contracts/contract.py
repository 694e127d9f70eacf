"""The shape of every contract: a frozen model that knows its name and its secrets."""

from functools import cache
from typing import Annotated, ClassVar, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class PersonalMark:
    """Marks a field as personal data: it is always sealed, never logged."""


PERSONAL = PersonalMark()

Personal: TypeAlias = Annotated[T | None, PERSONAL]
"""A personal field; None where there is no value or it is not disclosed to us."""


class Contract(BaseModel):
    """Anything that crosses a service's border."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    TYPE: ClassVar[str]


class EventData(Contract):
    """What an event says; its envelope says who, when and why.

    `REASON` is the reason code of the envelope unless the event has a field `reason`.
    """

    REASON: ClassVar[str] = "as-commanded"


class CommandData(Contract):
    """What a command asks for."""

    def actions(self) -> tuple[str, ...]:
        """Return the actions that its sender must be allowed: its TYPE, and any more.

        More is asked where a field, and not the type alone, takes an authority.
        """
        return (self.TYPE,)


@cache
def personal_fields(contract: type[Contract]) -> frozenset[str]:
    """Return the names of the fields that are personal data."""
    return frozenset(
        name
        for name, field in contract.model_fields.items()
        if any(isinstance(mark, PersonalMark) for mark in field.metadata)
    )
