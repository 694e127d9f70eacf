"""Events and commands about how long the register keeps what it holds of a person."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.applications import RegistrationEntered
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import InterestsDeclared
from shared.contracts.contract import CommandData, EventData


class RecordClass(StrEnum):
    """A kind of record of a person that is kept, or erased, as one (domain §5.5)."""

    APPLICATION = "application"
    CONTACT = "contact"
    ENTRY = "entry"
    ASSESSOR = "assessor"


class ErasureGround(StrEnum):
    """Why somebody has a person erased (domain §5.6)."""

    REQUEST = "request-article-17"
    OBJECTION = "objection-upheld"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    UNLAWFUL = "unlawful-processing"


class HoldGround(StrEnum):
    """Why nothing of a person may be erased for now (domain §5.5)."""

    LEGAL_CLAIM = "legal-claim"
    PUBLIC_INQUIRY = "public-inquiry"
    FITNESS_TO_PRACTISE = "fitness-to-practise"
    POLICE = "police-investigation"
    REGULATOR = "regulator-request"


class RetentionSet(EventData):
    """A period began, at whose end a kind of record of the person is erased."""

    TYPE: ClassVar[str] = "register.applications.retention-set.v1"
    REASON: ClassVar[str] = "case-closed"

    about: str
    application_id: UUID
    record: RecordClass
    ends_at: datetime
    rule: str


class ErasureProposed(EventData):
    """Somebody wants a person erased, which a second person has to want too."""

    TYPE: ClassVar[str] = "register.applications.erasure-proposed.v1"

    about: str
    reason: str
    proposed_by: str


class PersonErased(EventData):
    """What may go of a person goes, in every service; what is kept is kept by a rule.

    `reason` is an `ErasureGround`, `retention-ended` or `draft-deleted`; `authority`
    the rule it was done under. `services` are to confirm by `confirm_by`. Kafka, which
    deletes by age, has forgotten by `kafka_forgets_by`. `also` are ids of the same
    person, who had been made one with this one: what goes of one goes of all.
    """

    TYPE: ClassVar[str] = "register.applications.person-erased.v1"

    about: str
    erasure_id: UUID
    reason: str
    authority: str
    erased: tuple[RecordClass, ...]
    kept: tuple[RecordClass, ...]
    kept_by: str | None = None
    applications: tuple[UUID, ...]
    services: tuple[str, ...]
    also: tuple[UUID, ...] = ()
    confirm_by: datetime
    kafka_forgets_by: datetime


class ErasureNoted(EventData):
    """A service's word that it has erased the person reached the register."""

    TYPE: ClassVar[str] = "register.applications.erasure-noted.v1"
    REASON: ClassVar[str] = "confirmed-by-service"

    about: str
    erasure_id: UUID
    service: str


class ErasureCompleted(EventData):
    """Every service has confirmed that it erased the person."""

    TYPE: ClassVar[str] = "register.applications.erasure-completed.v1"
    REASON: ClassVar[str] = "confirmed-by-all"

    about: str
    erasure_id: UUID


class ErasureUnconfirmed(EventData):
    """Services did not confirm an erasure in time: somebody must look into it."""

    TYPE: ClassVar[str] = "register.applications.erasure-unconfirmed.v1"
    REASON: ClassVar[str] = "confirmation-missing"

    about: str
    erasure_id: UUID
    missing: tuple[str, ...]


class LegalHoldPlaced(EventData):
    """Nothing of the person is erased until the hold is lifted."""

    TYPE: ClassVar[str] = "register.applications.legal-hold-placed.v1"

    about: str
    reason: HoldGround


class LegalHoldLifted(EventData):
    """A hold on a person ended; what fell due under it falls due `resumes_at`.

    `resumes_at` is null while another hold stands, or where no period runs.
    """

    TYPE: ClassVar[str] = "register.applications.legal-hold-lifted.v1"

    about: str
    reason: HoldGround
    resumes_at: datetime | None = None


class ErasePerson(CommandData):
    """Erase what may go of a person."""

    TYPE: ClassVar[str] = "register.applications.erase-person.v1"

    person_id: UUID
    reason: ErasureGround


class PlaceLegalHold(CommandData):
    """Let nothing of a person be erased."""

    TYPE: ClassVar[str] = "register.applications.place-legal-hold.v1"

    person_id: UUID
    reason: HoldGround


class LiftLegalHold(CommandData):
    """End a hold on a person."""

    TYPE: ClassVar[str] = "register.applications.lift-legal-hold.v1"

    person_id: UUID
    reason: HoldGround


EVENTS: tuple[type[EventData], ...] = (
    RetentionSet,
    ErasureProposed,
    PersonErased,
    ErasureNoted,
    ErasureCompleted,
    ErasureUnconfirmed,
    LegalHoldPlaced,
    LegalHoldLifted,
)
COMMANDS: tuple[type[CommandData], ...] = (ErasePerson, PlaceLegalHold, LiftLegalHold)

_ENTRY_FIELDS = frozenset({"given_names", "family_name"})


def record_class(event_type: str, field: str) -> RecordClass:
    """Return which kind of record a personal field of an event belongs to.

    The name in an entry is what must outlast a request (domain §5.6: the tombstone);
    whatever is not named here is of the application, and goes with it.
    """
    if event_type == RegistrationEntered.TYPE:
        return RecordClass.ENTRY if field in _ENTRY_FIELDS else RecordClass.CONTACT
    if event_type in {AssessorAppointed.TYPE, InterestsDeclared.TYPE}:
        return RecordClass.ASSESSOR
    return RecordClass.APPLICATION
