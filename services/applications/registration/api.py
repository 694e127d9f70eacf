"""The public register for programs."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from services.applications.registration.queries import Entry, entry_on, find_entries
from shared.clock import register_date
from shared.errors import Malformed, NotFound
from shared.web.current import CurrentService, allowed

router = APIRouter()

MOST = 50
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The entries found, by name; `more` where the search should be narrower."""

    entries: list[Entry]
    more: bool


@dataclass(frozen=True, slots=True)
class EntryOn(Entry):
    """An entry as it stood at the end of a day."""

    as_at: date


@router.get("/api/register", dependencies=[allowed("applications.search-register")])
async def search(
    service: CurrentService,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_SEARCH)],
) -> Found:
    """Return the entries whose name has every word of `q`, or whose number it is."""
    today = register_date(service.clock.now())
    async with service.read() as database:
        entries = await find_entries(database, q, today, MOST + 1)
    return Found(entries=entries[:MOST], more=len(entries) > MOST)


@router.get("/api/register/{number}", dependencies=[allowed("applications.read-entry")])
async def entry(
    service: CurrentService, number: str, as_at: date | None = None
) -> EntryOn:
    """Return an entry as it stands, or as it stood on a day."""
    today = register_date(service.clock.now())
    on = as_at or today
    if on > today:
        raise Malformed("The register cannot be read on a day to come.", "as_at")
    async with service.read() as database:
        found = await entry_on(database, number, on)
    if found is None:
        raise NotFound("There was no entry with this number on that day.")
    return EntryOn(
        registration_number=found.registration_number,
        given_names=found.given_names,
        family_name=found.family_name,
        work_town=found.work_town,
        scopes=found.scopes,
        status=found.status,
        registered_on=found.registered_on,
        as_at=on,
    )
