"""What is asked when an application comes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """Somebody sends an application, or sends it again.

    `submission` is every answer as text, None where it was not disclosed to us.
    `today` is the register's own date; one that was `signed_on_paper` waits for nobody
    to confirm it. Sent `by_staff`, it tells of paper, and is somebody else's. The rest
    is known from the read tables: whose it is, `owner`, None of what nobody has begun;
    who is `tied` to what staff send again;
    `person_id`, the applications that are `alike`, oldest first, and the digest of
    what came `before` under the same id.
    """

    application_id: UUID
    submission: Mapping[str, str] | None
    rulebook: Rulebook
    now: datetime
    today: date
    person_id: UUID | None = None
    alike: tuple[UUID, ...] = ()
    before: bytes | None = None
    signed_on_paper: bool = False
    sender: str | None = None
    by_staff: bool = False
    owner: str | None = None
    tied: frozenset[str] = frozenset()
