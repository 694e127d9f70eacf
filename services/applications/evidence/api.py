"""The documents of a case for programs: added, listed, read, taken back."""

from hashlib import sha256
from urllib.parse import quote
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from services.applications.documents.keeping import key_of
from services.applications.evidence.queries import (
    Document,
    list_documents,
    read_document,
    sight_of,
)
from services.applications.evidence.rules import Reason
from services.applications.evidence.uploading import (
    CurrentDocuments,
    Documents,
    take_document,
)
from shared.contracts.evidence import Scan, WithdrawDocument
from shared.errors import Failed, NotFound, Refused, Unavailable
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.caller import Caller
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.problems import answer_response
from shared.web.service import Service

router = APIRouter()

NO_CASE = "There is no such application."
NO_DOCUMENT = "There is no such document."
SCANNED_FIRST = "evidence.admits_unscanned"

SANDBOX = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"
"""A document is shown to nobody by a page of ours: it is taken away and opened."""


class DocumentLine(BaseModel):
    """A document of a case: what it is, and whether it was scanned."""

    document_id: UUID
    application_id: UUID
    kind: str
    file_name: str | None
    media_type: str
    size: int
    sha256: str
    scan: Scan
    received_at: str


class DocumentLines(BaseModel):
    """The documents of a case that the caller may see, in the order they came."""

    documents: list[DocumentLine]


@router.post(
    "/api/applications/{application_id}/documents",
    dependencies=[allowed("applications.add-document")],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["kind", "document"],
                        "properties": {
                            "kind": {"type": "string"},
                            "document_id": {"type": "string", "format": "uuid"},
                            "document": {"type": "string", "format": "binary"},
                        },
                    }
                }
            },
        }
    },
)
async def add_document(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    documents: CurrentDocuments,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Add a document; the same id with the same content again changes nothing."""
    document_id, answer = await take_document(
        request, service, documents, application_id, caller, correlation
    )
    if answer.outcome is AnswerOutcome.REFUSED:
        return answer_response(answer)
    body = {"document_id": document_id, "outcome": answer.outcome}
    return Response(orjson.dumps(body), media_type="application/json")


@router.get(
    "/api/applications/{application_id}/documents",
    dependencies=[allowed("applications.list-documents")],
)
async def documents_of(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> DocumentLines:
    """Return the documents of a case that the caller may see."""
    async with service.read() as database:
        sight = await sight_of(database, application_id, caller)
        if sight is None:
            raise NotFound(NO_CASE)
        listed = await list_documents(database, application_id, sight[0])
    looking.results, looking.person_id = len(listed), sight[1].person_id
    return DocumentLines(documents=list(map(_line, listed)))


@router.get(
    "/api/documents/{document_id}",
    dependencies=[allowed("applications.read-document")],
)
async def document(
    document_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> DocumentLine:
    """Return what is known of a document, to those on its case."""
    found = await _seen(service, document_id, caller)
    looking.person_id = found.person_id
    return _line(found)


@router.get(
    "/api/documents/{document_id}/content",
    dependencies=[allowed("applications.read-document")],
    response_class=Response,
)
async def content(
    document_id: UUID,
    service: CurrentService,
    documents: CurrentDocuments,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Response:
    """Return the document's bytes, to be taken away, to those on its case."""
    found = await _seen(service, document_id, caller)
    looking.person_id = found.person_id
    return await content_response(found, documents)


@router.post(
    "/api/documents/{document_id}/withdrawal",
    dependencies=[allowed(WithdrawDocument.TYPE)],
)
async def withdraw_document(
    document_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Take a document back."""
    return answer_response(await withdraw(service, document_id, caller, correlation))


async def withdraw(
    service: Service, document_id: UUID, caller: Caller, correlation: UUID
) -> Answer:
    """Return the answer to taking a document back; `NotFound` where it is not theirs.

    Who it does not concern is told that it does not exist.
    """
    command = WithdrawDocument(document_id=document_id)
    [answer] = await service.execute([Ask(uuid4(), command, caller.actor, correlation)])
    if answer.code == Reason.NOT_RECEIVED:
        raise NotFound(NO_DOCUMENT)
    return answer


async def content_response(document: Document, documents: Documents) -> Response:
    """Return a document to be taken away; a browser neither shows nor guesses it.

    Refused while it is not found harmless: infected, or its scan still to come.
    Raises `Unavailable` where the store does not answer, and `Failed` where what it
    keeps is not what was received.
    """
    if document.scan is Scan.INFECTED:
        raise Refused("infected-document", "The document holds malware.", SCANNED_FIRST)
    if document.scan is Scan.PENDING:
        raise Refused(
            "scan-pending", "The document is still to be scanned.", SCANNED_FIRST
        )
    kept = await documents.keeping.get(key_of(document.document_id, document.sha256))
    if kept is None:
        raise Unavailable("The document store does not have the document.")
    if sha256(kept).hexdigest() != document.sha256:
        raise Failed("The document store keeps other content than was received.")
    name = quote(document.file_name or f"{document.document_id}", safe="")
    return Response(
        kept,
        media_type=document.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "content-security-policy": SANDBOX,
            "x-content-type-options": "nosniff",
        },
    )


async def _seen(service: Service, document_id: UUID, caller: Caller) -> Document:
    async with service.read() as database:
        found = await read_document(database, document_id, caller)
    if found is None:
        raise NotFound(NO_DOCUMENT)
    return found


def _line(document: Document) -> DocumentLine:
    return DocumentLine(
        document_id=document.document_id,
        application_id=document.application_id,
        kind=document.kind,
        file_name=document.file_name,
        media_type=document.media_type,
        size=document.size,
        sha256=document.sha256,
        scan=document.scan,
        received_at=document.received_at.isoformat(),
    )
