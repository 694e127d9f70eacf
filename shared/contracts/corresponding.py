"""Commands between registrar and applicant before the decision (domain §1.4, §1.5).

What an applicant does with a command, the registrar records with its twin where it
came on paper.
"""

from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from pydantic import Field

from shared.contracts.bounds import MOST_CODES, Codes, Text
from shared.contracts.contract import CommandData, EventData, Personal

Documents: TypeAlias = Annotated[tuple[UUID, ...], Field(max_length=MOST_CODES)]
"""Documents by their ids."""


class AskFurtherInformation(CommandData):
    """Ask the applicant to fill gaps that the record of assessment names."""

    TYPE: ClassVar[str] = "register.applications.ask-further-information.v1"

    application_id: UUID
    gaps: Codes
    explanation: Personal[Text] = None


class AnswerFurtherInformation(CommandData):
    """Answer the request for further information on one's own application."""

    TYPE: ClassVar[str] = "register.applications.answer-further-information.v1"

    application_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class RecordFurtherInformation(CommandData):
    """Record the applicant's answer to the request, which came on paper."""

    TYPE: ClassVar[str] = "register.applications.record-further-information.v1"

    application_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class WithdrawApplication(CommandData):
    """Withdraw one's own application before it is decided."""

    TYPE: ClassVar[str] = "register.applications.withdraw-application.v1"

    application_id: UUID


class RecordWithdrawal(CommandData):
    """Record that the applicant withdrew the application on paper."""

    TYPE: ClassVar[str] = "register.applications.record-withdrawal.v1"

    application_id: UUID


EVENTS: tuple[type[EventData], ...] = ()
COMMANDS: tuple[type[CommandData], ...] = (
    AskFurtherInformation,
    AnswerFurtherInformation,
    RecordFurtherInformation,
    WithdrawApplication,
    RecordWithdrawal,
)
