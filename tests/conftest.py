"""What tests ask for by name: a Kafka, a PostgreSQL, a topic prefix, a database."""

import os
import secrets
from collections.abc import AsyncGenerator, Generator

import asyncpg
import pytest
import structlog
from hypothesis import HealthCheck, settings

from shared.embedded.databases import database_dsn
from shared.embedded.failures import JarsUnavailable
from tests.support.embedded import kafka_for_tests, postgres_for_tests

# The suite tries the same examples each time, so that what was green stays green;
# `make search` goes on from there, with other examples each time and many more.
# How long one takes says how busy the machine is, not whether it is right.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("suite")

NO_KAFKA = "Apache Kafka is not to be had on this machine"

# Its own default draws each exception with all its variables: seconds of work.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(),
    ]
)


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Generator[str]:
    """The address of one Kafka for the whole run."""
    try:
        with kafka_for_tests() as bootstrap:
            yield bootstrap
    except JarsUnavailable as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{NO_KAFKA}: {missing.why}")


@pytest.fixture(scope="session")
def postgres_admin_dsn() -> Generator[str]:
    """The DSN of a superuser of one PostgreSQL for the whole run."""
    with postgres_for_tests() as dsn:
        yield dsn


@pytest.fixture
def topic_prefix() -> str:
    """A prefix for topics and groups that no other test has."""
    return f"test-{secrets.token_hex(4)}-"


@pytest.fixture
async def database(postgres_admin_dsn: str) -> AsyncGenerator[str]:
    """A superuser's DSN of an empty database, dropped afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    server = await asyncpg.connect(postgres_admin_dsn)
    try:
        await server.execute(f"CREATE DATABASE {name}")
        yield database_dsn(postgres_admin_dsn, name)
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not shown for want of a Kafka."""
    unshown = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if NO_KAFKA in str(report.longrepr)
    ]
    if unshown:
        terminalreporter.section(f"NOT SHOWN: {NO_KAFKA}", sep="!")
        for name in unshown:
            terminalreporter.line(name)
