"""How released bulk actions are carried out here: an entry's move is one command."""

from collections.abc import Sequence
from types import MappingProxyType

from services.applications.bulk.moving import MOVE_SCOPE
from services.applications.bulk.subscribers import BULK
from services.applications.footings import ToMove, entries_to_move
from services.applications.registration.commands import TransferEntry
from services.applications.registration.subscribers import REGISTRATION
from shared.bulk.carrying_out import Carrying, Item, Kind
from shared.bulk.queries import Bulk
from shared.capability import Database
from shared.clock import register_date
from shared.web.service import Service


async def entries_of_move(
    service: Service, database: Database, action: Bulk, after: str, limit: int
) -> Sequence[Item]:
    """Return the next entries that do not stand on the footing wanted, by number."""
    moving = await entries_to_move(
        database, action.subject, action.target, after, limit
    )
    return [_item(service, action, each) for each in moving]


def _item(service: Service, action: Bulk, each: ToMove) -> Item:
    now = service.clock.now()
    command = TransferEntry(
        number=each.registration_number,
        application_id=each.application_id,
        scope=action.subject,
        footing=action.target,
        bulk_id=action.bulk_id,
        now=now,
        today=register_date(now),
    )
    return Item(each.registration_number, command)


CARRYING = Carrying(
    BULK.name,
    MappingProxyType({MOVE_SCOPE: Kind(REGISTRATION.name, entries_of_move)}),
)
"""The bulk actions of this service, and how each kind is carried out."""
