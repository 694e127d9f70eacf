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
from services.assessment.assessing.commands.judging import Recommend
from services.assessment.assessing.commands.parties import Declared, Parties

__all__ = [
    "AssignAgain",
    "Assigning",
    "Claim",
    "Command",
    "Declared",
    "OpenAssessment",
    "Parties",
    "Policy",
    "PoolMember",
    "Recommend",
    "RecordOverdue",
    "Remind",
    "Seated",
    "TakeOff",
    "Timing",
]

Command = Seated | Recommend
