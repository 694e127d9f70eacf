"""What may be asked of an application."""

from typing import TypeAlias

from services.applications.applying.commands.appealing import (
    FindOnAppeal,
    LodgeAppeal,
    RecordAppealOverdue,
    WithdrawAppeal,
)
from services.applications.applying.commands.checking import (
    CheckRegistrationElsewhere,
    Said,
)
from services.applications.applying.commands.corresponding import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    LapseFurtherInformation,
    WithdrawApplication,
)
from services.applications.applying.commands.deciding import (
    DecideApplication,
    ReceiveRecommendation,
)
from services.applications.applying.commands.person import Beside, Entry, Person
from services.applications.applying.commands.submitting import SubmitApplication

__all__ = [
    "AnswerFurtherInformation",
    "AskFurtherInformation",
    "Beside",
    "CheckRegistrationElsewhere",
    "Command",
    "DecideApplication",
    "Entry",
    "FindOnAppeal",
    "LapseFurtherInformation",
    "LodgeAppeal",
    "Person",
    "ReceiveRecommendation",
    "RecordAppealOverdue",
    "Said",
    "SubmitApplication",
    "WithdrawAppeal",
    "WithdrawApplication",
]

Command: TypeAlias = (
    SubmitApplication
    | ReceiveRecommendation
    | DecideApplication
    | AskFurtherInformation
    | AnswerFurtherInformation
    | LapseFurtherInformation
    | WithdrawApplication
    | LodgeAppeal
    | WithdrawAppeal
    | FindOnAppeal
    | RecordAppealOverdue
    | CheckRegistrationElsewhere
)
