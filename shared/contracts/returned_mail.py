"""Events about mail that came back and could not be taken for what it says."""

from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData


class ReturnedMailSetAside(EventData):
    """Mail to the address for returns was not believed, and nothing follows from it.

    `reason` says why: `not-ours` names no letter of ours by its token (a forged report
    among them), `not-a-report` is no delivery status notification (RFC 3464),
    `no-outcome` tells neither of arrival nor of failure, `unknown-message` names a
    letter that nobody sent. `digests` are the SHA-256, in hexadecimal, of each piece;
    the mail itself stays in the mailbox.
    """

    TYPE: ClassVar[str] = "register.notifications.returned-mail-set-aside.v1"

    returned_id: UUID
    reason: str
    digests: tuple[str, ...]


EVENTS: tuple[type[EventData], ...] = (ReturnedMailSetAside,)
COMMANDS: tuple[type[CommandData], ...] = ()
