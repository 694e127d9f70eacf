"""`assemble`: from settings and capabilities to a running ASGI application.

Opened in order: pool, store, executor, relay, inboxes, workers; closed in reverse.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from faststream.kafka import KafkaBroker

from shared.background import Work, start
from shared.bell import Bell
from shared.capability import Capability
from shared.clock import Clock
from shared.consuming import consume, subscribe_all
from shared.database import open_epoch, open_pool
from shared.deadlines import keep_deadlines
from shared.erasing.erasing import ERASING, Eraser, has_erasures
from shared.erasing.forgetting import Forget
from shared.erasing.kept_for_a_time import KEEPING, SEARCH_TEXT, Keeping, KeptFor
from shared.eventstore.execute import Executor
from shared.eventstore.postgres import PostgresStore
from shared.identity.keys import read_signing_key
from shared.identity.keyset import KeysetFile
from shared.identity.tokens import issue_own_token
from shared.looking import LOOKING
from shared.messaging.ends import EndOffsets
from shared.messaging.inbox import Inbox
from shared.messaging.passing_over import PASSING_OVER
from shared.messaging.peers import Peers
from shared.messaging.relay import Relay
from shared.messaging.replaying import Replaying
from shared.messaging.taking_back import TakingBack
from shared.messaging.the_log import Peers as AskedPeers
from shared.messaging.the_log import TheLog
from shared.messaging.waiting import keep_comparing, keep_trying
from shared.progress import Progress
from shared.readiness import readiness
from shared.rulebook import load_rulebooks
from shared.running import HasWork, RunningService
from shared.sampling import keep_sampling
from shared.settings import ServiceSettings
from shared.web import asyncapi, digest_routes, kit_routes
from shared.web.application import web_application
from shared.web.health import Check
from shared.web.home import Home
from shared.web.recording_looks import keep_telling

Worker = Callable[[RunningService], Awaitable[None]]
Checks = Mapping[str, Check]
AskedForTheLog = Callable[[RunningService], AskedPeers]

log = structlog.get_logger()


def assemble(
    settings: ServiceSettings,
    *,
    name: str,
    capabilities: Sequence[Capability],
    routers: Sequence[APIRouter],
    folder: Path,
    workers: Sequence[Worker] = (),
    has_work: Sequence[HasWork] = (),
    home: Home | None = None,
    checks: Checks | None = None,
    forgets: Sequence[Forget] = (),
    larger_bodies: Mapping[str, int] | None = None,
    kept: Sequence[KeptFor] = (SEARCH_TEXT,),
    at_once: Sequence[Worker] = (),
    asked_for_the_log: AskedForTheLog | None = None,
) -> FastAPI:
    """Wire a service together; nothing is opened before the application starts.

    `folder` is the service's own: each capability's page templates lie below it.
    `checks` are what readiness asks besides what the kit asks of every service, and
    `forgets` erase people from tables that are no capability's. Workers `at_once` run
    before the service has taken back from the audit log what it may lack;
    `asked_for_the_log` answers about that log where it is not another service. What is
    `kept` for a time goes by itself. `larger_bodies` are the bytes of a request to
    paths with an ending, where they may be many.
    """
    everything = (*capabilities, PASSING_OVER, LOOKING, ERASING, KEEPING)
    ready: dict[str, Check] = {}
    starting: list[Replaying] = []

    def waits() -> str | None:
        return starting[-1].waits if starting else None

    async def _waits() -> str | None:
        return waits()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            service = await _open(stack, settings, name, everything)
            service.has_work = (*has_work, _has_erasures)
            eraser = Eraser(
                name,
                service.store,
                everything,
                service.clock,
                lambda: service.rulebook,
                service.woken,
                forgets,
            )
            app.state.service = service
            ready.update(readiness(service))
            ready.update(checks or {})
            broker = subscribe_all(service)
            service.registry.register(app.state.unauthenticated)
            works = _background(service, broker, workers)
            works["attempts"] = partial(keep_telling, service, app.state.attempts)
            works["erasing"] = eraser.run
            works["keeping"] = Keeping(service, kept).run
            asked = asked_for_the_log(service) if asked_for_the_log else service.peers
            replaying = _replaying(service, eraser, everything, asked)
            starting.append(replaying)
            ready["log"] = _waits
            # Nothing is decided on a database that may be an old one.
            waiting: dict[str, Work] = {
                work: partial(_once, replaying.done, run) for work, run in works.items()
            }
            now: dict[str, Work] = {
                f"worker at once {number}": partial(worker, service)
                for number, worker in enumerate(at_once)
            }
            start(stack, waiting | now | {"replaying": replaying.run})
            yield

    return web_application(
        name,
        routers=(
            kit_routes.router,
            digest_routes.router,
            asyncapi.router(name, everything),
            *routers,
        ),
        templates=sorted(folder.glob("*/templates")),
        home=home,
        ready=ready,
        embedded=settings.embedded,
        lifespan=lifespan,
        waits=waits,
        larger_bodies=larger_bodies,
    )


async def _open(
    stack: AsyncExitStack,
    settings: ServiceSettings,
    name: str,
    capabilities: Sequence[Capability],
) -> RunningService:
    pool = await open_pool(settings.database_url.get_secret_value())
    stack.push_async_callback(_close_pool, pool)
    epoch = await open_epoch(pool)
    store = PostgresStore(pool, epoch)
    offset = await pool.fetchval("SELECT offset_seconds FROM clock")
    clock = Clock(timedelta(seconds=offset or 0) if settings.embedded else timedelta())
    rulebooks = load_rulebooks(settings.rulebook)
    relay = Relay(pool, epoch, settings.kafka, settings.topic_prefix)
    bell = Bell(pool, relay)
    own_key = read_signing_key(settings.private_key)
    peers = Peers(settings.peers, lambda: issue_own_token(own_key, clock.wall()))
    stack.push_async_callback(peers.close)
    end_offsets = EndOffsets(settings.kafka)
    stack.push_async_callback(end_offsets.close)
    executor = Executor(
        name,
        store,
        capabilities,
        clock,
        lambda: service.rulebook,
        bell.ring,
        governing=rulebooks.governing,
    )
    stack.push_async_callback(executor.close)
    service = RunningService(
        name=name,
        settings=settings,
        pool=pool,
        store=store,
        clock=clock,
        rulebooks=rulebooks,
        keys=KeysetFile(settings.keyset),
        executor=executor,
        relay=relay,
        peers=peers,
        end_offsets=end_offsets,
        capabilities=capabilities,
        progress=Progress(),
        woken=bell.ring,
        inboxes={
            capability.name: Inbox(
                name,
                capability,
                store,
                clock,
                lambda: service.rulebook,
                bell.ring,
                governing=rulebooks.governing,
            )
            for capability in capabilities
            if capability.topics
        },
    )
    start(stack, {"bell": bell.run})
    return service


def _replaying(
    service: RunningService,
    eraser: Eraser,
    capabilities: Sequence[Capability],
    asked: AskedPeers,
) -> Replaying:
    taking_back = TakingBack(
        service.name,
        service.store,
        capabilities,
        TheLog(asked, service.name),
    )
    return Replaying(
        service.name, service.store, asked, eraser.erase_pending, taking_back
    )


async def _once(done: Callable[[], Awaitable[None]], work: Work) -> object:
    await done()
    return await work()


async def _has_erasures(service: RunningService) -> bool:
    return await has_erasures(service.pool)


async def _close_pool(pool: Any) -> None:  # noqa: ANN401
    """Close the pool in good order; after some seconds, anyhow."""
    try:
        async with asyncio.timeout(5):
            await pool.close()
    except TimeoutError:
        pool.terminate()


def _background(
    service: RunningService, broker: KafkaBroker, workers: Sequence[Worker]
) -> dict[str, Work]:
    works: dict[str, Work] = {
        "relay": service.relay.run,
        "consumers": partial(consume, broker, service),
        "deadlines": partial(keep_deadlines, service.executor),
        "sampling": partial(keep_sampling, service),
    }
    for name, inbox in service.inboxes.items():
        speakers = sorted({topic.split(".")[0] for topic in inbox.capability.topics})
        works[f"{name} waiting"] = partial(keep_trying, inbox, service.peers)
        works[f"{name} comparing"] = partial(
            keep_comparing, inbox, service.peers, speakers, service.relay.kafka
        )
    for number, worker in enumerate(workers):
        works[f"worker {number}"] = partial(worker, service)
    return works
