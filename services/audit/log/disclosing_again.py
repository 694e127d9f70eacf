"""Disclosures of entries put back are asked for from the services that recorded them.

In the background, since the log serves without them. What a service has no longer, by
an erasure or by a loss of its own, stays absent; what an erasure forbids is not kept.
"""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby

import structlog

from services.audit.log.entry import Entry
from services.audit.log.going_on import going_on
from services.audit.log.producers import Producers
from services.audit.log.refilled import (
    Refill,
    Undisclosed,
    note_asked,
    open_refills,
    undisclosed,
)
from services.audit.log.sequencing import read_all
from services.audit.log.taking_in import Brought, Intake
from shared.capability import Database
from shared.errors import Unavailable

AT_ONCE = 1000
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0

log = structlog.get_logger()


async def disclose_again(
    database: Database, intake: Intake, producers: Producers
) -> None:
    """Ask for whatever was put back, until every service has been asked."""
    pause = FIRST_PAUSE_SECONDS
    while going_on():
        try:
            for refill in await open_refills(database):
                await _disclose(database, intake, producers, refill)
        except Unavailable as error:
            log.warning("disclosures not asked for", cause=error.sentence)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
        else:
            return


async def _disclose(
    database: Database, intake: Intake, producers: Producers, refill: Refill
) -> None:
    kept = 0
    for first in range(refill.asked, refill.end, AT_ONCE):
        end = min(refill.end, first + AT_ONCE)
        lacking = await undisclosed(database, first, end)
        for _, of_stream in groupby(lacking, key=lambda it: it.stream):
            disclosed = await _asked(producers, list(of_stream))
            await intake.bring(Brought(disclosed=disclosed))
            kept += len(disclosed)
        await note_asked(database, refill, end)
    log.info("disclosures asked for", first=refill.first, end=refill.end, kept=kept)


async def _asked(
    producers: Producers, lacking: Sequence[Undisclosed]
) -> list[tuple[int, Entry]]:
    """Return the entries of one stream with the disclosures that its service has."""
    service, stream = lacking[0].source.removeprefix("/"), lacking[0].stream
    if service not in producers.names:
        return []
    after, last = lacking[0].version - 1, lacking[-1].version
    disclosed: list[tuple[int, Entry]] = []
    while after < last:
        page = await producers.stream(service, stream, after)
        if not page:
            break
        entries = [it for _, it in read_all(page) if isinstance(it, Entry)]
        disclosed += _matching(lacking, entries)
        after = page[-1].offset
    return disclosed


def _matching(
    lacking: Sequence[Undisclosed], entries: Iterable[Entry]
) -> list[tuple[int, Entry]]:
    # Only of the very bytes that are logged: their digests hold the disclosures.
    indexes = {it.leaf: it.index for it in lacking}
    return [
        (indexes[it.leaf], it)
        for it in entries
        if it.leaf in indexes and it.disclosures
    ]
