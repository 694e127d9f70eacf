"""`python -m benchmarks.core`: the core path against bare floors, in one table."""

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

import structlog
import uvloop

from benchmarks.commands import measure_commands
from benchmarks.ingest import measure_ingest
from benchmarks.measuring import Compared, Waited
from benchmarks.places import Places, scratch, started
from benchmarks.relay import measure_relay
from benchmarks.report import print_compared, print_floors, print_waited
from benchmarks.scale import FULL, QUICK, Scale
from benchmarks.subscriber import measure_subscriber
from benchmarks.to_checkpoint import measure_to_checkpoint
from shared.garbage import collect_less_often

RATES = {
    "commands": measure_commands,
    "relay": measure_relay,
    "subscriber": measure_subscriber,
    "ingest": measure_ingest,
}
CHECKPOINT = "checkpoint"


def main() -> None:
    """Measure what is asked for, all of it unless told, and print it."""
    parser = argparse.ArgumentParser(prog="benchmarks.core", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short, rough look")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument(
        "--only", action="append", choices=[*RATES, CHECKPOINT], help="may be repeated"
    )
    arguments = parser.parse_args()
    _be_quiet()
    chosen = arguments.only or [*RATES, CHECKPOINT]
    collect_less_often()  # as every service does
    scale = QUICK if arguments.quick else FULL
    with scratch() as data:
        compared, waits = uvloop.run(_measure(data, scale, chosen))
    print_floors([*compared, *waits])
    if arguments.json is not None:
        figures = [asdict(it) | {"ratio": it.ratio} for it in (*compared, *waits)]
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


async def _measure(
    data: Path, scale: Scale, chosen: list[str]
) -> tuple[list[Compared], list[Waited]]:
    compared: list[Compared] = []
    waits: list[Waited] = []
    async with started(data) as places:
        for name, measure in RATES.items():
            if name in chosen:
                results = await measure(places, scale)
                print_compared(results, heading=not compared)
                compared += results
        if CHECKPOINT in chosen:
            waits = await _wait(places, scale)
    return compared, waits


async def _wait(places: Places, scale: Scale) -> list[Waited]:
    waits = await measure_to_checkpoint(places, scale)
    print_waited(waits)
    return waits


def _be_quiet() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


if __name__ == "__main__":
    main()
