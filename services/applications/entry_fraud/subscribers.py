"""What such cases accept, hear and owe, and the capability as the kit sees it."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from uuid import UUID

from services.applications.entry_fraud.commands import (
    AnswerCase,
    AppealCase,
    Command,
    DecideAppeal,
    DecideCase,
    RaiseCase,
    RecordUnanswered,
    TakeEffect,
)
from services.applications.entry_fraud.decider import ENTRY_FRAUD as CASE
from services.applications.entry_fraud.knowledge import KnownCases
from services.applications.entry_fraud.projections import HOLDS, project, take_in
from services.applications.entry_fraud.rules import days_after_service
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import end_of_register_day, register_date
from shared.contracts import entry_fraud as contracts
from shared.contracts.contract import EventData
from shared.contracts.identity import PersonMerged, PersonParted

STREAM = "entry-fraud/"
ANSWER, APPEAL = "answer", "appeal"


def raise_case(data: contracts.RaiseEntryFraud, asked: Asked) -> RaiseCase:
    """Whoever asks alleges, and the days to answer run from the notice of it."""
    rules = asked.rulebook.entry_fraud
    return RaiseCase(
        case_id=data.case_id,
        application_id=data.application_id,
        registration_number=(data.registration_number or "").strip() or None,
        source=data.source,
        concern_id=data.concern_id,
        raiser=asked.actor,
        allegation=data.allegation,
        particulars=data.particulars,
        respond_by=_last_day(asked, rules.respond_days),
        now=asked.now,
    )


def answer(
    data: contracts.AnswerEntryFraud | contracts.RecordEntryFraudAnswer, asked: Asked
) -> AnswerCase:
    """The person concerned answers, or the registrar records what came on paper."""
    own = isinstance(data, contracts.AnswerEntryFraud)
    return AnswerCase(
        case_id=data.case_id,
        statement=data.statement,
        documents=data.documents,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        now=asked.now,
        today=register_date(asked.now),
    )


def decide(data: contracts.DecideEntryFraud, asked: Asked) -> DecideCase:
    """Whoever asks decides."""
    return DecideCase(
        case_id=data.case_id,
        outcome=data.outcome,
        scopes_ended=data.scopes_ended,
        levels_ended=data.levels_ended,
        reasons=data.reasons or (),
        explanation=data.explanation,
        decider=asked.actor,
        appeal_by=_last_day(asked, asked.rulebook.entry_fraud.appeal_days),
        now=asked.now,
        today=register_date(asked.now),
    )


def appeal(
    data: contracts.AppealEntryFraud | contracts.RecordEntryFraudAppeal, asked: Asked
) -> AppealCase:
    """The person concerned appeals, or the registrar records an appeal on paper."""
    own = isinstance(data, contracts.AppealEntryFraud)
    return AppealCase(
        case_id=data.case_id,
        statement=data.statement,
        documents=data.documents,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        now=asked.now,
        today=register_date(asked.now),
    )


def decide_appeal(
    data: contracts.DecideEntryFraudAppeal | contracts.RecordCourtOnEntryFraud,
    asked: Asked,
) -> DecideAppeal:
    """A member of the panel decides the appeal, or a court's decision is recorded."""
    return DecideAppeal(
        case_id=data.case_id,
        set_aside=data.set_aside,
        reasons=data.reasons or (),
        explanation=data.explanation,
        decider=asked.actor,
        by_court=isinstance(data, contracts.RecordCourtOnEntryFraud),
        appeal_to=asked.rulebook.entry_fraud.appeal_to,
        now=asked.now,
        today=register_date(asked.now),
    )


def on_person_merged(_event: PersonMerged, _asked: Asked) -> Sequence[Command]:
    """The case is of the person kept."""
    return []


def on_person_parted(_event: PersonParted, _asked: Asked) -> Sequence[Command]:
    """The case is of its own person again."""
    return []


def record_unanswered(stream: str, asked: Asked) -> RecordUnanswered:
    """What is not answered in time is decided without."""
    return RecordUnanswered(_of(stream), asked.now, register_date(asked.now))


def take_effect(stream: str, asked: Asked) -> TakeEffect:
    """What nobody appealed against has effect after the last day to do so."""
    return TakeEffect(_of(stream), asked.now, register_date(asked.now))


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or does no more, after an event."""
    match event:
        case contracts.EntryFraudRaised(case_id=one, respond_by=day):
            return [SetDeadline(f"{STREAM}{one}", ANSWER, end_of_register_day(day))]
        case contracts.EntryFraudDecided(case_id=one, appeal_by=day):
            answered = ClearDeadline(f"{STREAM}{one}", ANSWER)
            if day is None:
                return [answered]
            due_at = end_of_register_day(day)
            return [answered, SetDeadline(f"{STREAM}{one}", APPEAL, due_at)]
        case contracts.EntryFraudAppealed(case_id=one):
            return [ClearDeadline(f"{STREAM}{one}", APPEAL)]
        case _:
            return ()


def stream_of(command: Command) -> str:
    """Return the stream of the case that a command concerns."""
    return f"{STREAM}{command.case_id}"


def _last_day(asked: Asked, days: int) -> date:
    served_on = asked.rulebook.notifications.served_on(register_date(asked.now))
    return days_after_service(served_on, days)


def _of(stream: str) -> UUID:
    return UUID(stream.removeprefix(STREAM))


ENTRY_FRAUD = Capability(
    name="entry_fraud",
    decider=CASE,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.RaiseEntryFraud: raise_case,
            contracts.AnswerEntryFraud: answer,
            contracts.RecordEntryFraudAnswer: answer,
            contracts.DecideEntryFraud: decide,
            contracts.AppealEntryFraud: appeal,
            contracts.RecordEntryFraudAppeal: appeal,
            contracts.DecideEntryFraudAppeal: decide_appeal,
            contracts.RecordCourtOnEntryFraud: decide_appeal,
        }
    ),
    hears=MappingProxyType(
        {PersonMerged: on_person_merged, PersonParted: on_person_parted}
    ),
    topics=("applications.events",),
    due=MappingProxyType({ANSWER: record_unanswered, APPEAL: take_effect}),
    deadlines=deadlines,
    knowledge=KnownCases(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
