"""Every decision about a person's records, and how the person stands after each."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from services.applications.retention import rules
from services.applications.retention.commands import (
    Command,
    EraseDraft,
    EraseOnRequest,
    EraseWhatEnded,
    EraseWithOther,
    KeepFor,
    LiftHold,
    LookForConfirmations,
    NoteConfirmation,
    PlaceHold,
)
from services.applications.retention.state import Person
from shared.contracts.retention import (
    ErasureCompleted,
    ErasureNoted,
    ErasureProposed,
    ErasureUnconfirmed,
    LegalHoldLifted,
    LegalHoldPlaced,
    PersonErased,
    RecordClass,
    RetentionSet,
)
from shared.decider import Decider

ERASURES = uuid5(NAMESPACE_URL, "register:erasures")

Event: TypeAlias = (
    RetentionSet
    | ErasureProposed
    | PersonErased
    | ErasureNoted
    | ErasureCompleted
    | ErasureUnconfirmed
    | LegalHoldPlaced
    | LegalHoldLifted
)


def stream_of_person(person_id: UUID) -> str:
    """Return the stream of a person."""
    return f"person/{person_id}"


def decide(command: Command, state: Person) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case KeepFor():
            return _keep(command, state)
        case EraseOnRequest():
            return _erase_on_request(command, state)
        case EraseDraft() | EraseWhatEnded() | EraseWithOther():
            return _erase_unasked(command, state)
        case NoteConfirmation():
            return _note(command, state)
        case LookForConfirmations():
            return _look(command, state)
        case PlaceHold() | LiftHold():
            return _hold(command, state)


def _keep(command: KeepFor, state: Person) -> Sequence[Event]:
    ends_at = rules.ends_at(command.closed_on, command.months)
    if state.ends.get(command.record) == ends_at or command.record in state.erased:
        return []
    return [
        RetentionSet(
            about=stream_of_person(command.person_id),
            application_id=command.application_id,
            record=command.record,
            ends_at=ends_at,
            rule=command.rule,
        )
    ]


def _erase_on_request(command: EraseOnRequest, state: Person) -> Sequence[Event]:
    held, policy = command.held, command.policy
    if not held.applications:
        raise rules.unknown()
    holds = state.holds | held.holds
    if holds:
        raise rules.under_hold(holds)
    if held.under_way:
        raise rules.case_open()
    records = rules.records_of(held)
    erased = records - rules.kept_by_rule(records, policy) - state.erased
    if not erased:
        if state.erased:
            return []
        raise rules.only_kept(policy)
    if policy.second_person and state.proposed is None:
        return [_proposed(command)]
    if policy.second_person and state.proposed is not None:
        proposer, ground = state.proposed
        if proposer == command.actor:
            raise rules.second_person()
        if ground != command.ground:
            return [_proposed(command)]
    authority = rules.AUTHORITIES[command.ground]
    return [_erased(command, state, erased, command.ground, authority)]


def _proposed(command: EraseOnRequest) -> ErasureProposed:
    return ErasureProposed(
        about=stream_of_person(command.person_id),
        reason=command.ground,
        proposed_by=command.actor,
    )


def _erase_unasked(
    command: EraseDraft | EraseWhatEnded | EraseWithOther, state: Person
) -> Sequence[Event]:
    if isinstance(command, EraseWhatEnded):
        return _erase_what_ended(command, state)
    if isinstance(command, EraseDraft):
        return _erase_draft(command, state)
    return _erase_with_other(command, state)


def _erase_what_ended(command: EraseWhatEnded, state: Person) -> Sequence[Event]:
    """Erase what has had its time; a hold, or a case under way, lets it wait.

    A hold sets the day anew when it is lifted, a case when it closes.
    """
    held = command.held
    if state.holds or held.holds or held.under_way:
        return []
    if held.kept_until is not None and held.kept_until > command.now:
        # The same person's papers under another id: the later period holds for all.
        return []
    ended = {record for record, end in state.ends.items() if end <= command.now}
    erased = frozenset(ended) - state.erased
    if not erased:
        return []
    authority = f"{command.policy.rulebook} retention"
    return [_erased(command, state, erased, rules.RETENTION_ENDED, authority)]


def _erase_draft(command: EraseDraft, state: Person) -> Sequence[Event]:
    """Erase who never applied; who did is kept for as long as the application is."""
    application = frozenset({RecordClass.APPLICATION})
    if state.holds or command.held.applications or application & state.erased:
        return []
    authority = f"{command.policy.rulebook} drafts.kept_days"
    return [_erased(command, state, application, rules.DRAFT_DELETED, authority)]


def _erase_with_other(command: EraseWithOther, state: Person) -> Sequence[Event]:
    """Erase what went under the person's other id; a hold placed since lets it wait."""
    erased = frozenset(command.erased) - state.erased
    if state.holds or not erased:
        return []
    return [_erased(command, state, erased, command.reason, command.authority)]


