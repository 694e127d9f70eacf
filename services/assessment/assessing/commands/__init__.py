"""What can be asked of a case."""

from services.assessment.assessing.commands.assigning import (
    AssignAgain,
    OpenAssessment,
    Policy,
    PoolMember,
    RecordOverdue,
)
from services.assessment.assessing.commands.judging import Recommend

__all__ = [
    "AssignAgain",
    "Command",
    "OpenAssessment",
    "Policy",
    "PoolMember",
    "Recommend",
    "RecordOverdue",
]

Command = OpenAssessment | AssignAgain | Recommend | RecordOverdue
