"""`python -m benchmarks.notices`: a cohort of 100,000 is asked for, queued and told."""

import argparse
import json
import logging
import sys
from collections import Counter
from dataclasses import asdict
from email.policy import SMTP as CRLF
from pathlib import Path

import asyncpg
import structlog
import uvloop

from benchmarks.floors.mailing import send_bare, serving
from benchmarks.floors.producer import kafka_record, send_all
from benchmarks.floors.same_rows import copy_same_rows
from benchmarks.measuring import Compared, Stopwatch
from benchmarks.places import BenchDatabase, Places, scratch, started
from benchmarks.processes import running, say, until, until_none
from benchmarks.report import print_compared, print_floors
from benchmarks.workload import BATCH
from services.notifications.transports.envelope import Sender, posted
from services.notifications.transports.port import Letter
from shared.capability import Database
from shared.embedded.ports import free_ports
from tests.support.cohort import cohort

MIGRATIONS = Path(__file__).parents[1] / "services" / "notifications" / "migrations"
FULL, QUICK = 100_000, 5_000
AIM_SECONDS = 120
LANES = 4
MOST_BARE = 5_000
"""The floor sends so many at most: a rate needs no more."""
TABLES = ("events", "disclosures", "deliveries", "deadlines", "inbox")

QUEUED = "SELECT count(*) FROM deliveries"
SETTLED = "SELECT count(*) FROM deliveries WHERE status <> 'due'"
UNPUBLISHED = """
SELECT count(*) FROM events
WHERE position > (SELECT coalesce(max(position), 0) FROM relay_cursor)
"""
LETTERS = """
SELECT message_id, address, subject_line, body, html, requested_at
FROM deliveries
LIMIT $1
"""
COPY_DOES = (
    "COPY of the very rows that queueing left (events, disclosures, deliveries, "
    f"deadlines, inbox), {BATCH} notices a transaction, on one connection"
)
SEND_DOES = (
    f"aiosmtplib on {LANES} connections sending the same letters to the same server, "
    "and recording nothing"
)


def main() -> None:
    """Measure it and print it; exit with 1 where somebody was missed or told twice."""
    parser = argparse.ArgumentParser(prog="benchmarks.notices", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000, for a rough look")
    parser.add_argument("--number", type=int, help="so many registrants")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    number = arguments.number or (QUICK if arguments.quick else FULL)
    with scratch() as data:
        compared, faults = uvloop.run(_measure(data, number))
    print_floors(compared)
    if arguments.json is not None:
        figures = [asdict(it) | {"ratio": it.ratio} for it in compared]
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


async def _measure(data: Path, number: int) -> tuple[list[Compared], list[str]]:
    notes, port = data / "letters.txt", free_ports(1)[0]
    async with started(data) as places, serving(port, notes):
        owned = await places.database("notices", MIGRATIONS)
        database = await asyncpg.connect(owned.owner_dsn)
        try:
            queued = await _queueing(places, owned, database, number)
            print_compared([queued], heading=True)
            _say_time("queued and published", number / queued.ours, number)
            bare = await _bare(database, port, min(number, MOST_BARE))
            notes.write_text("")
            sent = Compared(
                "notices sent",
                await _sending(owned, database, port, data, number),
                bare,
                SEND_DOES,
            )
        finally:
            await database.close()
        print_compared([sent], heading=False)
        told = Counter(notes.read_text(encoding="utf-8").split())
    return [queued, sent], _faults(told, number)


async def _queueing(
    places: Places, owned: BenchDatabase, database: Database, number: int
) -> Compared:
    """Have what asks for the notices on Kafka, then hear it, decide and publish."""
    prefix = await places.topics()
    say(f"asking for {number:,} notices …")
    asking = [kafka_record(event, prefix) for event in cohort(number)]
    await send_all(places.kafka, asking)
    process = (
        "tests.support.queueing_process",
        owned.dsn,
        places.kafka,
        prefix,
    )
    async with running(*process):
        first = await until(database, QUEUED, 1, "queued", number)
        stopwatch = Stopwatch()
        await until(database, QUEUED, number, "queued", number)
        await until_none(database, UNPUBLISHED)
        ours = stopwatch.rate(number - first)
    floor = await copy_same_rows(database, TABLES, number, BATCH)
    return Compared("notices queued and published", ours, floor, COPY_DOES)


async def _sending(
    owned: BenchDatabase, database: Database, port: int, data: Path, number: int
) -> float:
    """Send what is queued, at the server's pace; return how many a second."""
    process = (
        "tests.support.sending_process",
        owned.dsn,
        str(port),
        str(data),
        str(LANES),
        "",
        "0",
    )
    async with running(*process):
        first = await until(database, SETTLED, 1, "sent", number)
        stopwatch = Stopwatch()
        await until(database, SETTLED, number, "sent", number)
        return stopwatch.rate(number - first)


async def _bare(database: Database, port: int, number: int) -> float:
    """Send letters like ours by the bare loop; return how many a second."""
    sender = Sender("Professional register", "register@register.example")
    letters: list[tuple[str, bytes]] = [
        (
            row["address"],
            posted(
                Letter(
                    message_id=row["message_id"],
                    to=row["address"],
                    subject=row["subject_line"],
                    body=row["body"],
                    written_at=row["requested_at"],
                    html=row["html"],
                ),
                sender,
                CRLF,
            ),
        )
        for row in await database.fetch(LETTERS, number)
    ]
    return await send_bare(port, letters, LANES)


def _faults(told: Counter[str], number: int) -> list[str]:
    """Return whom the server says was missed or told twice, in a sentence each."""
    twice = sum(1 for times in told.values() if times > 1)
    faults: list[str] = []
    if len(told) != number:
        faults.append(f"{number - len(told):,} of {number:,} were not told.")
    if twice:
        faults.append(f"{twice:,} were told twice.")
    return faults


def _say_time(what: str, seconds: float, number: int) -> None:
    aim = AIM_SECONDS * number / FULL
    print(f"{number:,} {what} in {seconds:,.0f} s   aim: {aim:,.0f} s or less")


if __name__ == "__main__":
    main()
