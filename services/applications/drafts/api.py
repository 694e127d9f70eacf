"""An applicant's drafts for programs; they are started and saved by commands."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from services.applications.drafts.queries import Draft, own_draft, own_drafts
from shared.errors import NotFound
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed

router = APIRouter()


class OwnDrafts(BaseModel):
    """The caller's own drafts, the latest first."""

    drafts: Sequence[Draft]


@router.get("/api/drafts", dependencies=[allowed("applications.read-own-drafts")])
async def drafts(
    service: CurrentService, caller: CurrentCaller, looking: CurrentLooking
) -> OwnDrafts:
    """Return the caller's own drafts."""
    async with service.read() as database:
        own = await own_drafts(database, caller.actor)
    looking.results = len(own)
    return OwnDrafts(drafts=own)


@router.get(
    "/api/drafts/{draft_id}", dependencies=[allowed("applications.read-own-drafts")]
)
async def draft(
    draft_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Draft:
    """Return a draft to whose it is; to nobody else does it exist."""
    async with service.read() as database:
        own = await own_draft(database, draft_id, caller.actor)
    if own is None:
        raise NotFound("There is no such draft.")
    looking.person_id = own.person_id
    return own
