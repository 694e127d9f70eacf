"""The disclosures beside the log's bundles, for an export by whoever may see them."""

from collections.abc import AsyncGenerator, Collection, Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from oversight.disclosures import write_disclosures
from oversight.visibility import may_see
from services.audit.trails.asking import AtCheckpoint
from shared.capability import Database
from shared.contracts.sealing import open_disclosure
from shared.errors import NotFound
from shared.identity.roles import Role
from shared.tlog.tiles import Tile, parse_tile_path
from shared.web.current import CurrentCaller, CurrentService, allowed
from shared.web.service import Service

IN_BUNDLE = """
SELECT entry_index, disclosures, type
FROM entry_disclosures JOIN entries ON entries.index = entry_index
WHERE entry_index >= $1 AND entry_index <= $2 ORDER BY entry_index
"""

MOST_BUNDLES = 64
"""How many bundles are had in one look: some 16,000 entries."""

MOST_INDEX = 2**40
# Somebody may be erased the next moment, and no cache hears of it.
_NOT_KEPT = {"Cache-Control": "no-store"}

router = APIRouter(tags=["log"])


@router.get(
    "/api/log/disclosures",
    response_class=StreamingResponse,
    dependencies=[allowed("audit.read-disclosures")],
)
async def disclosures_of_bundles(
    service: CurrentService,
    caller: CurrentCaller,
    first: Annotated[int, Query(ge=0, le=MOST_INDEX)] = 0,
    count: Annotated[int, Query(ge=1, le=MOST_BUNDLES)] = 1,
) -> StreamingResponse:
    """Return the disclosures of several bundles, by the number of each, in one look.

    Of each bundle it is the object that is had of it alone. They are read one by one,
    while the answer goes out.
    """
    bundles = range(first, first + count)
    return StreamingResponse(
        _of_bundles(service, bundles, caller.roles),
        media_type="application/json",
        headers=_NOT_KEPT,
    )


@router.get(
    "/api/log/disclosures/{number:path}",
    response_class=Response,
    dependencies=[allowed("audit.read-disclosures")],
)
async def disclosures(
    number: str, service: CurrentService, caller: CurrentCaller, at: AtCheckpoint
) -> Response:
    """Return the disclosures of a bundle of entries by index, as the caller may see.

    The number is that of a whole bundle, such as `x001/067`.
    """
    bundle = parse_tile_path(f"tile/entries/{number}")
    if bundle is None or bundle != bundle.full:
        raise NotFound("There is no such bundle: its number is one like x001/067.")
    if bundle.first_entry >= at.size:
        raise NotFound(f"The log has {at.size} entries, and no bundle of that number.")
    async with service.read() as database:
        found = await _in_bundle(
            database, bundle.first_entry, bundle.last_entry, caller.roles
        )
    return Response(
        write_disclosures(found), media_type="application/json", headers=_NOT_KEPT
    )


async def _of_bundles(
    service: Service, bundles: range, roles: Collection[Role]
) -> AsyncGenerator[bytes]:
    before = b"{"
    for number in bundles:
        bundle = Tile(None, number)
        async with service.read() as database:
            found = await _in_bundle(
                database, bundle.first_entry, bundle.last_entry, roles
            )
        yield before + f'"{number}":'.encode() + write_disclosures(found)
        before = b","
    yield b"}"


async def _in_bundle(
    database: Database, first: int, last: int, roles: Collection[Role]
) -> dict[int, list[str]]:
    rows = await database.fetch(IN_BUNDLE, first, last)
    shown = {
        row["entry_index"]: list(
            _visible(row["disclosures"].split("~"), row["type"], roles)
        )
        for row in rows
    }
    return {index: texts for index, texts in shown.items() if texts}


def _visible(
    texts: list[str], event_type: str, roles: Collection[Role]
) -> Iterator[str]:
    for text in texts:
        name, _ = open_disclosure(text)
        if may_see(roles, name, event_type):
            yield text
