"""What is asked when another register has said something of an applicant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from services.applications.applying.commands.person import ALONE, Beside, Person
from shared.contracts.elsewhere import Found


@dataclass(frozen=True, slots=True)
class CheckRegistrationElsewhere:
    """The registrar `checker` records what another register said of the applicant.

    Whose application it is, what stands beside it, and what each source said `before`
    are known from the read tables.
    """

    application_id: UUID
    source: str
    found: Found | None
    explanation: str | None
    checker: str
    now: datetime
    person: Person | None = None
    beside: Beside = ALONE
    before: Mapping[str, Found] = field(default_factory=lambda: MappingProxyType({}))
