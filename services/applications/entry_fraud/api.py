"""Cases of entry fraud for programs: who may see which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from fastapi import APIRouter

from services.applications.entry_fraud.queries import (
    Case,
    CaseLine,
    list_cases,
    read_case,
)
from services.applications.ties import is_tied
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed
from shared.web.service import Service

router = APIRouter()
MOST = 200
_JUDGES = frozenset({Role.REGISTRAR, Role.PANEL})


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that the caller may see, oldest first."""

    cases: Sequence[CaseLine]


@router.get("/api/entry-fraud", dependencies=[allowed("applications.list-entry-fraud")])
async def cases(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    ended: bool = False,
) -> Cases:
    """Return the open cases, or all with those that ended; none of whom one knows."""
    async with service.read() as database:
        found = await list_cases(database, caller.actor, MOST, ended=ended)
    looking.results = len(found)
    return Cases(found)


@router.get(
    "/api/entry-fraud/{case_id}",
    dependencies=[allowed("applications.read-entry-fraud")],
)
async def case(
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Case:
    """Return a case to registrar, panel and the person it is about; else 404."""
    found = await case_seen_by(service, case_id, caller)
    looking.person_id = found.person_id
    return found


async def case_seen_by(service: Service, case_id: UUID, caller: Caller) -> Case:
    """Return a case as the caller may see it; `NotFound` to whoever may not.

    The person concerned is not told who alleges it, nor who decides.
    """
    async with service.read() as database:
        found = await read_case(database, case_id)
        tied = found is not None and await is_tied(
            database, found.application_id, caller.actor
        )
    if found is None:
        raise NotFound("There is no such case.")
    if found.applicant == caller.actor:
        return replace(found, raiser="", decider=None)
    if tied or _JUDGES.isdisjoint(caller.roles):
        raise NotFound("There is no such case.")
    return found
