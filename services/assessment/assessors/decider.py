"""Appointing assessors, decided."""

from collections.abc import Sequence

from services.assessment.assessors.commands import Appoint, Command
from services.assessment.assessors.rules import (
    in_order,
    is_address,
    is_assessor_id,
    is_capacity,
    is_one_line,
)
from services.assessment.assessors.state import Appointed, NotAppointed, State
from shared.contracts.assessment import AssessorAppointed
from shared.decider import Decider
from shared.errors import Refused

RULE = "domain §1.4"


def decide(command: Command, state: State) -> Sequence[AssessorAppointed]:
    """Return the appointment, nothing where it stands already, or raise `Refused`."""
    _check(command)
    scopes = in_order(command.scopes)
    if state == Appointed(scopes, command.capacity) and not command.contact_changed:
        return []
    return [
        AssessorAppointed(
            assessor_id=command.assessor_id,
            scopes=scopes,
            capacity=command.capacity,
            person_id=command.person_id,
            name=command.name,
            email=command.email,
        )
    ]


def evolve(_state: State, event: AssessorAppointed) -> State:
    """Return what the pool knows after the event: the last appointment stands."""
    return Appointed(in_order(event.scopes), event.capacity)


def _check(command: Appoint) -> None:
    if not is_assessor_id(command.assessor_id):
        raise Refused("bad-assessor-id", "The assessor's id cannot be used.", RULE)
    if not command.scopes:
        raise Refused("no-scope", "An assessor is appointed for a scope.", RULE)
    if not command.known_scopes.issuperset(command.scopes):
        raise Refused("unknown-scope", "A scope is not in the rulebook.", RULE)
    if not is_capacity(command.capacity):
        raise Refused("capacity-out-of-range", "Nobody holds so many cases.", RULE)
    if not is_one_line(command.name):
        raise Refused("bad-name", "An assessor has a name, on one line.", RULE)
    if not is_address(command.email):
        raise Refused("bad-email", "The assessor's e-mail address is unusable.", RULE)


ASSESSOR = Decider[Command, State, AssessorAppointed](
    initial=NotAppointed(), decide=decide, evolve=evolve
)
"""The rules of one assessor's appointment."""
