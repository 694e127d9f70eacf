"""What evidence accepts and hears, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import TypeAlias, get_args

from services.applications.evidence.commands import Command, Policy, WithdrawDocument
from services.applications.evidence.decider import DOCUMENT
from services.applications.evidence.knowledge import CasesOfDocuments
from services.applications.evidence.projections import HOLDS, project, take_in
from shared.capability import Asked, Capability
from shared.contracts import evidence as contracts
from shared.contracts.appealing import ScopesAdmittedOnAppeal
from shared.contracts.applications import ApplicationAccepted, ApplicationSubmitted
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.assigning import AssessorJoined, AssessorRecused
from shared.contracts.drafts import DraftStarted
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.judging import (
    AssessmentClosed,
    AssessmentReopened,
    DisagreementFound,
    ModerationBegun,
)
from shared.rulebook import Rulebook

Readers: TypeAlias = (
    AssessorsAssigned
    | AssessorJoined
    | AssessorRecused
    | ModerationBegun
    | DisagreementFound
    | AssessmentReopened
    | AssessmentClosed
    | FreshAssessmentOrdered
)
"""What changes who has a case."""


def withdraw(data: contracts.WithdrawDocument, asked: Asked) -> WithdrawDocument:
    """Whoever asks takes the document back."""
    return WithdrawDocument(data.document_id, asked.actor, asked.now)


def on_application_submitted(
    _event: ApplicationSubmitted, _asked: Asked
) -> Sequence[Command]:
    """Documents may be added to an application, by the applicant too."""
    return []


def on_draft_started(_event: DraftStarted, _asked: Asked) -> Sequence[Command]:
    """Documents may be added before the application is sent."""
    return []


def on_application_accepted(
    _event: ApplicationAccepted, _asked: Asked
) -> Sequence[Command]:
    """An accepted application takes no more documents, but for an appeal."""
    return []


def on_scopes_admitted_on_appeal(
    _event: ScopesAdmittedOnAppeal, _asked: Asked
) -> Sequence[Command]:
    """Nor does one that was accepted in more scopes on appeal."""
    return []


def on_change_of_readers(_event: Readers, _asked: Asked) -> Sequence[Command]:
    """Whoever has the case may see its documents, and nobody who has it no more."""
    return []


def policy(rulebook: Rulebook, kind: str) -> Policy:
    """Return what the rulebook says of a kind of document."""
    rules, found = rulebook.evidence, rulebook.evidence.kind(kind)
    return Policy(
        rule=rulebook.version_label,
        largest_bytes=rules.largest_bytes,
        most_documents=rules.most_documents,
        media_types=rules.media_types,
        admits_unscanned=rules.admits_unscanned,
        seen_by=found.seen_by if found else None,
    )


def stream_of(command: Command) -> str:
    """Return the stream of the document that a command concerns."""
    return f"document/{command.document_id}"


EVIDENCE = Capability(
    name="evidence",
    decider=DOCUMENT,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType({contracts.WithdrawDocument: withdraw}),
    hears=MappingProxyType(
        {
            DraftStarted: on_draft_started,
            ApplicationSubmitted: on_application_submitted,
            ApplicationAccepted: on_application_accepted,
            ScopesAdmittedOnAppeal: on_scopes_admitted_on_appeal,
            **dict.fromkeys(get_args(Readers), on_change_of_readers),
        }
    ),
    topics=("applications.events", "assessment.events"),
    knowledge=CasesOfDocuments(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
)
