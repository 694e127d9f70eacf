"""What may be asked of an entry in the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.rulebook.tables.entering import Numbering


@dataclass(frozen=True, slots=True)
class EnterRegistration:
    """An accepted applicant is to be entered in the register, or the entry extended.

    `today` is the register's own date. `level` is the level of practice that was
    accepted, empty for registration itself, and `review_by` the day until which it is
    looked at again. The rest is known from the register: the `number`, next free or
    the person's own where the entry that they have is extended (`extends`), and the
    one under which the application was `entered` already. By an appeal against
    admission in fewer scopes (`adds_to_own`), the others are added to that entry.
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
    level: str = ""
    review_by: date | None = None
    keeps_number: bool = True
    extends: bool = False
    adds_to_own: bool = False


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


@dataclass(frozen=True, slots=True)
class AmendEntry:
    """Scopes or levels of the entry that an application led to end, for a reason.

    `number` is known from the register, empty where there is no such entry.
    """

    application_id: UUID
    case_id: UUID
    reason: str
    scopes_ended: tuple[str, ...]
    levels_ended: tuple[str, ...]
    now: datetime
    today: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """The entry that an application led to leaves the register, for a reason.

    `number` is known from the register, empty where there is no such entry.
    """

    application_id: UUID
    case_id: UUID
    reason: str
    now: datetime
    today: date
    number: str = ""


Command: TypeAlias = EnterRegistration | TransferEntry | AmendEntry | RemoveEntry
