"""What can be asked of a message."""

from services.notifications.messages.commands.ordering import (
    Kept,
    OrderDelivery,
    RecordToldOtherwise,
    WithdrawMessage,
)
from services.notifications.messages.commands.recording import (
    RecordBounced,
    RecordDelivered,
    RecordFailed,
    RecordMaybeTwice,
    RecordOverdue,
    RecordPosted,
    RecordSent,
)
from services.notifications.messages.commands.requesting import (
    Link,
    Recipient,
    RequestAnnouncement,
    RequestMessage,
    Terms,
)

Command = (
    RequestMessage
    | RequestAnnouncement
    | RecordSent
    | RecordFailed
    | RecordDelivered
    | RecordBounced
    | RecordMaybeTwice
    | RecordPosted
    | RecordOverdue
    | OrderDelivery
    | RecordToldOtherwise
    | WithdrawMessage
)

__all__ = [
    "Command",
    "Kept",
    "Link",
    "OrderDelivery",
    "Recipient",
    "RecordBounced",
    "RecordDelivered",
    "RecordFailed",
    "RecordMaybeTwice",
    "RecordOverdue",
    "RecordPosted",
    "RecordSent",
    "RecordToldOtherwise",
    "RequestAnnouncement",
    "RequestMessage",
    "Terms",
    "WithdrawMessage",
]
