"""The public register for programs."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from services.applications.registration.queries import (
    Entry,
    Stood,
    entry_on,
    find_entries,
    stood,
)
from shared.clock import end_of_register_day, register_date
from shared.errors import Malformed, NotFound
from shared.web.current import CurrentService, allowed

router = APIRouter()

MOST = 50
MOST_AT_ONCE = 1000
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


@dataclass(frozen=True, slots=True)
class RegisterAsAt:
    """A page of the register as it stood on a day; `next` is where the next begins."""

    as_at: date
    known: date | None
    entries: list[Stood]
    next: str | None


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


@router.get(
    "/api/register/as-at", dependencies=[allowed("applications.read-register-as-at")]
)
async def register_as_at(
    service: CurrentService,
    day: Annotated[date, Query(alias="date", description="The day of effect.")],
    known: date | None = None,
    after: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 200,
) -> RegisterAsAt:
    """Return the register as it stood on a day, as it was known on another.

    It is this service's own answer, which the audit log's must equal.
    """
    before = None if known is None else end_of_register_day(known)
    async with service.read() as database:
        entries = await stood(database, after, day, before, limit)
    following = entries[-1].registration_number if len(entries) == limit else None
    return RegisterAsAt(as_at=day, known=known, entries=entries, next=following)


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
        levels=found.levels,
        as_at=on,
    )
