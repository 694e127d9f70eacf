"""People, holds and periods that tests of retention speak of."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from services.applications.retention.commands import (
    EraseOnRequest,
    EraseWhatEnded,
    Held,
    KeepFor,
    LiftHold,
    NoteConfirmation,
    PlaceHold,
    Policy,
)
from services.applications.retention.decider import ERASURES
from shared.contracts.retention import (
    ErasureGround,
    ErasureProposed,
    HoldGround,
    LegalHoldPlaced,
    PersonErased,
    RecordClass,
    RetentionSet,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PERSON = UUID(int=1)
APPLICATION = UUID(int=2)
ABOUT = f"person/{PERSON}"
REGISTRAR, SECOND = "actor-registrar", "actor-second"
SERVICES = ("applications", "assessment")
RULEBOOK = "rct-voluntary@2015-09-07"
ENDS = datetime(2028, 3, 3, tzinfo=UTC)

REFUSED = Held(applications=(APPLICATION,))
UNDER_WAY = Held(applications=(APPLICATION,), under_way=True)
REGISTERED = Held(applications=(APPLICATION,), entered=True)
NOBODY = Held()


def policy(*, keeps_entry: bool = True, second_person: bool = False) -> Policy:
    """Return what a rulebook says of erasing."""
    return Policy(
        rulebook=RULEBOOK,
        keeps_entry=keeps_entry,
        second_person=second_person,
        services=SERVICES,
        confirm_within=timedelta(minutes=1),
        kafka_keeps=timedelta(days=4),
    )


def erase(
    held: Held = REFUSED,
    by: str = REGISTRAR,
    ground: ErasureGround = ErasureGround.REQUEST,
    rules: Policy | None = None,
) -> EraseOnRequest:
    """Return the command to erase the person."""
    return EraseOnRequest(PERSON, ground, by, rules or policy(), NOW, held)


def period_over(held: Held = REFUSED, now: datetime = ENDS) -> EraseWhatEnded:
    """Return the command that a deadline becomes."""
    return EraseWhatEnded(PERSON, policy(), now, held)


def keep(closed_on: date = date(2026, 3, 2), months: int = 24) -> KeepFor:
    """Return the command to keep the papers of a closed case."""
    return KeepFor(
        PERSON,
        APPLICATION,
        RecordClass.APPLICATION,
        closed_on,
        months,
        f"{RULEBOOK} retention.application_papers_months",
        NOW,
    )


def kept_until(ends_at: datetime = ENDS) -> RetentionSet:
    """Return the event that a period began."""
    return RetentionSet(
        about=ABOUT,
        application_id=APPLICATION,
        record=RecordClass.APPLICATION,
        ends_at=ends_at,
        rule=f"{RULEBOOK} retention.application_papers_months",
    )


def erased(
    *records: RecordClass,
    kept: tuple[RecordClass, ...] = (),
    reason: str = ErasureGround.REQUEST.value,
    authority: str = "UK GDPR article 17(1)(a)",
    at: datetime = NOW,
    number: int = 1,
) -> PersonErased:
    """Return the event that orders the person's erasure for the `number`-th time."""
    return PersonErased(
        about=ABOUT,
        erasure_id=erasure_id(number),
        reason=reason,
        authority=authority,
        erased=records or (RecordClass.APPLICATION,),
        kept=kept,
        kept_by=f"{RULEBOOK} retention.keeps_entry" if kept else None,
        applications=(APPLICATION,),
        services=SERVICES,
        confirm_by=at + timedelta(minutes=1),
        kafka_forgets_by=at + timedelta(days=4),
    )


def erasure_id(number: int = 1) -> UUID:
    """Return the id of the person's `number`-th erasure."""
    return uuid5(ERASURES, f"{PERSON} {number}")


def proposed(by: str = REGISTRAR) -> ErasureProposed:
    """Return the event that somebody wants the person erased."""
    reason = ErasureGround.REQUEST.value
    return ErasureProposed(about=ABOUT, reason=reason, proposed_by=by)


def place(
    ground: HoldGround = HoldGround.LEGAL_CLAIM, held: Held = REFUSED
) -> PlaceHold:
    """Return the command to hold the person's records."""
    return PlaceHold(PERSON, ground, NOW, held)


def lift(ground: HoldGround = HoldGround.LEGAL_CLAIM) -> LiftHold:
    """Return the command to end a hold."""
    return LiftHold(PERSON, ground, NOW)


def held(ground: HoldGround = HoldGround.LEGAL_CLAIM) -> LegalHoldPlaced:
    """Return the event that a hold was placed."""
    return LegalHoldPlaced(about=ABOUT, reason=ground)


def confirm(service: str, number: int = 1) -> NoteConfirmation:
    """Return the command to note a service's confirmation."""
    return NoteConfirmation(PERSON, erasure_id(number), service, NOW)
