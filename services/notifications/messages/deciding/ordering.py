"""What a person does about an unmet obligation: sends again, tells, withdraws."""

from collections.abc import Sequence

from services.notifications.messages.commands import (
    OrderDelivery,
    RecordToldOtherwise,
    WithdrawMessage,
)
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.deciding.refusals import (
    Reason,
    refused,
    requested,
)
from services.notifications.messages.rules import is_deliverable
from services.notifications.messages.state import LETTERS, State, Step, is_over
from shared.contracts.notifications import (
    EMAIL,
    WEBHOOK,
    DeliveryOrdered,
    MessageWithdrawn,
    ToldOtherwise,
)


def order(command: OrderDelivery, state: State) -> Sequence[Event]:
    """Return another delivery, to the address given or else the one before."""
    owed = requested(state)
    if owed.ending is not None:
        raise refused(Reason.NO_LONGER_OWED)
    # A subscriber's program reads no letters, and a person no JSON.
    by_webhook = WEBHOOK in owed.deliveries
    if command.channel not in ({WEBHOOK} if by_webhook else {EMAIL, *LETTERS}):
        raise refused(Reason.UNKNOWN_CHANNEL)
    if command.instead_of not in owed.deliveries:
        raise refused(Reason.NO_SUCH_DELIVERY)
    earlier = owed.deliveries.get(command.channel)
    if earlier is not None and earlier.step is Step.WAITING:
        raise refused(Reason.STILL_UNDER_WAY)
    kept = command.kept
    if kept.subject_line is None or kept.body is None:
        raise refused(Reason.NOTHING_KEPT)
    to = command.to or kept.to
    postal_address = command.postal_address or kept.postal_address
    _check_address(command.channel, to, postal_address)
    return [
        DeliveryOrdered(
            message_id=command.message_id,
            channel=command.channel,
            number=earlier.number + 1 if earlier else 1,
            instead_of=command.instead_of,
            reason=command.reason,
            person_id=kept.person_id,
            to=to,
            postal_address=postal_address,
            subject_line=kept.subject_line,
            body=kept.body,
            html=kept.html,
        )
    ]


def tell_otherwise(command: RecordToldOtherwise, state: State) -> Sequence[Event]:
    """Return that a person told whom it concerns; what is met already stays so."""
    if command.told_on > command.today:
        raise refused(Reason.IN_THE_FUTURE)
    if is_over(requested(state)):
        return []
    return [
        ToldOtherwise(
            message_id=command.message_id,
            how=command.how,
            told_on=command.told_on,
            person_id=command.kept.person_id,
            note=command.note,
        )
    ]


def withdraw(command: WithdrawMessage, state: State) -> Sequence[Event]:
    """Return that the obligation is gone; what is met already stays so."""
    if is_over(requested(state)):
        return []
    return [MessageWithdrawn(message_id=command.message_id, reason=command.reason)]


def _check_address(channel: str, to: str | None, postal_address: str | None) -> None:
    if channel == WEBHOOK:
        return
    usable = (
        is_deliverable(to) if channel == EMAIL else bool((postal_address or "").strip())
    )
    if not usable:
        raise refused(Reason.NO_ADDRESS)
