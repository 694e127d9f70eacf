"""One Kafka and one PostgreSQL for a whole run of the tests, from where there is one.

In this order: the address in the environment, a container when a Docker engine can
give one, else the embedded part.
"""

import asyncio
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from shared.embedded.kafka import EmbeddedKafka
from shared.embedded.parts import Part
from shared.embedded.ports import free_ports
from shared.embedded.postgres import EmbeddedPostgres
from tests.support.containers import kafka_container, postgres_container

KAFKA, POSTGRES = "KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL"
"""The environment's names for them."""


@contextmanager
def kafka_for_tests() -> Generator[str]:
    """Yield the bootstrap address of a Kafka.

    Raises `JarsUnavailable` when none is to be had.
    """
    given = os.environ.get(KAFKA)
    if given:
        yield given
        return
    with kafka_container() as bootstrap:
        if bootstrap is not None:
            yield bootstrap
            return
    with _scratch() as data:
        kafka = EmbeddedKafka(data, *free_ports(2))
        with _started(kafka):
            yield kafka.bootstrap


@contextmanager
def postgres_for_tests() -> Generator[str]:
    """Yield the DSN of a superuser of a PostgreSQL."""
    given = os.environ.get(POSTGRES)
    if given:
        yield given
        return
    with postgres_container() as dsn:
        if dsn is not None:
            yield dsn
            return
    with _scratch() as data:
        postgres = EmbeddedPostgres(data, *free_ports(1))
        with _started(postgres):
            yield postgres.superuser_dsn


@contextmanager
def _started(part: Part) -> Generator[None]:
    # Each in a loop of its own: the part outlives the loops of the tests.
    asyncio.run(part.start())
    try:
        yield
    finally:
        asyncio.run(part.stop())


@contextmanager
def _scratch() -> Generator[Path]:
    # Not pytest's own: that is closed to other accounts, and as root PostgreSQL
    # runs under one.
    with tempfile.TemporaryDirectory(prefix="register-test-") as directory:
        yield Path(directory)
