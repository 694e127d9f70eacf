"""How a person stands: held, due to be erased, erased. Not a word about who it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from shared.contracts.retention import HoldGround, RecordClass


@dataclass(frozen=True, slots=True)
class Person:
    """What was decided about a person's records.

    `ends` says when each kind of record is to be erased; `proposed` who proposed an
    erasure and on which ground; `pending` which services have yet to confirm which
    erasure; `erasures` counts them.
    """

    holds: frozenset[HoldGround] = frozenset()
    ends: Mapping[RecordClass, datetime] = field(
        default_factory=lambda: MappingProxyType({})
    )
    erased: frozenset[RecordClass] = frozenset()
    proposed: tuple[str, str] | None = None
    pending: Mapping[UUID, frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    erasures: int = 0

    @property
    def next_end(self) -> datetime | None:
        """When the first period ends of what is not erased yet."""
        return min(
            (end for record, end in self.ends.items() if record not in self.erased),
            default=None,
        )
