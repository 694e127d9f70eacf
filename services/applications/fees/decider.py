"""Every decision about fees, and how they stand after each event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias

from services.applications.fees.commands import (
    Allocate,
    ByStaff,
    ChargeFees,
    Command,
    Dismiss,
    KeepUnmatched,
    OnAccount,
    OnUnmatched,
    ReceivePayment,
    Refund,
    TakeBackPayment,
    Waive,
)
from services.applications.fees.rules.references import reference_of
from services.applications.fees.rules.refusals import Reason, refused
from services.applications.fees.state import (
    Account,
    Nothing,
    Payment,
    State,
    Unmatched,
)
from services.applications.untied import is_untied
from shared.contracts.fees import (
    FeeDue,
    FeePaid,
    FeeRefunded,
    FeeRefundProposed,
    FeeReturned,
    FeeWaived,
    PaymentAllocated,
    PaymentDismissed,
    PaymentUnmatched,
)
from shared.decider import Decider
from shared.rulebook.tables.fees import PaidBefore

CURRENCY = "GBP"

AccountEvent: TypeAlias = (
    FeeDue | FeePaid | FeeReturned | FeeRefundProposed | FeeRefunded | FeeWaived
)
UnmatchedEvent: TypeAlias = PaymentUnmatched | PaymentAllocated | PaymentDismissed
Event: TypeAlias = AccountEvent | UnmatchedEvent


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    if isinstance(command, ByStaff):
        is_untied(command.actor, command.tied)
    match command:
        case ChargeFees():
            return _charge(command, state)
        case KeepUnmatched() | Allocate() | Dismiss():
            return _on_unmatched(command, state)
        case _:
            if not isinstance(state, Account):
                raise refused(Reason.NO_FEE)
            return _on_account(command, state)


def _charge(command: ChargeFees, state: State) -> Sequence[Event]:
    if command.route is None:
        # The application came before there were fees, or its person is erased.
        return []
    charged = state.charged if isinstance(state, Account) else frozenset[str]()
    prices = command.fees.charged(command.moment, command.route, command.on)
    return [
        FeeDue(
            application_id=command.application_id,
            kind=price.kind.value,
            pence=price.pence,
            currency=CURRENCY,
            due_on=command.on + timedelta(days=command.fees.due_days),
            reference=reference_of(command.application_id),
            before_admission=command.fees.before is PaidBefore.ADMISSION,
            person_id=command.person_id,
        )
        for price in prices
        if price.kind.value not in charged
    ]


def _on_account(command: OnAccount, state: Account) -> Sequence[Event]:
    match command:
        case ReceivePayment():
            return _receive(command, state)
        case TakeBackPayment():
            return _take_back(command, state)
        case Refund():
            return _refund(command, state)
        case Waive():
            return _waive(command, state)
        case ChargeFees():
            return _charge(command, state)


def _receive(command: ReceivePayment, state: Account) -> Sequence[Event]:
    before = state.payments.get(command.payment_id)
    if before is not None:
        if (before.pence, before.paid_on) == (command.pence, command.paid_on):
            return []
        raise refused(Reason.OTHER_CONTENT)
    if command.elsewhere:
        raise refused(Reason.RECORDED_ELSEWHERE)
    if command.paid_on > command.today:
        raise refused(Reason.DATE_IN_FUTURE)
    return [
        FeePaid(
            application_id=command.application_id,
            payment_id=command.payment_id,
            pence=command.pence,
            paid_on=command.paid_on,
            method=command.method,
            file=command.file,
            person_id=command.person_id,
            payer=command.payer,
            text=command.text,
        )
    ]


def _take_back(command: TakeBackPayment, state: Account) -> Sequence[Event]:
    payment = state.payments.get(command.payment_id)
    if payment is None:
        raise refused(Reason.NO_PAYMENT)
    if payment.returned:
        return []
    if command.returned_on > command.today:
        raise refused(Reason.DATE_IN_FUTURE)
    return [
        FeeReturned(
            application_id=command.application_id,
            payment_id=command.payment_id,
            pence=payment.pence,
            returned_on=command.returned_on,
            reason=command.reason,
            file=command.file,
            person_id=command.person_id,
        )
    ]


def _refund(command: Refund, state: Account) -> Sequence[Event]:
    before = state.refunds.get(command.refund_id)
    if before is not None:
        return _again(before, command.pence)
    if command.pence > state.held:
        raise refused(Reason.MORE_THAN_PAID)
    proposer, proposed = state.proposed.get(command.refund_id, (None, command.pence))
    if proposed != command.pence:
        raise refused(Reason.OTHER_CONTENT)
    if command.pence > command.limit:
        if proposer is None:
            return [
                FeeRefundProposed(
                    application_id=command.application_id,
                    refund_id=command.refund_id,
                    pence=command.pence,
                    reason=command.reason,
                    proposed_by=command.actor,
                )
            ]
        if proposer == command.actor:
            raise refused(Reason.SECOND_PERSON)
    return [
        FeeRefunded(
            application_id=command.application_id,
            refund_id=command.refund_id,
            pence=command.pence,
            reason=command.reason,
            proposed_by=proposer or command.actor,
            person_id=command.person_id,
            explanation=command.explanation,
        )
    ]


def _waive(command: Waive, state: Account) -> Sequence[Event]:
    before = state.waivers.get(command.waiver_id)
    if before is not None:
        return _again(before, command.pence)
    if command.pence > state.outstanding:
        raise refused(Reason.MORE_THAN_OWED)
    return [
        FeeWaived(
            application_id=command.application_id,
            waiver_id=command.waiver_id,
            pence=command.pence,
            reason=command.reason,
            person_id=command.person_id,
            explanation=command.explanation,
        )
    ]


def _again(before: int, pence: int) -> Sequence[Event]:
    """Return nothing where the same was done before; another amount is refused."""
    if before == pence:
        return []
    raise refused(Reason.OTHER_CONTENT)


def _on_unmatched(command: OnUnmatched, state: State) -> Sequence[Event]:
    if isinstance(command, KeepUnmatched):
        return _keep(command, state)
    if not isinstance(state, Unmatched):
        raise refused(Reason.NOT_UNMATCHED)
    if isinstance(command, Allocate):
        return _allocate(command, state)
    if state.dismissed == command.reason.value:
        return []
    if state.settled:
        raise refused(Reason.ALREADY_SETTLED)
    return [PaymentDismissed(payment_id=command.payment_id, reason=command.reason)]


def _keep(command: KeepUnmatched, state: State) -> Sequence[Event]:
    if isinstance(state, Unmatched):
        return _again(state.pence, command.pence)
    if command.paid_on > command.today:
        raise refused(Reason.DATE_IN_FUTURE)
    return [
        PaymentUnmatched(
            payment_id=command.payment_id,
            pence=command.pence,
            paid_on=command.paid_on,
            method=command.method,
            reason=command.reason,
            returned=command.returned,
            file=command.file,
            person_id=command.payer_id,
            payer=command.payer,
            text=command.text,
        )
    ]


def _allocate(command: Allocate, state: Unmatched) -> Sequence[Event]:
    if state.allocated == command.application_id:
        return []
    if state.settled:
        raise refused(Reason.ALREADY_SETTLED)
    if state.returned:
        raise refused(Reason.NOT_MONEY)
    if not command.owes:
        raise refused(Reason.NO_FEE)
    return [
        PaymentAllocated(
            payment_id=command.payment_id,
            application_id=command.application_id,
            pence=state.pence,
            paid_on=state.paid_on,
            method=state.method,
            file=state.file,
        )
    ]


def evolve(state: State, event: Event) -> State:
    """Return how the fees, or the payment, stand after `event`."""
    match event:
        case FeeDue():
            return _with_due(state, event)
        case PaymentUnmatched():
            return Unmatched(
                event.pence, event.paid_on, event.method, event.returned, event.file
            )
        case PaymentAllocated() | PaymentDismissed():
            return _settled(state, event)
        case _:
            return _moved(state, event) if isinstance(state, Account) else state


def _with_due(state: State, event: FeeDue) -> State:
    account = state if isinstance(state, Account) else Account(frozenset(), 0)
    return replace(
        account, charged=account.charged | {event.kind}, due=account.due + event.pence
    )


def _settled(state: State, event: PaymentAllocated | PaymentDismissed) -> State:
    if not isinstance(state, Unmatched):
        return state
    if isinstance(event, PaymentAllocated):
        return replace(state, allocated=event.application_id)
    return replace(state, dismissed=event.reason.value)


def _moved(
    state: Account,
    event: FeePaid | FeeReturned | FeeRefundProposed | FeeRefunded | FeeWaived,
) -> Account:
    match event:
        case FeePaid():
            payment = Payment(event.pence, event.paid_on)
            payments = {**state.payments, event.payment_id: payment}
            return replace(state, payments=MappingProxyType(payments))
        case FeeReturned(payment_id=payment_id):
            payment = state.payments.get(payment_id)
            if payment is None:
                return state
            returned = replace(payment, returned=True)
            payments = {**state.payments, payment_id: returned}
            return replace(state, payments=MappingProxyType(payments))
        case FeeRefundProposed():
            wanted = (event.proposed_by, event.pence)
            proposed = {**state.proposed, event.refund_id: wanted}
            return replace(state, proposed=MappingProxyType(proposed))
        case FeeRefunded():
            refunds = {**state.refunds, event.refund_id: event.pence}
            return replace(state, refunds=MappingProxyType(refunds))
        case FeeWaived():
            waivers = {**state.waivers, event.waiver_id: event.pence}
            return replace(state, waivers=MappingProxyType(waivers))


FEES = Decider[Command, State, Event](initial=Nothing(), decide=decide, evolve=evolve)
"""The rules of one application's fees, and of one payment of nobody's."""
