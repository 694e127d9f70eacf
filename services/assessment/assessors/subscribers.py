"""Appointments: from a command to the pool."""

from uuid import NAMESPACE_URL, uuid5

from services.assessment.assessors.commands import Appoint, Command
from services.assessment.assessors.decider import ASSESSOR
from services.assessment.assessors.knowledge import ContactOnRecord
from services.assessment.assessors.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.contracts.assessment import AppointAssessor, AssessorAppointed

PEOPLE = uuid5(NAMESPACE_URL, "register:assessor-person")


def appoint(command: AppointAssessor, asked: Asked) -> Appoint:
    """An appointment is judged by the scopes of the rulebook in force."""
    return Appoint(
        assessor_id=command.assessor_id,
        person_id=uuid5(PEOPLE, command.assessor_id),
        scopes=command.scopes,
        known_scopes=frozenset(scope.code for scope in asked.rulebook.scopes),
        capacity=command.capacity,
        name=command.name,
        email=command.email,
        now=asked.now,
    )


def stream_of(command: Command) -> str:
    """Return the stream of an assessor."""
    return f"assessor/{command.assessor_id}"


ASSESSORS = Capability(
    name="assessors",
    decider=ASSESSOR,
    owns=(AssessorAppointed,),
    stream_of=stream_of,
    accepts={AppointAssessor: appoint},
    knowledge=ContactOnRecord(),
    holds=HOLDS,
    project=project,
)
"""Appointing assessors, wired."""
