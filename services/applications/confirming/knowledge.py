"""Whom a confirmation concerns, which no event says in clear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.applications.confirming.commands import (
    AskAnother,
    AskProposer,
    Close,
    Command,
    Confirm,
    Decline,
    Lapse,
    Proposer,
    RecordPaper,
    Remind,
)
from services.applications.confirming.rules import folded
from services.applications.ties import tied_to
from shared.capability import Database
from shared.contracts.confirming import ConfirmationAsked
from shared.contracts.contract import EventData

PROPOSERS = """
SELECT confirmation_id, application_id, person_id, name, email, applicant_name,
       applicant_email
  FROM confirmations
 WHERE application_id IN (
        SELECT application_id
          FROM confirmations
         WHERE confirmation_id = ANY($1::uuid[]))
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The proposers of a batch, their applications, and who is tied to those."""

    proposers: Mapping[UUID, Proposer] = field(default_factory=dict[UUID, Proposer])
    applications: Mapping[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=dict[UUID, frozenset[str]]
    )

    def tied(self, confirmation_id: UUID) -> frozenset[str]:
        """Return who is tied to the application of a confirmation."""
        application_id = self.applications.get(confirmation_id)
        if application_id is None:
            return frozenset()
        return self.ties.get(application_id, frozenset())

    def taken(self, confirmation_id: UUID) -> frozenset[str]:
        """Return the addresses that no other proposer of the application may have."""
        application_id = self.applications.get(confirmation_id)
        others = {
            folded(self.proposers[other].email)
            for other, of in self.applications.items()
            if of == application_id and other != confirmation_id
        }
        own = self.proposers.get(confirmation_id)
        applicant = folded(own.applicant_email if own else None)
        return frozenset((others | {applicant}) - {""})


class ProposersOfApplications:
    """Knows the proposers; that two are not one is decided one batch at a time."""

    turn: str | None = "confirming"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the proposers concerned, and the others of their applications."""
        concerned = [
            one.confirmation_id
            for one in commands
            if not isinstance(one, AskProposer | Lapse | Close)
        ]
        if not concerned:
            return Known()
        rows = await database.fetch(PROPOSERS, concerned)
        by_staff = {
            one.confirmation_id
            for one in commands
            if isinstance(one, AskAnother | RecordPaper)
        }
        acted_on = {
            row["application_id"] for row in rows if row["confirmation_id"] in by_staff
        }
        return Known(
            ties=await tied_to(database, acted_on),
            proposers={
                row["confirmation_id"]: Proposer(
                    row["person_id"],
                    row["name"],
                    row["email"],
                    row["applicant_name"],
                    row["applicant_email"],
                )
                for row in rows
            },
            applications={
                row["confirmation_id"]: row["application_id"] for row in rows
            },
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command knowing whom it concerns."""
        proposer = known.proposers.get(command.confirmation_id)
        match command:
            case AskAnother():
                taken = known.taken(command.confirmation_id)
                tied = known.tied(command.confirmation_id)
                return replace(command, before=proposer, taken=taken, tied=tied)
            case RecordPaper():
                person_id = proposer.person_id if proposer else None
                tied = known.tied(command.confirmation_id)
                return replace(command, person_id=person_id, tied=tied)
            case Confirm() | Decline():
                person_id = proposer.person_id if proposer else None
                return replace(command, person_id=person_id)
            case Remind():
                return replace(command, proposer=proposer)
            case AskProposer() | Lapse() | Close():
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known once somebody is asked."""
        if not isinstance(event, ConfirmationAsked):
            return known
        proposer = Proposer(
            event.person_id,
            event.name,
            event.email,
            event.applicant_name,
            event.applicant_email,
        )
        return replace(
            known,
            proposers={**known.proposers, event.confirmation_id: proposer},
            applications={
                **known.applications,
                event.confirmation_id: event.application_id,
            },
        )
