"""What registration hears, and the capability as the kit sees it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from services.applications.registration.commands import (
    AmendEntry,
    Command,
    EnterRegistration,
    RemoveEntry,
)
from services.applications.registration.decider import REGISTRATION as ENTRY
from services.applications.registration.deciding.events import OWNED
from services.applications.registration.knowledge import Known, KnownEntries
from services.applications.registration.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.clock import register_date
from shared.contracts.appealing import ScopesAdmittedOnAppeal
from shared.contracts.applications import ApplicationAccepted
from shared.contracts.entry_fraud import EntryFraudOutcome, EntryFraudTookEffect
from shared.counting import months_after
from shared.rulebook import Rulebook


def on_application_accepted(
    event: ApplicationAccepted, asked: Asked
) -> Sequence[Command]:
    """An accepted applicant is entered in the register, once.

    Who has an entry already gets the scope or the level added to it, or comes back.
    """
    return [_enter(event, asked)]


def on_scopes_admitted_on_appeal(
    event: ScopesAdmittedOnAppeal, asked: Asked
) -> Sequence[Command]:
    """What an appeal adds to an acceptance is added to the entry it led to."""
    return [replace(_enter(event, asked), adds_to_own=True)]


def on_entry_fraud_took_effect(
    event: EntryFraudTookEffect, asked: Asked
) -> Sequence[Command]:
    """An entry that was fraudulent or incorrect is removed or amended, as decided."""
    today = register_date(asked.now)
    match event.outcome:
        case EntryFraudOutcome.REMOVED:
            return [
                RemoveEntry(
                    application_id=event.application_id,
                    case_id=event.case_id,
                    reason=event.outcome.value,
                    now=asked.now,
                    today=today,
                )
            ]
        case EntryFraudOutcome.AMENDED:
            return [
                AmendEntry(
                    application_id=event.application_id,
                    case_id=event.case_id,
                    reason=event.outcome.value,
                    scopes_ended=event.scopes_ended,
                    levels_ended=event.levels_ended,
                    now=asked.now,
                    today=today,
                )
            ]
        case EntryFraudOutcome.NO_CASE | EntryFraudOutcome.NOT_TO_BE_ADMITTED:
            return []


def _enter(
    event: ApplicationAccepted | ScopesAdmittedOnAppeal, asked: Asked
) -> EnterRegistration:
    today = register_date(asked.now)
    return EnterRegistration(
        application_id=event.application_id,
        person_id=event.person_id,
        given_names=event.given_names,
        family_name=event.family_name,
        work_town=event.work_town,
        email=event.email,
        scopes=event.scopes,
        footings=_footings(event.scopes, asked.rulebook),
        route=event.route,
        numbering=asked.rulebook.numbering,
        now=asked.now,
        today=today,
        level=event.level,
        review_by=_review_by(event.level, today, asked.rulebook),
        keeps_number=asked.rulebook.readmission.keeps_number,
    )


def _footings(scopes: Sequence[str], rulebook: Rulebook) -> Mapping[str, str]:
    """Return on what each scope stands by the rules of the day."""
    found = ((code, rulebook.scope(code)) for code in scopes)
    return {code: scope.footing.value for code, scope in found if scope}


def _review_by(level: str, today: date, rulebook: Rulebook) -> date | None:
    months = rulebook.levels.review_months
    return months_after(today, months) if level and months else None


def streams_known(known: Known) -> Collection[str]:
    """Return the streams of the entries that the people of a batch have already."""
    own = {entry.registration_number for entry in known.people.values()}
    return {f"registration/{number}" for number in own | set(known.entered.values())}


def stream_of(command: Command) -> str:
    """Return the stream of the entry, named by its number once that is known."""
    return f"registration/{command.number or 'next'}"


REGISTRATION = Capability(
    name="registration",
    decider=ENTRY,
    owns=OWNED,
    stream_of=stream_of,
    hears=MappingProxyType(
        {
            ApplicationAccepted: on_application_accepted,
            ScopesAdmittedOnAppeal: on_scopes_admitted_on_appeal,
            EntryFraudTookEffect: on_entry_fraud_took_effect,
        }
    ),
    topics=("applications.events",),
    knowledge=KnownEntries(),
    streams_known=streams_known,
    holds=HOLDS,
    project=project,
)
