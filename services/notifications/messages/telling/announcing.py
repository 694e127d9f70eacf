"""Of which changes to the public register employers and other registers are told."""

from collections.abc import Sequence

from services.notifications.messages.register_changes import PUBLIC
from services.notifications.messages.telling.line import Announced, Line

RULE = "domain §4.10, §7.8"

LINES: Sequence[Line] = tuple(
    Announced(event, public.change.value, RULE) for event, public in PUBLIC.items()
)
"""The lines of the public register."""
