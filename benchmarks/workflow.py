"""`python -m benchmarks.workflow`: whole cases a second, on a whole running register.

Applications are submitted, assessed by two people, decided and entered, all by signed
commands on Kafka, with every service, the audit log and the mail at work.
"""

import argparse
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import httpx
import uvloop

from benchmarks.applicants import SCOPES, application
from benchmarks.shares import Shares
from benchmarks.whole_cases import ASSESSORS, WholeCases
from cli.client import Client
from cli.system import System, find_system
from shared.contracts.assessment import AppointAssessor
from shared.garbage import collect_less_often
from shared.identity.demonstration import PEOPLE
from tests.support.live import LiveRegister, live_register

NUMBER, QUICK = 10_000, 1_000
AIM = 100
"""Whole cases a second on two cores."""

BUSY = 0.9
"""From so much of a core or of the machine on, there is no more of it to be had."""

LARGEST_POOL = 10_000
SETTLED_WITHIN = 600.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it; rates are whole cases a second, shares processor seconds.

    `idle` are the seconds that the processors of this machine had nothing to do.
    """

    cases: int
    seconds: float
    rate: float
    seconds_until_logged: float
    rate_until_logged: float
    entries: int
    shares: dict[str, float]
    idle: float


def main() -> None:
    """Measure, and print what bounds it."""
    parser = argparse.ArgumentParser(prog="benchmarks.workflow", description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER, help="how many cases")
    parser.add_argument("--quick", action="store_true", help=f"only {QUICK:,}")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    arguments = parser.parse_args()
    number = QUICK if arguments.quick else arguments.number
    collect_less_often()  # as every service does
    with (
        tempfile.TemporaryDirectory(prefix="register-bench-") as folder,
        live_register(Path(folder)) as live,
    ):
        measured = _measure(live, number)
    _show(measured)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(asdict(measured), indent=2) + "\n")


def _measure(live: LiveRegister, number: int) -> Measured:
    system = find_system(live.port, live.data, os.environ)
    _appoint(system)
    live.drain()
    cases = WholeCases(system, number)
    today = date.today()  # noqa: DTZ011 - the applicant's own day
    submissions = cases.prepared([application(n, today) for n in range(number)])
    print(f"{number:,} applications are sealed and signed; off they go.", flush=True)
    before, shares = _log_size(system), Shares(live.data)
    started = time.perf_counter()
    seconds = uvloop.run(cases.run(submissions))
    if cases.refused:
        raise SystemExit(f"A command was refused: {cases.refused[0]}.")
    used, idle = dict(shares.since()), shares.rested()
    live.drain(SETTLED_WITHIN)
    logged = time.perf_counter() - started
    return Measured(
        cases=number,
        seconds=seconds,
        rate=number / seconds,
        seconds_until_logged=logged,
        rate_until_logged=number / logged,
        entries=_log_size(system) - before,
        shares=used,
        idle=idle,
    )


def _appoint(system: System) -> None:
    """Give two assessors room for every case."""
    with Client(system, "registrar") as registrar:
        for name in ASSESSORS:
            person = PEOPLE[name]
            command = AppointAssessor(
                assessor_id=person.actor,
                scopes=SCOPES,
                capacity=LARGEST_POOL,
                name=person.display_name,
                email=person.email,
            )
            body = {
                "id": str(uuid4()),
                "type": command.TYPE,
                "data": command.model_dump(mode="json"),
            }
            registrar.post("assessment", "/api/commands", body)


def _log_size(system: System) -> int:
    checkpoint = httpx.get(f"{system.url('audit')}/log/checkpoint", trust_env=False)
    return int(checkpoint.raise_for_status().text.split("\n")[1])


def _show(measured: Measured) -> None:
    print(
        f"\n{measured.cases:,} whole cases in {measured.seconds:,.1f} s: "
        f"{measured.rate:,.0f} a second (the aim is {AIM}), and\n"
        f"{measured.rate_until_logged:,.0f} a second until everybody was told and "
        f"all {measured.entries:,} entries were in the log."
    )
    had = measured.seconds * (os.cpu_count() or 1)
    print(f"\nProcessor seconds of {had:,.0f}:")
    for part, seconds in measured.shares.items():
        share = seconds / measured.seconds
        print(f"  {part:34}{seconds:>8,.1f}   {share:>5.0%} of one core")
    used = sum(measured.shares.values())
    others = max(0.0, had - used - measured.idle)
    print(
        f"  {'others on this machine':34}{others:>8,.1f}   {others / had:>5.0%} of all"
    )
    print(f"  {'idle':34}{measured.idle:>8,.1f}   {measured.idle / had:>5.0%} of all")
    print(f"\nWhat bounds it: {_bound(measured, had)}.")


def _bound(measured: Measured, had: float) -> str:
    """Return in words what was short: a part's one core, the machine, or neither."""
    part, seconds = next(iter(measured.shares.items()))
    if seconds >= BUSY * measured.seconds:
        return f"{part}, which had a core to itself and no rest"
    if had - measured.idle < BUSY * had:
        return "waiting between steps, since the processors had rest"
    if sum(measured.shares.values()) >= BUSY * had:
        return "the processors, all of them at work on this"
    return "the processors, of which others on this machine had a part"


if __name__ == "__main__":
    main()
