"""The documents of a case, and who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from asyncpg import Record

from services.applications.evidence.commands import Case
from services.applications.panels import Panel, panels_open_to
from services.applications.ties import is_tied
from shared.capability import Database
from shared.contracts.evidence import Scan
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.rulebook.tables.evidence import DocumentKind

CASES = """
SELECT application_id,
       person_id,
       actor,
       closed,
       (SELECT count(*)
          FROM documents
         WHERE documents.application_id = evidence_cases.application_id
           AND standing = 'kept') AS held,
       EXISTS (SELECT
                 FROM evidence_readers
                WHERE evidence_readers.application_id
                      = evidence_cases.application_id) AS judged
  FROM evidence_cases
 WHERE application_id = ANY($1::uuid[])
"""

READS = """
SELECT EXISTS (
    SELECT FROM evidence_readers
     WHERE application_id = $1 AND actor = $2 AND standing = 'reading'
)
"""

DOCUMENTS = """
SELECT document_id, application_id, kind, sha256, size, media_type, scan, signature,
       seen_by, received_by, received_at, person_id, file_name
  FROM documents
 WHERE application_id = $1 AND standing = 'kept'
 ORDER BY received_at, document_id
"""

DOCUMENT = """
SELECT document_id, application_id, kind, sha256, size, media_type, scan, signature,
       seen_by, received_by, received_at, person_id, file_name
  FROM documents
 WHERE document_id = $1 AND standing = 'kept'
"""


_SEEN_BY_PANEL: Mapping[Panel, str] = MappingProxyType(
    {
        Panel.DECLARATION: Role.PANEL.value,
        Panel.APPEAL: Role.ASSESSOR.value,
    }
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is kept; `file_name` as its sender called it."""

    document_id: UUID
    application_id: UUID
    kind: str
    sha256: str
    size: int
    media_type: str
    scan: Scan
    signature: str | None
    seen_by: tuple[str, ...]
    received_by: str
    received_at: datetime
    person_id: UUID | None
    file_name: str | None


@dataclass(frozen=True, slots=True)
class Sight:
    """As what a caller sees a case: its own parts of it, and no other's.

    `everything` for the registrar and the applicant, else the documents whose kind
    one of `roles` may see.
    """

    everything: bool
    roles: frozenset[str] = frozenset()

    def of(self, document: Document) -> bool:
        """Tell whether the document can be seen."""
        return self.everything or not self.roles.isdisjoint(document.seen_by)

    def of_kind(self, kind: DocumentKind) -> bool:
        """Tell whether documents of that kind can be seen, if any came."""
        return self.everything or not self.roles.isdisjoint(kind.seen_by)


async def cases_of(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, Case]:
    """Return what evidence knows of these applications."""
    return {
        row["application_id"]: Case(
            person_id=row["person_id"],
            actor=row["actor"],
            closed=row["closed"],
            held=row["held"],
            judged=row["judged"],
        )
        for row in await database.fetch(CASES, list(applications))
    }


async def sight_of(
    database: Database, application_id: UUID, caller: Caller
) -> tuple[Sight, Case] | None:
    """Return as what the caller sees the case; None where it does not exist for them.

    The registrar sees every case, the applicant their own, an assessor those they have
    now; a panel what its matter needs (domain §8, 14). To who is tied to somebody
    else's case it does not exist (domain §8, 1).
    """
    case = (await cases_of(database, [application_id])).get(application_id)
    if case is None:
        return None
    own = Role.APPLICANT in caller.roles and caller.actor == case.actor
    if own:
        return Sight(everything=True), case
    if await is_tied(database, application_id, caller.actor):
        return None
    if Role.REGISTRAR in caller.roles:
        return Sight(everything=True), case
    roles = await _roles_in(database, application_id, caller)
    return (Sight(everything=False, roles=roles), case) if roles else None


async def _roles_in(
    database: Database, application_id: UUID, caller: Caller
) -> frozenset[str]:
    """Return the roles whose documents the caller sees of a case.

    Who hears an appeal sees what the assessors saw, and who judges a declaration its
    own papers alone.
    """
    roles: set[str] = set()
    if Role.ASSESSOR in caller.roles and await database.fetchval(
        READS, application_id, caller.actor
    ):
        roles.add(Role.ASSESSOR.value)
    if Role.PANEL in caller.roles:
        open_to = await panels_open_to(database, application_id, caller.actor)
        roles.update(_SEEN_BY_PANEL[panel] for panel in open_to)
    return frozenset(roles)


async def list_documents(
    database: Database, application_id: UUID, sight: Sight
) -> list[Document]:
    """Return the documents of a case that can be seen, in the order they came."""
    rows = await database.fetch(DOCUMENTS, application_id)
    return [document for document in map(_document, rows) if sight.of(document)]


async def read_document(
    database: Database, document_id: UUID, caller: Caller
) -> Document | None:
    """Return a document that the caller may see, None where there is none for them."""
    row = await database.fetchrow(DOCUMENT, document_id)
    if row is None:
        return None
    document = _document(row)
    seen = await sight_of(database, document.application_id, caller)
    return document if seen is not None and seen[0].of(document) else None


def _document(row: Record) -> Document:
    return Document(
        document_id=row["document_id"],
        application_id=row["application_id"],
        kind=row["kind"],
        sha256=row["sha256"],
        size=row["size"],
        media_type=row["media_type"],
        scan=Scan(row["scan"]),
        signature=row["signature"],
        seen_by=tuple(row["seen_by"]),
        received_by=row["received_by"],
        received_at=row["received_at"],
        person_id=row["person_id"],
        file_name=row["file_name"],
    )
