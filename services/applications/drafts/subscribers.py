"""What drafts accept, hear and owe, and the capability as the kit sees it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from services.applications.drafts.commands import (
    Command,
    DeleteUntouched,
    DiscardDraft,
    FinishDraft,
    SaveDraft,
    StartDraft,
)
from services.applications.drafts.decider import DRAFT
from services.applications.drafts.knowledge import OwnersOfDrafts
from services.applications.drafts.projections import HOLDS, project
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import end_of_register_day, register_date
from shared.contracts import drafts as contracts
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.contract import EventData

STREAM = "draft/"
UNTOUCHED = "draft-untouched"


def start(data: contracts.StartDraft, asked: Asked) -> StartDraft:
    """Whoever asks begins a draft of their own."""
    return StartDraft(data.draft_id, asked.actor, _deleted_at(asked), asked.now)


def save(data: contracts.SaveDraft, asked: Asked) -> SaveDraft:
    """Whoever asks saves their own draft, which is then kept for its time anew."""
    answers = data.answers or {}
    return SaveDraft(data.draft_id, asked.actor, answers, _deleted_at(asked), asked.now)


def discard(data: contracts.DiscardDraft, asked: Asked) -> DiscardDraft:
    """Whoever asks deletes their own draft."""
    return DiscardDraft(data.draft_id, asked.actor, asked.now)


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """A submitted application ends its draft; one on paper never had any."""
    if event.signed_on_paper:
        return []
    return [FinishDraft(event.application_id, asked.now)]


def delete_untouched(stream: str, asked: Asked) -> DeleteUntouched:
    """A draft that nobody has touched for its time is deleted."""
    return DeleteUntouched(UUID(stream.removeprefix(STREAM)), asked.now)


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case contracts.DraftStarted() | contracts.DraftSaved():
            stream = f"{STREAM}{event.draft_id}"
            return [SetDeadline(stream, UNTOUCHED, event.deleted_at)]
        case contracts.DraftSubmitted() | contracts.DraftDeleted():
            return [ClearDeadline(f"{STREAM}{event.draft_id}", UNTOUCHED)]
        case _:
            return []


def stream_of(command: Command) -> str:
    """Return the stream of the draft that a command concerns."""
    return f"{STREAM}{command.draft_id}"


def _deleted_at(asked: Asked) -> datetime:
    """Return the end of the last day on which the draft is kept (domain §7A R2)."""
    kept = timedelta(days=asked.rulebook.drafts.kept_days)
    return end_of_register_day(register_date(asked.now) + kept)


DRAFTS = Capability(
    name="drafts",
    decider=DRAFT,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.StartDraft: start,
            contracts.SaveDraft: save,
            contracts.DiscardDraft: discard,
        }
    ),
    hears=MappingProxyType({ApplicationSubmitted: on_application_submitted}),
    topics=("applications.events",),
    due=MappingProxyType({UNTOUCHED: delete_untouched}),
    deadlines=deadlines,
    knowledge=OwnersOfDrafts(),
    holds=HOLDS,
    project=project,
)
