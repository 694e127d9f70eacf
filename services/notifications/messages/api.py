"""The list of messages for programs: what was owed and what became of it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.notifications.messages.queries import (
    MessageLine,
    Status,
    count_messages,
    list_messages,
)
from services.notifications.messages.unmet import (
    Unmet,
    list_unmet,
    next_place,
    place_at,
)
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter()

LARGEST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Messages:
    """A page of messages, oldest first; `next` asks for the page after it.

    `counts` are all messages by status, whatever was asked for.
    """

    messages: list[MessageLine]
    next: UUID | None
    counts: dict[str, int]


@router.get("/api/messages", dependencies=[allowed("notifications.list-messages")])
async def messages(
    service: CurrentService,
    looking: CurrentLooking,
    status: Status | None = None,
    about: str | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> Messages:
    """Return messages without their words, oldest first."""
    async with service.read() as database:
        lines = await list_messages(database, status, about, after, limit)
        counts = await count_messages(database)
    looking.results = len(lines)
    return Messages(
        lines, lines[-1].message_id if len(lines) == limit else None, counts
    )


@dataclass(frozen=True, slots=True)
class UnmetObligations:
    """What is not met, oldest first, and what can be done about each.

    `next` asks for the page after it.
    """

    unmet: list[Unmet]
    next: str | None


@router.get("/api/unmet", dependencies=[allowed("notifications.list-messages")])
async def unmet(
    service: CurrentService,
    looking: CurrentLooking,
    after: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> UnmetObligations:
    """Return the obligations that failed, came back or are overdue, oldest first."""
    async with service.read() as database:
        found = await list_unmet(database, service.clock.now(), limit, place_at(after))
    looking.results = len(found)
    return UnmetObligations(found, next_place(found, limit))
