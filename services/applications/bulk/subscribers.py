"""What bulk accepts, and the capability as the kit sees it."""

from types import MappingProxyType

from services.applications.bulk.commands import Command, PrepareMove, Release
from services.applications.bulk.decider import BULK as ACTION
from services.applications.bulk.knowledge import KnownItems
from services.applications.bulk.projections import project
from shared.capability import Asked, Capability
from shared.clock import register_date
from shared.contracts import transfers as contracts


def move_scope(data: contracts.MoveScope, asked: Asked) -> Command:
    """A registrar tries dry how a scope's entries move to its footing in force."""
    scope = asked.rulebook.scope(data.scope)
    return PrepareMove(
        bulk_id=data.bulk_id,
        scope=data.scope,
        footing=None if scope is None else scope.footing.value,
        transfer=asked.rulebook.transfer(data.scope),
        most=asked.rulebook.bulk.most_items,
        actor=asked.actor,
        today=register_date(asked.now),
        now=asked.now,
    )


def release(data: contracts.ReleaseBulk, asked: Asked) -> Command:
    """A second registrar releases what the first prepared."""
    return Release(data.bulk_id, data.items_digest, asked.actor, asked.now)


def stream_of(command: Command) -> str:
    """Return the action's own stream."""
    return f"bulk/{command.bulk_id}"


BULK = Capability(
    name="bulk",
    decider=ACTION,
    owns=(contracts.BulkPrepared, contracts.BulkReleased, contracts.BulkFinished),
    stream_of=stream_of,
    accepts=MappingProxyType(
        {contracts.MoveScope: move_scope, contracts.ReleaseBulk: release}
    ),
    knowledge=KnownItems(),
    project=project,
)
"""Bulk actions, wired."""
