"""What the doors of bulk actions have in common: the list, one action, its release."""

from http import HTTPStatus
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from shared.bulk.queries import Bulk, bulk_of, latest_bulks
from shared.contracts.contract import CommandData
from shared.errors import NotFound
from shared.eventstore.answers import AnswerOutcome, Ask
from shared.web.pages import page
from shared.web.service import Service

SHOWN = 50


async def one_bulk(service: Service, bulk_id: UUID) -> Bulk:
    """Return a bulk action: what it touches, what it leaves out, how far it is."""
    async with service.read() as database:
        found = await bulk_of(database, bulk_id)
    if found is None:
        raise NotFound("No bulk action has this id.")
    return found


async def list_page(
    request: Request,
    service: Service,
    template: str,
    release: type[CommandData],
    **more: object,
) -> HTMLResponse:
    """Return the page of the latest actions, with `more` for the service's template.

    Who may send `release` is offered it for what others prepared.
    """
    async with service.read() as database:
        bulks = await latest_bulks(database, SHOWN)
    return page(
        request,
        template,
        status=HTTPStatus.OK,
        bulks=bulks,
        shown=SHOWN,
        release=release.TYPE,
        **more,
    )


async def decided(request: Request, service: Service, ask: Ask) -> Response:
    """Have it decided and show the list, or say what stands against it."""
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return page(
            request, "bulk_refused.html", status=HTTPStatus.CONFLICT, refused=answer
        )
    return RedirectResponse("/bulk", HTTPStatus.SEE_OTHER)
