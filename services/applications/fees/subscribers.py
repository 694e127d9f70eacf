"""What fees accepts and hears, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType
from uuid import UUID

from services.applications.fees.commands import (
    Allocate,
    ChargeFees,
    Command,
    Dismiss,
    KeepUnmatched,
    ReceivePayment,
    Refund,
    TakeBackPayment,
    Waive,
)
from services.applications.fees.decider import FEES as OF_APPLICATIONS
from services.applications.fees.knowledge import KnownAccounts
from services.applications.fees.projections import HOLDS, project, take_in
from shared.capability import Asked, Capability
from shared.clock import register_date
from shared.contracts import fees as contracts
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationSubmitted,
    RecommendationReceived,
)
from shared.contracts.assessment import Outcome
from shared.rulebook.tables.fees import FallsDue


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """What is complete is accepted for processing, and its first fees fall due."""
    return [
        ChargeFees(
            application_id=event.application_id,
            moment=FallsDue.SUBMISSION,
            fees=asked.rulebook.fees,
            on=register_date(asked.now),
            now=asked.now,
            route=event.route,
            person_id=event.person_id,
        )
    ]


def on_recommendation_received(
    event: RecommendationReceived, asked: Asked
) -> Sequence[Command]:
    """The registration fee falls due unless the assessors recommend a refusal."""
    if event.outcome in (Outcome.REFUSE.value, Outcome.FURTHER_INFORMATION.value):
        return []
    return [_charge_later(event.application_id, asked)]


def on_application_accepted(
    event: ApplicationAccepted, asked: Asked
) -> Sequence[Command]:
    """Whoever is admitted against a recommendation owes the registration fee too."""
    return [_charge_later(event.application_id, asked)]


def on_payment_allocated(
    event: contracts.PaymentAllocated, asked: Asked
) -> Sequence[Command]:
    """A payment whose application was found is paid towards its fees."""
    return [
        ReceivePayment(
            application_id=event.application_id,
            payment_id=event.payment_id,
            pence=event.pence,
            paid_on=event.paid_on,
            method=event.method,
            today=register_date(asked.now),
            now=asked.now,
            file=event.file,
        )
    ]


def record_payment(data: contracts.RecordPayment, asked: Asked) -> ReceivePayment:
    """A receipt, or a row of a file, tells of money that came."""
    return ReceivePayment(
        application_id=data.application_id,
        payment_id=data.payment_id,
        pence=data.pence,
        paid_on=data.paid_on,
        method=data.method,
        today=register_date(asked.now),
        now=asked.now,
        file=data.file,
        payer=data.payer,
        text=data.text,
        actor=asked.actor,
    )


def record_returned(
    data: contracts.RecordReturnedPayment, asked: Asked
) -> TakeBackPayment:
    """A bank took a payment back."""
    return TakeBackPayment(
        application_id=data.application_id,
        payment_id=data.payment_id,
        returned_on=data.returned_on,
        reason=data.reason,
        today=register_date(asked.now),
        now=asked.now,
        file=data.file,
        actor=asked.actor,
    )


def record_unmatched(
    data: contracts.RecordUnmatchedPayment, asked: Asked
) -> KeepUnmatched:
    """A row of nobody's waits for a person."""
    return KeepUnmatched(
        payment_id=data.payment_id,
        pence=data.pence,
        paid_on=data.paid_on,
        method=data.method,
        reason=data.reason,
        returned=data.returned,
        today=register_date(asked.now),
        now=asked.now,
        file=data.file,
        payer=data.payer,
        text=data.text,
    )


def allocate(data: contracts.AllocatePayment, asked: Asked) -> Allocate:
    """Whoever asks has found whose the payment is."""
    return Allocate(data.payment_id, data.application_id, asked.now, actor=asked.actor)


def dismiss(data: contracts.DismissPayment, asked: Asked) -> Dismiss:
    """Whoever asks has found that it is no payment."""
    return Dismiss(data.payment_id, data.reason, asked.now)


def refund(data: contracts.RefundFee, asked: Asked) -> Refund:
    """Whoever asks wants money to go back, by the rulebook's limit."""
    return Refund(
        application_id=data.application_id,
        refund_id=data.refund_id,
        pence=data.pence,
        reason=data.reason,
        explanation=data.explanation,
        actor=asked.actor,
        limit=asked.rulebook.fees.second_person_above_pence,
        now=asked.now,
    )


def waive(data: contracts.WaiveFee, asked: Asked) -> Waive:
    """Whoever asks lets the applicant off a fee, or a part of it."""
    return Waive(
        application_id=data.application_id,
        waiver_id=data.waiver_id,
        pence=data.pence,
        reason=data.reason,
        explanation=data.explanation,
        now=asked.now,
        actor=asked.actor,
    )


def stream_of(command: Command) -> str:
    """Return the stream of an application's fees, or of a payment of nobody's."""
    if isinstance(command, KeepUnmatched | Allocate | Dismiss):
        return f"payment/{command.payment_id}"
    return f"fee/{command.application_id}"


def _charge_later(application_id: UUID, asked: Asked) -> ChargeFees:
    return ChargeFees(
        application_id=application_id,
        moment=FallsDue.RECOMMENDATION,
        fees=asked.rulebook.fees,
        on=register_date(asked.now),
        now=asked.now,
    )


FEES = Capability(
    name="fees",
    decider=OF_APPLICATIONS,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.RecordPayment: record_payment,
            contracts.RecordReturnedPayment: record_returned,
            contracts.RecordUnmatchedPayment: record_unmatched,
            contracts.AllocatePayment: allocate,
            contracts.DismissPayment: dismiss,
            contracts.RefundFee: refund,
            contracts.WaiveFee: waive,
        }
    ),
    hears=MappingProxyType(
        {
            ApplicationSubmitted: on_application_submitted,
            RecommendationReceived: on_recommendation_received,
            ApplicationAccepted: on_application_accepted,
            contracts.PaymentAllocated: on_payment_allocated,
        }
    ),
    topics=("applications.events",),
    knowledge=KnownAccounts(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
