"""What deciding about a document must know of its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.applications.evidence.commands import (
    Case,
    Command,
    ReceiveDocument,
    WithdrawDocument,
)
from services.applications.evidence.queries import cases_of
from services.applications.ties import tied_to
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.evidence import DocumentReceived

SUPPLIED = """
SELECT document_id, application_id, received_by
  FROM documents
 WHERE document_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The cases of a batch: who supplied which document to which, who is tied."""

    cases: Mapping[UUID, Case] = field(default_factory=dict[UUID, Case])
    supplied: Mapping[UUID, tuple[UUID, str]] = field(
        default_factory=dict[UUID, tuple[UUID, str]]
    )
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=dict[UUID, frozenset[str]]
    )


class CasesOfDocuments:
    """Knows the cases; how many documents one holds is counted one batch at a time."""

    turn: str | None = "evidence"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what these commands must know, and no more."""
        withdrawn = [
            one.document_id for one in commands if isinstance(one, WithdrawDocument)
        ]
        supplied = {
            row["document_id"]: (row["application_id"], row["received_by"])
            for row in (await database.fetch(SUPPLIED, withdrawn) if withdrawn else ())
        }
        applications = {application for application, _ in supplied.values()} | {
            one.application_id for one in commands if isinstance(one, ReceiveDocument)
        }
        if not applications:
            return Known()
        return Known(
            await cases_of(database, sorted(applications)),
            supplied,
            await tied_to(
                database, {application for application, _ in supplied.values()}
            ),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with its case."""
        match command:
            case ReceiveDocument():
                return replace(command, case=known.cases.get(command.application_id))
            case WithdrawDocument():
                application_id, by = known.supplied.get(
                    command.document_id, (None, None)
                )
                case = known.cases.get(application_id) if application_id else None
                tied = frozenset[str]()
                if application_id is not None:
                    tied = known.ties.get(application_id, tied)
                return replace(command, received_by=by, case=case, tied=tied)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after a document more."""
        if not isinstance(event, DocumentReceived):
            return known
        case = known.cases.get(event.application_id)
        if case is None:
            return known
        one_more = replace(case, held=case.held + 1)
        return replace(known, cases={**known.cases, event.application_id: one_more})
