"""Taking a document in: read once, told whole, scanned, kept, and only then recorded.

Whatever is wrong with it refuses it whole; what was kept and then not recorded is an
orphan, which the sweep destroys.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from uuid_utils.compat import uuid7

from services.applications.documents.faults import Fault, UnacceptableDocument
from services.applications.documents.keeping import Keeping, key_of
from services.applications.documents.recognising import recognised
from services.applications.documents.scanning import Scanner
from services.applications.evidence.commands import ReceiveDocument
from services.applications.evidence.queries import sight_of
from services.applications.evidence.subscribers import EVIDENCE, policy
from shared.contracts.evidence import Scan
from shared.errors import Malformed, NotFound
from shared.eventstore.answers import Answer, Internal
from shared.identity.caller import Caller
from shared.web.service import Service

FILE, KIND, ID = "document", "kind", "document_id"
FORM_BYTES = 65_536
"""What the form around a document may add to it."""

PIECE_BYTES = 1_048_576
MOST_FIELDS = 5
LONGEST_NAME = 200
UPLOADS = "/documents"
LARGEST_UPLOAD = 268_435_456
"""The bytes that no rulebook's limit passes: what a request may have at all."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The document store and the malware scanner of the service."""

    keeping: Keeping
    scanner: Scanner


def with_documents(documents: Documents, *routers: APIRouter) -> APIRouter:
    """Return these routes, which take and give these documents."""

    def offer(request: Request) -> None:
        request.state.documents = documents

    offering = APIRouter(dependencies=[Depends(offer)])
    for router in routers:
        offering.include_router(router)
    return offering


def current_documents(request: Request) -> Documents:
    """Return the documents of the service that the request came to."""
    return cast("Documents", request.state.documents)


CurrentDocuments = Annotated[Documents, Depends(current_documents)]


@dataclass(frozen=True, slots=True)
class Upload:
    """A document on its way in, as its sender named it."""

    document_id: UUID
    kind: str
    file: BinaryIO
    file_name: str | None


async def take_document(
    request: Request,
    service: Service,
    documents: Documents,
    application_id: UUID,
    caller: Caller,
    correlation_id: UUID,
) -> tuple[UUID, Answer]:
    """Return the id of the document that the request brings, and the answer to it.

    Raises `NotFound` where the case is none of the caller's, `Malformed` where the
    form cannot be read, `UnacceptableDocument` where the document is not taken, and
    `Unavailable` where the store does not answer.
    """
    async with service.read() as database:
        sight = await sight_of(database, application_id, caller)
    if sight is None or not sight[0].everything:
        raise NotFound("There is no such application.")
    largest = service.rulebook.evidence.largest_bytes
    async with await _form(request, largest) as form:
        upload = _upload(form)
        command = await _received(upload, service, documents, application_id)
        asked = Internal(
            EVIDENCE.name,
            command,
            uuid7(),
            caller.actor,
            correlation_id,
            kept=False,
        )
        [answer] = await service.execute_internal([asked])
    return upload.document_id, answer


async def _received(
    upload: Upload, service: Service, documents: Documents, application_id: UUID
) -> ReceiveDocument:
    """Return the command that records the document, once it is kept."""
    rules = policy(service.rulebook, upload.kind)
    size, digest, media_type = await asyncio.to_thread(_told, upload.file)
    if size > rules.largest_bytes:
        raise too_large(rules.largest_bytes)
    if media_type not in rules.media_types:
        raise UnacceptableDocument(
            Fault.NOT_ACCEPTED, "The rulebook takes no document of this type."
        )
    if rules.seen_by is None:
        raise Malformed("kind: the rulebook has no such kind of document.", KIND)
    verdict = await documents.scanner.scan(upload.file)
    if verdict.scan is Scan.INFECTED:
        raise UnacceptableDocument(
            Fault.INFECTED, "The document holds malware, and nothing of it was kept."
        )
    await documents.keeping.put(key_of(upload.document_id, digest), upload.file)
    return ReceiveDocument(
        document_id=upload.document_id,
        application_id=application_id,
        kind=upload.kind,
        sha256=digest,
        size=size,
        media_type=media_type,
        scan=verdict.scan,
        file_name=upload.file_name,
        policy=rules,
        now=service.clock.now(),
    )


def too_large(largest: int) -> UnacceptableDocument:
    """Return what is wrong with a document of more bytes than the rulebook allows."""
    return UnacceptableDocument(
        Fault.TOO_LARGE,
        f"The document is larger than {largest / 1_048_576:.0f} MB"
        f" ({largest} bytes): make it smaller, or send it in parts.",
    )


def _told(file: BinaryIO) -> tuple[int, str, str]:
    """Return size, SHA-256 and media type of a whole document."""
    file.seek(0)
    digest, size = sha256(), 0
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest(), recognised(file)


class _Form:
    """A form whose files are closed, however it ends."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    async def __aenter__(self) -> FormData:
        """Return the form."""
        return self._form

    async def __aexit__(self, *_: object) -> None:
        """Close its files."""
        await self._form.close()


async def _form(request: Request, largest: int) -> _Form:
    """Return the form, read piece by piece and no further than it may be long.

    It is read here, after the caller is known to be allowed: FastAPI would read it
    before.
    """
    said = request.headers.get("content-type", "")
    if not said.startswith("multipart/form-data"):
        raise Malformed("A document comes as multipart/form-data.", FILE)
    parser = MultiPartParser(
        request.headers,
        _at_most(request, largest),
        max_files=1,
        max_fields=MOST_FIELDS,
    )
    try:
        return _Form(await parser.parse())
    except (MultiPartException, KeyError, ValueError) as error:
        raise Malformed("The form cannot be read.", FILE) from error


async def _at_most(request: Request, largest: int) -> AsyncGenerator[bytes]:
    read = 0
    async for piece in request.stream():
        read += len(piece)
        if read > largest + FORM_BYTES:
            raise too_large(largest)
        yield piece


def _upload(form: FormData) -> Upload:
    """Return what the form brings; `Malformed` names the field that is missing."""
    file, kind = form.get(FILE), form.get(KIND)
    if not isinstance(file, UploadFile) or not file.filename:
        raise Malformed("document: choose a document to send.", FILE)
    if not isinstance(kind, str) or not kind:
        raise Malformed("kind: say what kind of document it is.", KIND)
    return Upload(_id(form.get(ID)), kind, file.file, _name(file.filename))


def _id(text: str | UploadFile | None) -> UUID:
    """Return the id that the sender drew, so that the same may be sent again."""
    if text is None or text == "":
        return uuid7()
    try:
        return UUID(str(text))
    except ValueError as error:
        raise Malformed("document_id: this is not a UUID.", ID) from error


def _name(text: str) -> str | None:
    """Return a file's name without folders and without what nobody can type."""
    last = PurePosixPath(text.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:LONGEST_NAME] or None
