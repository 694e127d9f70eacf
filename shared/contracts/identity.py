"""Events and commands about who is one person, which only a person decides."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Text
from shared.contracts.contract import CommandData, EventData, Personal


class SamePerson(StrEnum):
    """What is decided of two applications that may be one person's."""

    MERGED = "merged"
    KEPT_APART = "kept-apart"


class IdentityGround(StrEnum):
    """On what a decision about two applications rests."""

    SAME_DOCUMENTS = "same-identity-documents"
    SAME_CONTACT = "confirmed-by-contact"
    APPLIED_BEFORE = "applied-before"
    FORMER_REGISTRANT = "formerly-registered"
    SENT_TWICE = "sent-twice"
    OTHER_DOCUMENTS = "other-identity-documents"
    OTHER_BIRTH = "other-date-of-birth"
    SHARED_ADDRESS = "shared-e-mail-address"
    NAMESAKE = "namesake"
    DECIDED_WRONGLY = "decided-wrongly-before"


class PossibleDuplicateRaised(EventData):
    """Two applications may be one person's: a question for a registrar.

    `application_id` came after `other_application_id`.
    """

    TYPE: ClassVar[str] = "register.applications.possible-duplicate-raised.v1"
    REASON: ClassVar[str] = "applications-are-alike"

    pair_id: UUID
    application_id: UUID
    other_application_id: UUID
    person_id: Personal[UUID] = None


class PossibleDuplicateDecided(EventData):
    """A registrar decided whether two applications are one person's."""

    TYPE: ClassVar[str] = "register.applications.possible-duplicate-decided.v1"
    REASON: ClassVar[str] = "decided-by-registrar"

    pair_id: UUID
    application_id: UUID
    other_application_id: UUID
    decision: SamePerson
    grounds: tuple[IdentityGround, ...]
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class PersonMerged(EventData):
    """Two people of the register are one from now on, under the id that is kept.

    `applications` are those that follow; `person_id` is the id that is kept.
    """

    TYPE: ClassVar[str] = "register.applications.person-merged.v1"
    REASON: ClassVar[str] = "decided-by-registrar"

    pair_id: UUID
    applications: tuple[UUID, ...]
    person_id: Personal[UUID] = None
    merged_person_id: Personal[UUID] = None


class PersonParted(EventData):
    """People who had been made one are two again; `applications` go back.

    `person_id` is the id that had been kept, `parted_person_id` the one that returns.
    """

    TYPE: ClassVar[str] = "register.applications.person-parted.v1"
    REASON: ClassVar[str] = "decided-by-registrar"

    pair_id: UUID
    applications: tuple[UUID, ...]
    person_id: Personal[UUID] = None
    parted_person_id: Personal[UUID] = None


class DecidePossibleDuplicate(CommandData):
    """Decide whether two applications are one person's; a second time undoes it."""

    TYPE: ClassVar[str] = "register.applications.decide-possible-duplicate.v1"

    pair_id: UUID
    decision: SamePerson
    grounds: tuple[IdentityGround, ...]
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    PossibleDuplicateRaised,
    PossibleDuplicateDecided,
    PersonMerged,
    PersonParted,
)
COMMANDS: tuple[type[CommandData], ...] = (DecidePossibleDuplicate,)