def _erased(
    command: EraseOnRequest | EraseWhatEnded | EraseDraft | EraseWithOther,
    state: Person,
    erased: frozenset[RecordClass],
    reason: str,
    authority: str,
) -> PersonErased:
    policy = command.policy
    kept = rules.records_of(command.held) - erased - state.erased
    return PersonErased(
        about=stream_of_person(command.person_id),
        erasure_id=uuid5(ERASURES, f"{command.person_id} {state.erasures + 1}"),
        reason=reason,
        authority=authority,
        erased=tuple(sorted(erased)),
        kept=tuple(sorted(kept)),
        kept_by=rules.kept_by(policy) if kept else None,
        applications=command.held.applications,
        services=policy.services,
        also=_others(command),
        confirm_by=command.now + policy.confirm_within,
        kafka_forgets_by=command.now + policy.kafka_keeps,
    )


def _others(
    command: EraseOnRequest | EraseWhatEnded | EraseDraft | EraseWithOther,
) -> tuple[UUID, ...]:
    """Return the other ids to erase; where another id led here, it sees to them."""
    return () if isinstance(command, EraseWithOther) else command.held.also


def _note(command: NoteConfirmation, state: Person) -> Sequence[Event]:
    missing = state.pending.get(command.erasure_id, frozenset[str]())
    if command.service not in missing:
        return []
    about = stream_of_person(command.person_id)
    noted = ErasureNoted(
        about=about, erasure_id=command.erasure_id, service=command.service
    )
    if missing == frozenset({command.service}):
        return [noted, ErasureCompleted(about=about, erasure_id=command.erasure_id)]
    return [noted]


def _look(command: LookForConfirmations, state: Person) -> Sequence[Event]:
    return [
        ErasureUnconfirmed(
            about=stream_of_person(command.person_id),
            erasure_id=erasure_id,
            missing=tuple(sorted(missing)),
        )
        for erasure_id, missing in state.pending.items()
    ]


def _hold(command: PlaceHold | LiftHold, state: Person) -> Sequence[Event]:
    if isinstance(command, PlaceHold):
        return _place(command, state)
    return _lift(command, state)


def _place(command: PlaceHold, state: Person) -> Sequence[Event]:
    if command.ground in state.holds:
        return []
    if not command.held.applications:
        raise rules.unknown()
    about = stream_of_person(command.person_id)
    return [LegalHoldPlaced(about=about, reason=command.ground)]


def _lift(command: LiftHold, state: Person) -> Sequence[Event]:
    if command.ground not in state.holds:
        return []
    resumes = state.next_end if len(state.holds) == 1 else None
    about = stream_of_person(command.person_id)
    return [
        LegalHoldLifted(about=about, reason=command.ground, resumes_at=resumes),
    ]


def evolve(state: Person, event: Event) -> Person:
    """Return how the person stands after `event`."""
    match event:
        case RetentionSet(record=record, ends_at=ends_at):
            return replace(
                state, ends=MappingProxyType({**state.ends, record: ends_at})
            )
        case ErasureProposed(reason=reason, proposed_by=proposed_by):
            return replace(state, proposed=(proposed_by, reason))
        case PersonErased():
            return _with_erased(state, event)
        case ErasureNoted(erasure_id=erasure_id, service=service):
            return _with_noted(state, erasure_id, service)
        case LegalHoldPlaced() | LegalHoldLifted():
            return _with_hold(state, event)
        case ErasureCompleted() | ErasureUnconfirmed():
            return state


def _with_erased(state: Person, event: PersonErased) -> Person:
    asked = {event.erasure_id: frozenset(event.services)}
    return replace(
        state,
        erased=state.erased | set(event.erased),
        proposed=None,
        pending=MappingProxyType({**state.pending, **asked}),
        erasures=state.erasures + 1,
    )


def _with_hold(state: Person, event: LegalHoldPlaced | LegalHoldLifted) -> Person:
    if isinstance(event, LegalHoldPlaced):
        return replace(state, holds=state.holds | {event.reason})
    return replace(state, holds=state.holds - {event.reason})


def _with_noted(state: Person, erasure_id: UUID, service: str) -> Person:
    pending = {
        one: missing - {service} if one == erasure_id else missing
        for one, missing in state.pending.items()
    }
    left = {one: missing for one, missing in pending.items() if missing}
    return replace(state, pending=MappingProxyType(left))


PERSON = Decider[Command, Person, Event](initial=Person(), decide=decide, evolve=evolve)
"""The rules of one person's records."""
