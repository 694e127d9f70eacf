"""What can be asked of a person's preferences."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.preferring import Language, PreferredChannel


@dataclass(frozen=True, slots=True)
class Prefer:
    """A person wants to be written to like this.

    `sender` is the actor who says so of their own application, None where a registrar
    recorded it; `applicant` and `person_id` are whose application it is, None where
    there is none. `stands` is what they said last, by whichever application.
    """

    application_id: UUID
    language: Language
    channel: PreferredChannel
    postal_address: str | None
    sender: str | None
    now: datetime
    applicant: str | None = None
    person_id: UUID | None = None
    stands: tuple[str, str] | None = None


Command = Prefer
