"""A process that queues until killed: `python -m tests.support.queueing_process`.

It takes a service's DSN, Kafka's address, and the prefix of the topics. What the
notifications service hears it turns into obligations, batch by batch, and publishes
what it recorded, as the service itself does.
"""

import sys
from pathlib import Path

import structlog
import uvloop

from services.notifications.messages.subscribers import MESSAGES
from shared.clock import Clock, register_date
from shared.database import open_epoch, open_pool
from shared.eventstore.postgres import PostgresStore
from shared.garbage import collect_less_often
from shared.messaging.broker import create_broker, subscribe
from shared.messaging.inbox import Inbox
from shared.messaging.relay import Relay
from shared.rulebook import load_rulebooks

RULEBOOK = Path(__file__).parents[2] / "rulebooks" / "rct-voluntary.toml"
SERVICE = "notifications"


async def queue(dsn: str, kafka: str, prefix: str) -> None:
    """Queue what is heard and publish it, until killed."""
    pool = await open_pool(dsn)
    epoch = await open_epoch(pool)
    clock, rulebooks = Clock(), load_rulebooks(RULEBOOK)
    relay = Relay(pool, epoch, kafka, prefix)
    inbox = Inbox(
        SERVICE,
        MESSAGES,
        PostgresStore(pool, epoch),
        clock,
        lambda: rulebooks.on(register_date(clock.now())),
        relay.ring,
    )
    broker = create_broker(kafka, SERVICE)
    topics = [prefix + topic for topic in MESSAGES.topics]
    subscribe(broker, topics, f"{prefix}{SERVICE}.{MESSAGES.name}", inbox.on_records)
    await broker.start()
    await relay.run()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    collect_less_often()
    uvloop.run(queue(*sys.argv[1:]))
