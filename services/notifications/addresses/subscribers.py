"""What addresses accept, and the capability as the kit sees it."""

from types import MappingProxyType

from services.notifications.addresses.commands import Command, Settle
from services.notifications.addresses.decider import ADDRESS
from services.notifications.addresses.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.contracts.addressing import AddressNoticed, AddressSettled, SettleAddress


def settle(data: SettleAddress, asked: Asked) -> Settle:
    """The registrar has dealt with an address."""
    return Settle(data.application_id, data.reason, asked.now)


def stream_of(command: Command) -> str:
    """Return the stream of the address given with an application."""
    return f"address/{command.application_id}"


ADDRESSES = Capability(
    name="addresses",
    decider=ADDRESS,
    owns=(AddressNoticed, AddressSettled),
    stream_of=stream_of,
    accepts=MappingProxyType({SettleAddress: settle}),
    holds=HOLDS,
    project=project,
)
"""Addresses that a person should look at, wired."""
