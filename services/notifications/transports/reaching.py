"""Where an endpoint is reached: never inside a network that the operator did not name.

Whoever may register an endpoint could else have us call the machines beside us.
"""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address

_TRANSLATED = ip_network("64:ff9b::/96")
"""Addresses of IPv4 in IPv6's clothes (RFC 6052), of which some are private."""


class NotToBeReached(Exception):
    """An endpoint is inside a network that we do not call."""


class NotFoundByName(Exception):
    """Nobody knows where the endpoint's host is, for the time being."""


async def address_of(host: str, port: int, allowed: Sequence[Network]) -> str:
    """Return the address at which to call a host; the name is not asked for again.

    Raises `NotToBeReached` where any of its addresses is private and not `allowed`,
    and `NotFoundByName`.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise NotFoundByName from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise NotFoundByName
    if not all(may_be_called(address, allowed) for address in addresses):
        raise NotToBeReached
    return str(addresses[0])


def may_be_called(address: Address, allowed: Sequence[Network]) -> bool:
    """Return whether an address is anybody's, or in a network that is allowed."""
    plain = _plain(address)
    if any(plain in network for network in allowed):
        return True
    return plain.is_global and not plain.is_multicast and plain not in _TRANSLATED


def _plain(address: Address) -> Address:
    """Return the address that is meant by one in IPv6's clothes."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address
