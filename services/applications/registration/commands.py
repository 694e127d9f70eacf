"""What may be asked of an entry in the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.rulebook.tables.entering import Numbering


@dataclass(frozen=True, slots=True)
class EnterRegistration:
    """An accepted applicant is to be entered in the register.

    `today` is the register's own date. The rest is known from the register: the next
    free `number`, and the one under which the application was `entered` already.
    """

    application_id: UUID
    person_id: UUID | None
    given_names: str | None
    family_name: str | None
    work_town: str | None
    email: str | None
    scopes: tuple[str, ...]
    footings: Mapping[str, str]
    route: str
    numbering: Numbering
    now: datetime
    today: date
    number: str = ""
    entered: str | None = None


@dataclass(frozen=True, slots=True)
class TransferEntry:
    """An entry is to stand on another footing in one of its scopes.

    It is one item of the released bulk action `bulk_id`; `today` is the register's own
    date.
    """

    number: str
    application_id: UUID
    scope: str
    footing: str
    bulk_id: UUID
    now: datetime
    today: date


Command: TypeAlias = EnterRegistration | TransferEntry
