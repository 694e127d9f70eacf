"""Bulk actions, wired for a service: its events, its commands, its kinds."""

from collections.abc import Mapping

from shared.bulk.commands import Command
from shared.bulk.decider import Said, bulk_decider
from shared.bulk.knowledge import Count, KnownItems
from shared.bulk.projections import project
from shared.capability import Capability, Translate
from shared.contracts.contract import CommandData


def stream_of(command: Command) -> str:
    """Return the action's own stream."""
    return f"bulk/{command.bulk_id}"


def bulk_capability(
    name: str,
    said: Said,
    accepts: Mapping[type[CommandData], Translate],
    kinds: Mapping[str, Count],
) -> Capability:
    """Return a service's bulk actions: one command a kind, and one that releases.

    `name` is the capability's, which no other service's has.
    """
    return Capability(
        name=name,
        decider=bulk_decider(said),
        owns=(said.prepared, said.released, said.finished),
        stream_of=stream_of,
        accepts=accepts,
        knowledge=KnownItems(kinds),
        project=project,
    )
