"""What can be asked of the service of a refusal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.rulebook.tables.appealing import CountedFrom


@dataclass(frozen=True, slots=True)
class Notice:
    """Whom the refusal is served on, what it says, and by when it is to be proven.

    Of a refusal of some scopes, `admitted` and `not_admitted` are the scopes' titles.
    """

    notice_id: UUID
    prove_by: datetime
    person_id: UUID | None
    name: str | None
    email: str | None
    words: dict[str, str]
    reasons: tuple[str, ...]
    admitted: tuple[str, ...] = ()
    not_admitted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequireNotice:
    """An application was refused, or some of it: that is to be served, with proof."""

    application_id: UUID
    notice: Notice
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordServed:
    """The notice was served; `decided` is the last day of an appeal as decided."""

    application_id: UUID
    notice_id: UUID
    served_on: date
    appeal_days: int
    counted_from: CountedFrom
    now: datetime
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class RecordUnserved:
    """The notice serves nobody: it failed or came back."""

    application_id: UUID
    notice_id: UUID
    code: str
    now: datetime


@dataclass(frozen=True, slots=True)
class CloseRefused:
    """The refusal becomes final; `by_itself` when its time has come.

    `refused` is whether the application, or some of its scopes, stands refused, with
    no appeal before a panel. Where a registrar asks, they are the `actor`, and who is
    `tied` to the application is known from the read tables.
    """

    application_id: UUID
    by_itself: bool
    today: date
    now: datetime
    refused: bool = False
    actor: str | None = None
    tied: frozenset[str] = frozenset()


Command = RequireNotice | RecordServed | RecordUnserved | CloseRefused
