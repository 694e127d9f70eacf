"""What is asked when another register has said something of an applicant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from services.applications.applying.commands.person import ALONE, Beside, Person
from shared.contracts.elsewhere import Compared, Found


@dataclass(frozen=True, slots=True)
class Said:
    """What a register said before, how its number compared, and whether it settled."""

    found: Found
    compared: Compared = Compared.NOT_COMPARED
    settled: bool = True


@dataclass(frozen=True, slots=True)
class CheckRegistrationElsewhere:
    """The registrar `checker` records what another register said of the applicant.

    `number` is the one it has there; a difference from the one `declared` may be
    `explained`. Whose application it is, what stands beside it, what was declared and
    what each source said `before` are known from the read tables.
    """

    application_id: UUID
    source: str
    found: Found | None
    explanation: str | None
    checker: str
    now: datetime
    person: Person | None = None
    beside: Beside = ALONE
    before: Mapping[str, Said] = field(default_factory=lambda: MappingProxyType({}))
    number: str | None = None
    explained: bool = False
    declared: str | None = None
