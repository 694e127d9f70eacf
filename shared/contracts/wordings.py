"""The event by which a change of what letters say is on record."""

from collections.abc import Mapping
from typing import ClassVar

from shared.contracts.contract import CommandData, EventData


class TemplatesChanged(EventData):
    """Letters say something else than before: other versions, or other texts.

    `texts` are the SHA-256 of every text by `<name>.v<version>.<language>`; `added` and
    `gone` are those that were not, or are no longer, among them. `altered` are those
    whose text changed though their version did not, which ought not to be.
    """

    TYPE: ClassVar[str] = "register.notifications.templates-changed.v1"
    REASON: ClassVar[str] = "templates-in-use"

    texts: Mapping[str, str]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


EVENTS: tuple[type[EventData], ...] = (TemplatesChanged,)
COMMANDS: tuple[type[CommandData], ...] = ()
