"""What bulk accepts, and the capability as the kit sees it."""

from types import MappingProxyType

from services.applications.bulk.moving import (
    MOVE_SCOPE,
    against_moving,
    items_of_move,
    nothing_to_move,
)
from shared.bulk.capability import bulk_capability
from shared.bulk.commands import Prepare, Release, Selection
from shared.bulk.decider import Said
from shared.capability import Asked
from shared.clock import register_date
from shared.contracts import transfers as contracts


def move_scope(data: contracts.MoveScope, asked: Asked) -> Prepare:
    """A registrar tries dry how a scope's entries move to its footing in force."""
    scope = asked.rulebook.scope(data.scope)
    footing = None if scope is None else scope.footing.value
    transfer = asked.rulebook.transfer(data.scope)
    return Prepare(
        bulk_id=data.bulk_id,
        selection=Selection(MOVE_SCOPE, data.scope, footing or ""),
        most=asked.rulebook.bulk.most_items,
        nothing=nothing_to_move(data.scope, footing),
        actor=asked.actor,
        now=asked.now,
        against=against_moving(data.scope, footing, transfer, register_date(asked.now)),
    )


def release(data: contracts.ReleaseBulk, asked: Asked) -> Release:
    """A second registrar releases what the first prepared."""
    return Release(data.bulk_id, data.items_digest, asked.actor, asked.now)


BULK = bulk_capability(
    "bulk",
    Said(contracts.BulkPrepared, contracts.BulkReleased, contracts.BulkFinished),
    accepts=MappingProxyType(
        {contracts.MoveScope: move_scope, contracts.ReleaseBulk: release}
    ),
    kinds=MappingProxyType({MOVE_SCOPE: items_of_move}),
)
"""Bulk actions, wired."""
