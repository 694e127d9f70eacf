"""What can be asked of a case."""

from services.assessment.assessing.commands.assigning import (
    AssignAgain,
    Assigning,
    Claim,
    OpenAssessment,
    Policy,
    PoolMember,
    RecordOverdue,
    Remind,
    Seated,
    TakeOff,
    Timing,
)
from services.assessment.assessing.commands.judging import (
    Adjudicate,
    CloseCase,
    EndModeration,
    Judging,
    Moderate,
    Recommend,
    Reconsider,
    Reopen,
    Save,
)
from services.assessment.assessing.commands.parties import Declared, Parties

__all__ = [
    "Adjudicate",
    "AssignAgain",
    "Assigning",
    "Claim",
    "CloseCase",
    "Command",
    "Declared",
    "EndModeration",
    "Judging",
    "Moderate",
    "OpenAssessment",
    "Parties",
    "Policy",
    "PoolMember",
    "Recommend",
    "Reconsider",
    "RecordOverdue",
    "Remind",
    "Reopen",
    "Save",
    "Seated",
    "TakeOff",
    "Timing",
]

Command = Seated | Judging
