"""What staff interests accept, and the capability as the kit sees it."""

from types import MappingProxyType

from services.applications.staff_interests.commands import Command, Declare, End
from services.applications.staff_interests.decider import STAFF_INTEREST
from services.applications.staff_interests.knowledge import KnownInterests
from services.applications.staff_interests.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.contracts import staff_interests as contracts


def declare(data: contracts.DeclareStaffInterest, asked: Asked) -> Declare:
    """A tie is declared, one's own or a colleague's."""
    return Declare(
        interest_id=data.interest_id,
        actor=data.actor,
        tie=data.tie,
        person_id=data.person_id,
        email=data.email,
        now=asked.now,
    )


def end(data: contracts.EndStaffInterest, asked: Asked) -> End:
    """A tie is no more."""
    return End(data.interest_id, asked.actor, asked.now)


def stream_of(command: Command) -> str:
    """Return the stream of an interest."""
    return f"staff-interest/{command.interest_id}"


STAFF_INTERESTS = Capability(
    name="staff_interests",
    decider=STAFF_INTEREST,
    owns=(contracts.StaffInterestDeclared, contracts.StaffInterestEnded),
    stream_of=stream_of,
    accepts=MappingProxyType(
        {contracts.DeclareStaffInterest: declare, contracts.EndStaffInterest: end}
    ),
    knowledge=KnownInterests(),
    holds=HOLDS,
    project=project,
)
"""Ties of staff and board, wired."""
