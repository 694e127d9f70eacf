"""What retention accepts, hears and owes, and the capability as the kit sees it."""

from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from services.applications.retention.commands import (
    Command,
    EraseDraft,
    EraseOnRequest,
    EraseWhatEnded,
    EraseWithOther,
    KeepFor,
    LiftHold,
    LookForConfirmations,
    PlaceHold,
    Policy,
)
from services.applications.retention.decider import PERSON, stream_of_person
from services.applications.retention.knowledge import WhatIsHeld
from services.applications.retention.projections import project, take_in
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import register_date
from shared.contracts import retention as contracts
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.applications import (
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.contract import EventData
from shared.contracts.drafts import DraftDeleted
from shared.contracts.entries import EntryRestored, PracticeLevelAdded, ScopesAdded
from shared.contracts.entry_fraud import (
    EntryFraudAppealDecided,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudTookEffect,
)
from shared.contracts.further_information import ApplicationWithdrawn
from shared.contracts.identity import PersonMerged, PersonParted
from shared.contracts.retention import RecordClass
from shared.erasing.erasure import person_of
from shared.messaging.topics import DAY_MS, SERVICES, SETTINGS
from shared.rulebook import Rulebook

RETENTION_ENDED = "retention-ended"
CONFIRMATIONS = "confirmations"
CONFIRM_WITHIN = timedelta(minutes=1)

# A record goes with its segment, which is closed after a day.
KAFKA_KEEPS = timedelta(milliseconds=int(SETTINGS["retention.ms"]) + DAY_MS)


def on_application_submitted(
    _event: ApplicationSubmitted, _asked: Asked
) -> Sequence[Command]:
    """An application under way is kept; its day is set when it closes."""
    return []


def on_application_returned(
    event: ApplicationReturned, asked: Asked
) -> Sequence[Command]:
    """A returned application is kept for its time, unless it comes again."""
    return _unsuccessful(event.person_id, event.application_id, asked)


def on_application_refused(
    event: ApplicationRefused, asked: Asked
) -> Sequence[Command]:
    """A refused application is kept for its time."""
    return _unsuccessful(event.person_id, event.application_id, asked)


def on_application_withdrawn(
    event: ApplicationWithdrawn, asked: Asked
) -> Sequence[Command]:
    """A withdrawn application is kept for its time."""
    return _unsuccessful(event.person_id, event.application_id, asked)


def on_appeal_lodged(_event: AppealLodged, _asked: Asked) -> Sequence[Command]:
    """An application under appeal is under way again."""
    return []


def on_appeal_decided(event: AppealDecided, asked: Asked) -> Sequence[Command]:
    """A dismissed appeal ends the application; any other leaves it under way.

    One of somebody admitted in fewer scopes leaves the days of the entry's papers.
    """
    if event.outcome is not AppealOutcome.DISMISSED:
        return []
    return _refusal_stands(event, asked)


def on_appeal_withdrawn(event: AppealWithdrawn, asked: Asked) -> Sequence[Command]:
    """An appeal taken back ends the application as a dismissed one does."""
    return _refusal_stands(event, asked)


def on_registration_entered(
    event: RegistrationEntered, asked: Asked
) -> Sequence[Command]:
    """The papers of an application that led to an entry are kept for their time."""
    months = asked.rulebook.retention.application_papers_months
    return _keep(
        event.person_id,
        event.application_id,
        event.registered_on,
        (months, "application_papers_months"),
        asked,
    )


def on_entry_extended(
    event: ScopesAdded | PracticeLevelAdded | EntryRestored, asked: Asked
) -> Sequence[Command]:
    """So are those of one that added to an entry, or brought somebody back."""
    day = event.restored_on if isinstance(event, EntryRestored) else event.added_on
    months = asked.rulebook.retention.application_papers_months
    return _keep(
        event.person_id,
        event.application_id,
        day,
        (months, "application_papers_months"),
        asked,
    )


def on_entry_fraud(
    _event: EntryFraudRaised
    | EntryFraudDecided
    | EntryFraudAppealDecided
    | EntryFraudTookEffect,
    _asked: Asked,
) -> Sequence[Command]:
    """While a case about an entry is open, nothing of its person is erased."""
    return []


def on_draft_deleted(event: DraftDeleted, asked: Asked) -> Sequence[Command]:
    """What a deleted draft held of somebody who never applied is erased."""
    if event.person_id is None:
        return []
    return [EraseDraft(event.person_id, policy(asked.rulebook), asked.now)]


def on_person_merged(_event: PersonMerged, _asked: Asked) -> Sequence[Command]:
    """People who are one are erased together from now on."""
    return []


def on_person_parted(_event: PersonParted, _asked: Asked) -> Sequence[Command]:
    """People who are two again are erased each by themselves."""
    return []


def on_person_erased(event: contracts.PersonErased, asked: Asked) -> Sequence[Command]:
    """What went of a person goes under each of their other ids too."""
    return [
        EraseWithOther(
            person_id=other,
            erased=event.erased,
            reason=event.reason,
            authority=event.authority,
            policy=policy(asked.rulebook),
            now=asked.now,
        )
        for other in event.also
    ]


def erase(data: contracts.ErasePerson, asked: Asked) -> EraseOnRequest:
    """Whoever asks wants the person erased, by the rules in force today."""
    return EraseOnRequest(
        person_id=data.person_id,
        ground=data.reason,
        actor=asked.actor,
        policy=policy(asked.rulebook),
        now=asked.now,
    )


def place_hold(data: contracts.PlaceLegalHold, asked: Asked) -> PlaceHold:
    """Nothing of the person is erased until the hold is lifted."""
    return PlaceHold(data.person_id, data.reason, asked.now)


def lift_hold(data: contracts.LiftLegalHold, asked: Asked) -> LiftHold:
    """The hold ends, and what fell due under it falls due again."""
    return LiftHold(data.person_id, data.reason, asked.now)


def erase_what_ended(stream: str, asked: Asked) -> EraseWhatEnded:
    """What has been kept for its time is erased on its day."""
    return EraseWhatEnded(person_of(stream), policy(asked.rulebook), asked.now)


def look_for_confirmations(stream: str, asked: Asked) -> LookForConfirmations:
    """A service that has not confirmed in time raises an alarm."""
    return LookForConfirmations(person_of(stream), asked.now)


def policy(rulebook: Rulebook) -> Policy:
    """Return what the rulebook and the system say of erasing."""
    return Policy(
        rulebook=rulebook.version_label,
        keeps_entry=rulebook.retention.keeps_entry,
        second_person=rulebook.retention.second_person,
        services=SERVICES,
        confirm_within=CONFIRM_WITHIN,
        kafka_keeps=KAFKA_KEEPS,
    )


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case contracts.RetentionSet(about=about, ends_at=ends_at):
            return [SetDeadline(about, RETENTION_ENDED, ends_at)]
        case contracts.LegalHoldPlaced(about=about):
            return [ClearDeadline(about, RETENTION_ENDED)]
        case contracts.LegalHoldLifted(about=about, resumes_at=resumes) if resumes:
            return [SetDeadline(about, RETENTION_ENDED, resumes)]
        case contracts.PersonErased(about=about, confirm_by=confirm_by):
            return [
                ClearDeadline(about, RETENTION_ENDED),
                SetDeadline(about, CONFIRMATIONS, confirm_by),
            ]
        case contracts.ErasureCompleted(about=about):
            return [ClearDeadline(about, CONFIRMATIONS)]
        case _:
            return []


def stream_of(command: Command) -> str:
    """Return the stream of the person whom a command concerns."""
    return stream_of_person(command.person_id)


def _refusal_stands(
    event: AppealDecided | AppealWithdrawn, asked: Asked
) -> Sequence[Command]:
    if event.against is Against.NARROWER_SCOPE:
        return []
    return _unsuccessful(event.person_id, event.application_id, asked)


def _unsuccessful(
    person_id: UUID | None, application_id: UUID, asked: Asked
) -> Sequence[Command]:
    months = asked.rulebook.retention.unsuccessful_application_months
    return _keep(
        person_id,
        application_id,
        register_date(asked.now),
        (months, "unsuccessful_application_months"),
        asked,
    )


def _keep(
    person_id: UUID | None,
    application_id: UUID,
    closed_on: date,
    period: tuple[int, str],
    asked: Asked,
) -> Sequence[Command]:
    if person_id is None:
        return []
    months, name = period
    return [
        KeepFor(
            person_id=person_id,
            application_id=application_id,
            record=RecordClass.APPLICATION,
            closed_on=closed_on,
            months=months,
            rule=f"{asked.rulebook.version_label} retention.{name}",
            now=asked.now,
        )
    ]


RETENTION = Capability(
    name="retention",
    decider=PERSON,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.ErasePerson: erase,
            contracts.PlaceLegalHold: place_hold,
            contracts.LiftLegalHold: lift_hold,
        }
    ),
    hears=MappingProxyType(
        {
            ApplicationSubmitted: on_application_submitted,
            ApplicationReturned: on_application_returned,
            ApplicationRefused: on_application_refused,
            ApplicationWithdrawn: on_application_withdrawn,
            AppealLodged: on_appeal_lodged,
            AppealDecided: on_appeal_decided,
            AppealWithdrawn: on_appeal_withdrawn,
            RegistrationEntered: on_registration_entered,
            EntryFraudRaised: on_entry_fraud,
            EntryFraudDecided: on_entry_fraud,
            EntryFraudAppealDecided: on_entry_fraud,
            EntryFraudTookEffect: on_entry_fraud,
            ScopesAdded: on_entry_extended,
            PracticeLevelAdded: on_entry_extended,
            EntryRestored: on_entry_extended,
            DraftDeleted: on_draft_deleted,
            PersonMerged: on_person_merged,
            PersonParted: on_person_parted,
            contracts.PersonErased: on_person_erased,
        }
    ),
    topics=("applications.events",),
    due=MappingProxyType(
        {
            RETENTION_ENDED: erase_what_ended,
            CONFIRMATIONS: look_for_confirmations,
        }
    ),
    deadlines=deadlines,
    knowledge=WhatIsHeld(),
    project=project,
    take_in=take_in,
)
