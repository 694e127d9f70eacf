"""A running system: started in order, kept running, and stopped in reverse."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from cli.starting.databases import prepare_databases
from cli.starting.environment import RULEBOOK, Premises
from cli.starting.handing_over import hand_log_over
from cli.starting.keeping import first_failure, keep_running
from cli.starting.opening import open_for_business, scopes_in_force
from cli.starting.serving import service_part
from cli.system import LOOPBACK, SERVICES, Ports, System, broker_note
from shared.embedded.directory import claim, run_directory
from shared.embedded.failures import JarsUnavailable, PartFailed
from shared.embedded.jars import kafka_jars
from shared.embedded.kafka import EmbeddedKafka
from shared.embedded.mock_kafka import MockKafka
from shared.embedded.parts import Part
from shared.embedded.ports import require_free
from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.running import stop_leftovers
from shared.embedded.supervisor import Supervisor
from shared.identity.demonstration import ensure_identity
from shared.messaging.topics import ensure_topics

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What somebody wants started: where, under which rules, and at which time."""

    ports: Ports
    data: Path
    rulebook: Path = RULEBOOK
    clock: datetime | None = None
    say: Say = print
    witness_policy: Path | None = None
    hand_over: str | None = None


@dataclass(frozen=True)
class RunningSystem:
    """A system that runs: where it is, its parts by name, and who watches them."""

    system: System
    parts: dict[str, Part]
    supervisor: Supervisor
    say: Say

    async def keep(self) -> None:
        """Start again what ends by itself; never returns, raises `PartFailed`."""
        await keep_running(self.supervisor, list(self.parts.values()), self.say)


@asynccontextmanager
async def running_system(wanted: Wanted) -> AsyncGenerator[RunningSystem]:
    """Start a whole system; yield it when it serves; stop it all at the end.

    Raises `PartFailed` naming the part that did not start, with nothing left running.
    """
    began = time.monotonic()
    scopes = scopes_in_force(wanted.rulebook, wanted.clock or datetime.now(UTC))
    with claim(wanted.data) as data:
        for name in stop_leftovers(run_directory(data)):
            wanted.say(f"{name} was left over from an earlier run and is stopped.")
        require_free(wanted.ports.by_part)
        async with (
            httpx.AsyncClient(timeout=5, trust_env=False) as http,
            Supervisor() as supervisor,
        ):
            running = await _start(supervisor, wanted, data, http)
            await asyncio.to_thread(
                open_for_business, running.system, wanted.clock, scopes
            )
            wanted.say(f"All is ready after {time.monotonic() - began:.1f} seconds.")
            yield running


async def _start(
    supervisor: Supervisor, wanted: Wanted, data: Path, http: httpx.AsyncClient
) -> RunningSystem:
    began = time.monotonic()

    def told(what: str) -> None:
        wanted.say(f"{what} after {time.monotonic() - began:.1f} s")

    ensure_identity(data)
    postgres = EmbeddedPostgres(data, wanted.ports.postgres)
    kafka = await _broker(wanted, data)
    await supervisor.start(postgres)
    told(postgres.name)
    # The broker takes longest: the databases are made ready meanwhile.
    urls = await _together(
        prepare_databases(postgres),
        _start_broker(supervisor, kafka),
    )
    told(f"{kafka.name}, with all databases up to date,")
    broker_note(data).write_text(kafka.bootstrap, encoding="utf-8")
    policy = wanted.witness_policy
    premises = Premises(
        wanted.ports,
        data,
        kafka.bootstrap,
        wanted.rulebook.resolve(),
        witness_policy=None if policy is None else policy.resolve(),
    )
    if wanted.hand_over is not None:
        wanted.say(await hand_log_over(premises, urls["audit"], wanted.hand_over))
    services = {
        name: service_part(premises, name, url, http) for name, url in urls.items()
    }
    await supervisor.start(*services.values())
    told(", ".join(services))
    return RunningSystem(
        system=_system(premises),
        parts={"postgres": postgres, "kafka": kafka, **services},
        supervisor=supervisor,
        say=wanted.say,
    )


async def _together(
    databases: Coroutine[Any, Any, dict[str, str]],
    broker: Coroutine[Any, Any, None],
) -> dict[str, str]:
    """Return the databases' addresses; the first failure ends the other."""
    try:
        async with asyncio.TaskGroup() as group:
            made = group.create_task(databases)
            group.create_task(broker)
    except BaseExceptionGroup as failures:
        failed = failures.subgroup(PartFailed)
        if failed is None:
            raise
        raise first_failure(failed) from None
    return made.result()


async def _broker(wanted: Wanted, data: Path) -> EmbeddedKafka | MockKafka:
    try:
        await asyncio.to_thread(kafka_jars, wanted.say)
    except JarsUnavailable:
        return MockKafka(data, wanted.say)
    ports = wanted.ports
    return EmbeddedKafka(data, ports.kafka, ports.kafka_controller, say=wanted.say)


async def _start_broker(
    supervisor: Supervisor, kafka: EmbeddedKafka | MockKafka
) -> None:
    await supervisor.start(kafka)
    # On the stand-in topics create themselves, and its admin can do nothing.
    if isinstance(kafka, EmbeddedKafka):
        await ensure_topics(kafka.bootstrap)


def _system(premises: Premises) -> System:
    return System(
        urls={
            name: f"http://{LOOPBACK}:{premises.ports.service(name)}"
            for name in SERVICES
        },
        kafka=premises.kafka,
        data=premises.data,
        topic_prefix=premises.topic_prefix,
    )
