"""Declared matters for programs: the panel's queue, a matter, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.applications.declarations.queries import (
    Declaration,
    DeclarationLine,
    conclusion_of,
    declaration_for,
    queue_of,
)
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.web.current import (
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.service import Service

router = APIRouter()

LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Declarations:
    """A page of a member's queue; `next` asks for the page after it."""

    declarations: Sequence[DeclarationLine]
    next: UUID | None


@router.get(
    "/api/declarations", dependencies=[allowed("applications.list-declarations")]
)
async def declarations(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE,
) -> Declarations:
    """Return what waits for the calling member's finding; 404 to anybody else."""
    require_panel(caller)
    async with service.read() as database:
        lines = await queue_of(database, caller.actor, after, limit)
    looking.results = len(lines)
    following = lines[-1].application_id if len(lines) == limit else None
    return Declarations(lines, following)


@router.get(
    "/api/declarations/{application_id}",
    dependencies=[allowed("applications.read-declaration")],
)
async def declaration(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Declaration:
    """Return a matter to who may sit on it, its findings to the registrar; else 404."""
    found = await declaration_seen_by(service, application_id, caller)
    looking.person_id = found.person_id
    return found


def require_panel(caller: Caller) -> None:
    """Return if the caller is of the panel; to anybody else there is no such place."""
    if Role.PANEL not in caller.roles:
        raise NotFound


async def declaration_seen_by(
    service: Service, application_id: UUID, caller: Caller
) -> Declaration:
    """Return the matter as the caller may see it; raises `NotFound`."""
    async with service.read() as database:
        if Role.PANEL in caller.roles:
            found = await declaration_for(database, application_id, caller.actor)
        elif Role.REGISTRAR in caller.roles:
            found = await conclusion_of(database, application_id)
        else:
            found = None
    if found is None:
        raise NotFound
    return found
