"""How released bulk actions are carried out here: a case is one command."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from services.assessment.assessing.accepting import policy
from services.assessment.assessing.commands import (
    AssignAgain,
    Claim,
    Command,
    Remind,
)
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.bulk.chosen import ASSIGN_CASES, REMIND_OF_CASES
from services.assessment.bulk.subscribers import BULK
from shared.bulk.carrying_out import Carrying, Item, Kind
from shared.bulk.queries import Bulk
from shared.capability import Database
from shared.clock import register_date
from shared.contracts.assigning import Joining
from shared.rulebook import Rulebook
from shared.web.service import Service


async def cases_of_action(
    service: Service, _database: Database, action: Bulk, after: str, limit: int
) -> Sequence[Item]:
    """Return the next of the cases chosen, by id; one done already is done once."""
    following = sorted(one for one in action.items if one > after)[:limit]
    now, rulebook = service.clock.now(), service.rulebook
    return [Item(one, _command(action, UUID(one), rulebook, now)) for one in following]


def _command(action: Bulk, case: UUID, rulebook: Rulebook, now: datetime) -> Command:
    if action.kind == REMIND_OF_CASES:
        return Remind(case, now)
    today = register_date(now)
    if action.target:
        how = Joining.NAMED_BY_REGISTRAR
        return Claim(case, action.target, today, policy(rulebook), now, how=how)
    return AssignAgain(case, today, policy(rulebook), now)


CARRYING = Carrying(
    BULK.name,
    MappingProxyType(
        {
            ASSIGN_CASES: Kind(ASSESSING.name, cases_of_action),
            REMIND_OF_CASES: Kind(ASSESSING.name, cases_of_action),
        }
    ),
)
"""The bulk actions of this service, and how each kind is carried out."""
