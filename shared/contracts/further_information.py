"""Events about further information, which an applicant is asked for (domain §1.4)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal


class FurtherInformationAsked(EventData):
    """The applicant was asked to fill the gaps of the record of assessment.

    `gaps` are the standards that the assessors did not find met; `answer_by` is the
    last day for the answer. The applicant's clock stands until the answer comes.
    """

    TYPE: ClassVar[str] = "register.applications.further-information-asked.v1"
    REASON: ClassVar[str] = "gaps-in-the-record-of-assessment"

    application_id: UUID
    assessment_id: UUID
    round: int
    gaps: tuple[str, ...]
    answer_by: date
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    explanation: Personal[str] = None


class FurtherInformationReceived(EventData):
    """The applicant answered; the case goes back to its assessors for another round."""

    TYPE: ClassVar[str] = "register.applications.further-information-received.v1"
    REASON: ClassVar[str] = "applicant-answered"

    application_id: UUID
    assessment_id: UUID
    round: int
    gaps: tuple[str, ...]
    documents: tuple[UUID, ...] = ()
    person_id: Personal[UUID] = None
    statement: Personal[str] = None


class FurtherInformationLapsed(EventData):
    """The last day passed without an answer; the case is decided on its papers."""

    TYPE: ClassVar[str] = "register.applications.further-information-lapsed.v1"
    REASON: ClassVar[str] = "no-answer-in-time"

    application_id: UUID
    assessment_id: UUID
    round: int
    was_due_on: date


class ApplicationWithdrawn(EventData):
    """The applicant withdrew before the decision (domain §1.5).

    `concern_open` says that a concern about character or fraud was open at the time: it
    is shown when the person applies again.
    """

    TYPE: ClassVar[str] = "register.applications.application-withdrawn.v1"
    REASON: ClassVar[str] = "withdrawn-by-applicant"

    application_id: UUID
    concern_open: bool
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None


EVENTS: tuple[type[EventData], ...] = (
    FurtherInformationAsked,
    FurtherInformationReceived,
    FurtherInformationLapsed,
    ApplicationWithdrawn,
)
COMMANDS: tuple[type[CommandData], ...] = ()
