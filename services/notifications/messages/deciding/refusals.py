"""Why something cannot be done to a message, each with its sentence and rule."""

from enum import StrEnum

from services.notifications.messages.state import (
    Delivery,
    NotRequested,
    Requested,
    State,
)
from shared.errors import Refused

RULE = "domain §4.10"


class Reason(StrEnum):
    """The refusals."""

    NO_SUCH_MESSAGE = "no-such-message"
    NO_SUCH_DELIVERY = "no-such-delivery"
    UNKNOWN_CHANNEL = "unknown-channel"
    NOT_A_LETTER = "not-a-letter"
    IN_THE_FUTURE = "in-the-future"
    STILL_UNDER_WAY = "still-under-way"
    NO_LONGER_OWED = "no-longer-owed"
    NO_ADDRESS = "no-usable-address"
    NOTHING_KEPT = "words-erased"


SENTENCES = {
    Reason.NO_SUCH_MESSAGE: "There is no such message.",
    Reason.NO_SUCH_DELIVERY: "The message has no such delivery by this channel.",
    Reason.UNKNOWN_CHANNEL: (
        "There is no such channel for it: use email, post or tracked-post, and webhook "
        "for a subscriber."
    ),
    Reason.NOT_A_LETTER: "Only a letter has a proof of posting.",
    Reason.IN_THE_FUTURE: "The day lies in the future.",
    Reason.STILL_UNDER_WAY: (
        "A delivery by this channel is still under way: wait for what becomes of it."
    ),
    Reason.NO_LONGER_OWED: "The message was withdrawn, or the person told otherwise.",
    Reason.NO_ADDRESS: "There is no usable address for this channel: give one.",
    Reason.NOTHING_KEPT: (
        "The words of the message are no longer kept: the person was erased."
    ),
}


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason."""
    return Refused(reason.value, SENTENCES[reason], RULE)


def requested(state: State) -> Requested:
    """Return the state of a message that is owed, or refuse."""
    match state:
        case Requested():
            return state
        case NotRequested():
            raise refused(Reason.NO_SUCH_MESSAGE)


def delivery_of(state: State, channel: str, number: int) -> Delivery:
    """Return the latest delivery by the channel, or refuse if no such one was made."""
    found = requested(state).deliveries.get(channel)
    if found is None or not 1 <= number <= found.number:
        raise refused(Reason.NO_SUCH_DELIVERY)
    return found
