"""The catalogue: every event and command by the name it has on the wire."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts import (
    applications,
    assessment,
    audit,
    messaging,
    notifications,
    retention,
    views,
)
from shared.contracts.contract import CommandData, EventData

_MODULES = (
    applications,
    retention,
    assessment,
    notifications,
    audit,
    messaging,
    views,
)

EVENTS: Mapping[str, type[EventData]] = MappingProxyType(
    {contract.TYPE: contract for module in _MODULES for contract in module.EVENTS}
)
"""Every event contract by type."""

COMMANDS: Mapping[str, type[CommandData]] = MappingProxyType(
    {contract.TYPE: contract for module in _MODULES for contract in module.COMMANDS}
)
"""Every command contract by type."""
