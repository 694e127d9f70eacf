"""The catalogue: every event and command by the name it has on the wire."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts import (
    addressing,
    appealing,
    applications,
    assessment,
    assessors,
    assigning,
    audit,
    confirming,
    corresponding,
    declarations,
    drafts,
    elsewhere,
    entries,
    entry_fraud,
    evidence,
    fees,
    fresh_assessment,
    further_information,
    identity,
    judging,
    many_cases,
    messaging,
    notices,
    notifications,
    preferring,
    referring,
    retention,
    returned_mail,
    serving,
    staff_interests,
    subscribing,
    transfers,
    views,
    wordings,
)
from shared.contracts.contract import CommandData, EventData

_MODULES = (
    applications,
    corresponding,
    further_information,
    fresh_assessment,
    referring,
    appealing,
    serving,
    elsewhere,
    staff_interests,
    declarations,
    fees,
    identity,
    retention,
    confirming,
    drafts,
    evidence,
    transfers,
    entries,
    entry_fraud,
    assessment,
    assessors,
    assigning,
    judging,
    notices,
    many_cases,
    notifications,
    addressing,
    preferring,
    returned_mail,
    subscribing,
    wordings,
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
