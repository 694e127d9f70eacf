"""The documents of a case for people: a list, a form to add one, and taking back."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.evidence.api import NO_CASE, content_response, withdraw
from services.applications.evidence.queries import (
    Document,
    list_documents,
    read_document,
    sight_of,
)
from services.applications.evidence.uploading import CurrentDocuments, take_document
from services.applications.wanted import Wanted, read_wanted
from shared.contracts.evidence import WithdrawDocument
from shared.errors import Malformed, NotFound
from shared.eventstore.answers import AnswerOutcome
from shared.identity.caller import Caller
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class Listed:
    """What somebody sees of a case's documents: those there are, and those wanted."""

    documents: Sequence[Document]
    wanted: Sequence[Wanted]
    adds: bool


@router.get(
    "/applications/{application_id}/documents",
    dependencies=[allowed("applications.list-documents")],
)
async def document_list(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the documents of a case that the caller may see."""
    looking.results = len((await _listed(service, application_id, caller)).documents)
    return await _page(request, service, application_id, caller)


@router.post(
    "/applications/{application_id}/documents",
    dependencies=[allowed("applications.add-document")],
)
async def add_document(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    documents: CurrentDocuments,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Add the document, or say beside the form why it was not taken."""
    try:
        _, answer = await take_document(
            request, service, documents, application_id, caller, correlation
        )
    except Malformed as error:
        return await _page(
            request,
            service,
            application_id,
            caller,
            fault=error.sentence,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _page(
            request,
            service,
            application_id,
            caller,
            fault=answer.sentence,
            status=HTTPStatus.CONFLICT,
        )
    return _back(application_id)


@router.get(
    "/documents/{document_id}",
    dependencies=[allowed("applications.read-document")],
)
async def read(
    document_id: UUID,
    service: CurrentService,
    documents: CurrentDocuments,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Response:
    """Give the document away to those on its case."""
    async with service.read() as database:
        found = await read_document(database, document_id, caller)
    if found is None:
        raise NotFound("There is no such document.")
    looking.person_id = found.person_id
    return await content_response(found, documents)


@router.post(
    "/documents/{document_id}/withdrawal",
    dependencies=[allowed(WithdrawDocument.TYPE)],
)
async def withdraw_document(
    request: Request,
    document_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Take the document back, and show what is left."""
    async with service.read() as database:
        found = await read_document(database, document_id, caller)
    if found is None:
        raise NotFound("There is no such document.")
    answer = await withdraw(service, document_id, caller, correlation)
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _page(
            request,
            service,
            found.application_id,
            caller,
            fault=answer.sentence,
            status=HTTPStatus.CONFLICT,
        )
    return _back(found.application_id)


async def _page(
    request: Request,
    service: Service,
    application_id: UUID,
    caller: Caller,
    *,
    fault: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    listed = await _listed(service, application_id, caller)
    rules = service.rulebook.evidence
    return page(
        request,
        "documents.html",
        status=status,
        application_id=application_id,
        documents=listed.documents,
        wanted=listed.wanted,
        titles={kind.code: kind.title for kind in rules.kinds},
        kinds=rules.kinds,
        largest_megabytes=rules.largest_bytes // 1_048_576,
        adds=listed.adds,
        fault=fault,
        document_id=uuid4(),
    )


async def _listed(service: Service, application_id: UUID, caller: Caller) -> Listed:
    """Return what the caller may see of a case, and whether they may add to it."""
    async with service.read() as database:
        sight = await sight_of(database, application_id, caller)
        if sight is None:
            raise NotFound(NO_CASE)
        seen, case = sight
        listed = await list_documents(database, application_id, seen)
        wanted = await read_wanted(database, application_id, service.rulebook)
    kinds = {one.code: one for one in service.rulebook.evidence.kinds}
    return Listed(
        documents=listed,
        # Whoever sees some kinds only is not told of the others either.
        wanted=[each for each in wanted if seen.of_kind(kinds[each.evidence.kind])],
        adds=seen.everything and not case.closed,
    )


def _back(application_id: UUID) -> RedirectResponse:
    return RedirectResponse(
        f"/applications/{application_id}/documents", status_code=HTTPStatus.SEE_OTHER
    )
