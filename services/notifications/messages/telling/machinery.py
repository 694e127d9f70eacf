"""Why nobody is written to of what the product records about itself."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import REGISTRAR
from services.notifications.messages.telling.line import Gathered, Line, nobody
from shared.contracts.addressing import AddressNoticed, AddressSettled
from shared.contracts.audit import (
    ConflictDetected,
    GapDetected,
    GapFilled,
    LogHandedOver,
    LogOpened,
    RecordQuarantined,
    ReportIssued,
    StreamHeads,
)
from shared.contracts.messaging import (
    CommandRefused,
    ErasureConfirmed,
    KeptForItsTime,
    MessagePassedOver,
    MessageRetried,
    RulebookChanged,
)
from shared.contracts.notices import NoticeServed, NoticeUnserved
from shared.contracts.notifications import (
    DeliveryOrdered,
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageMayHaveBeenSentTwice,
    MessageOverdue,
    MessageRequested,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)
from shared.contracts.preferring import PreferencesSet
from shared.contracts.returned_mail import ReturnedMailSetAside
from shared.contracts.subscribing import (
    SubscriberDisabled,
    SubscriberEnabled,
    SubscriberEnded,
    SubscriberEndpointChanged,
    SubscriberRegistered,
    SubscriberSecretRotated,
)
from shared.contracts.views import AttemptRefused, Looked
from shared.contracts.wordings import TemplatesChanged

ESCALATION = "obligations-overdue"
ESCALATION_RULE = "domain §4.10"

LINES: Sequence[Line] = (
    *nobody(
        "it is the telling itself",
        MessageRequested,
        MessageSent,
        MessageDelivered,
        LetterPosted,
        DeliveryOrdered,
        ToldOtherwise,
        MessageWithdrawn,
    ),
    *nobody(
        "the list of obligations that are unmet shows it to the registrar",
        MessageFailed,
        MessageBounced,
        MessageMayHaveBeenSentTwice,
    ),
    Gathered(MessageOverdue, REGISTRAR, ESCALATION, ESCALATION_RULE),
    *nobody(
        "the list of subscribers shows it to the registrar, who speaks to them",
        SubscriberRegistered,
        SubscriberEndpointChanged,
        SubscriberSecretRotated,
        SubscriberDisabled,
        SubscriberEnabled,
        SubscriberEnded,
    ),
    *nobody(
        "the list of addresses shows it to the registrar, who asks for another",
        AddressNoticed,
        AddressSettled,
    ),
    *nobody("it was their own wish, and their next letter follows it", PreferencesSet),
    *nobody("the mail stays in the mailbox, flagged", ReturnedMailSetAside),
    *nobody("it answers the service that waits", NoticeServed, NoticeUnserved),
    *nobody("the list of templates shows it to the registrar", TemplatesChanged),
    *nobody("whoever asked for the report has it", ReportIssued),
    *nobody(
        "it is for the operator, whose page and metrics show it",
        RecordQuarantined,
        ConflictDetected,
        GapDetected,
        GapFilled,
    ),
    *nobody(
        "it is for those who verify the log, who read it there",
        StreamHeads,
        LogHandedOver,
        LogOpened,
    ),
    *nobody("whoever sent the command has the answer", CommandRefused),
    *nobody("it was an operator's own act", MessageRetried, MessagePassedOver),
    *nobody("the register waits for it and notes it", ErasureConfirmed),
    *nobody("how long things are kept is published", KeptForItsTime),
    *nobody("the rules in force are published", RulebookChanged),
    *nobody("the trail shows it to those who may ask", Looked, AttemptRefused),
)
"""The lines of the machinery."""
