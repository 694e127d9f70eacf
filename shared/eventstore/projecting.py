"""Read tables follow their events in the deciding transaction."""

from collections.abc import Mapping, Sequence

from shared.capability import Capability
from shared.eventstore.deciding import recorded
from shared.eventstore.store import NewEvent, Unit


async def project(
    unit: Unit, capabilities: Mapping[str, Capability], events: Sequence[NewEvent]
) -> None:
    """Let each capability update its read tables from the events that it owns."""
    if unit.database is None:
        return
    for capability in capabilities.values():
        own = [event for event in events if isinstance(event.event, capability.owns)]
        if own:
            await capability.project(unit.database, recorded(own))
