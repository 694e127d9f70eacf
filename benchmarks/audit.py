"""`python -m benchmarks.audit`: a log of a million entries, written and read."""

import argparse
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import structlog
import uvloop

from benchmarks.growing_log import PIECE, GrownLog, grow
from benchmarks.ingest import measure_ingest
from benchmarks.measuring import Compared
from benchmarks.places import scratch, started
from benchmarks.reading_log import measure_verifying, proof_seconds, trail_seconds
from benchmarks.report import print_compared, print_floors
from benchmarks.scale import FULL, QUICK
from shared.garbage import collect_less_often

MILLION = 1_000_000
A_FEW = 3
"""Pieces at either end of the log whose rates are compared; single ones waver."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of ours, and what it should be."""

    name: str
    value: str
    aim: str


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="benchmarks.audit", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short, rough look")
    parser.add_argument("--size", type=int, default=MILLION, help="entries in the log")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    collect_less_often()  # as every service does
    size = min(arguments.size, 5 * PIECE) if arguments.quick else arguments.size
    with scratch() as data:
        compared, figures = uvloop.run(_measure(data, size, quick=arguments.quick))
    print_floors(compared)
    if arguments.json is not None:
        found = [asdict(it) | {"ratio": it.ratio} for it in compared]
        found += [asdict(it) for it in figures]
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


async def _measure(
    data: Path, size: int, *, quick: bool
) -> tuple[list[Compared], list[Figure]]:
    async with started(data) as places:
        compared = await measure_ingest(places, QUICK if quick else FULL)
        print_compared(compared, heading=True)
        log = await grow(places, size)
        compared.append(await measure_verifying(log, "tile/entries"))
        print_compared(compared[-1:], heading=False)
        figures = [*_growth(log), *await _reading(log)]
    print()
    for figure in figures:
        print(f"{figure.name:58}{figure.value:>22}   aim: {figure.aim}")
    return compared, figures


def _growth(log: GrownLog) -> list[Figure]:
    early, late = log.rates[1 : A_FEW + 1], log.rates[-A_FEW:]
    ratio = median(late) / median(early)
    return [
        Figure(
            f"ingest at {log.size:,} entries as a part of that at {2 * PIECE:,}",
            f"{median(late):,.0f}/s, {ratio:.2f}",
            "0.8 or more",
        ),
        Figure(
            f"resident memory after {A_FEW * PIECE:,} and after {log.size:,} entries",
            f"{log.memory[A_FEW - 1]:,.0f}, {log.memory[-1]:,.0f} MiB",
            "flat",
        ),
    ]


async def _reading(log: GrownLog) -> list[Figure]:
    trail, proof = await trail_seconds(log), await proof_seconds(log)
    return [
        Figure("a person's trail, p50/p99", _milliseconds(trail), "20 ms or less"),
        Figure("an inclusion proof, p50/p99", _milliseconds(proof), "5 ms or less"),
    ]


def _milliseconds(seconds: tuple[float, float]) -> str:
    return " / ".join(f"{1e3 * it:,.1f} ms" for it in seconds)


if __name__ == "__main__":
    main()
