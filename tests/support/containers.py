"""Kafka and PostgreSQL in containers, where a Docker engine answers and can pull."""

import logging
import os
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from shared.embedded.kafka_settings import fresh_cluster_id
from shared.embedded.ports import LOOPBACK, free_ports

KAFKA_IMAGE = "apache/kafka:4.4.0"
POSTGRES_IMAGE = "postgres:18"

Describe = Callable[[], DockerContainer]

log = logging.getLogger(__name__)


@contextmanager
def kafka_container() -> Generator[str | None]:
    """Yield the bootstrap address of a Kafka in a container; None without Docker."""
    (port,) = free_ports(1)
    settings = {
        "CLUSTER_ID": fresh_cluster_id(),  # the image's own is always the same
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": f"PLAINTEXT://:{port},CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{LOOPBACK}:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "8",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
    }

    def container() -> DockerContainer:
        described = DockerContainer(KAFKA_IMAGE).with_envs(**settings)
        return described.with_bind_ports(port, port)

    with _started(container, "Kafka Server started") as up:
        yield f"{LOOPBACK}:{port}" if up else None


@contextmanager
def postgres_container() -> Generator[str | None]:
    """Yield a superuser's DSN of a PostgreSQL in a container; None without Docker."""
    (port,) = free_ports(1)

    def container() -> DockerContainer:
        described = DockerContainer(POSTGRES_IMAGE)
        described = described.with_envs(POSTGRES_PASSWORD="postgres")
        return described.with_bind_ports(5432, port)

    # The image starts it twice: for its own preparations, then for good.
    twice = r"(?s)ready to accept connections.*ready to accept connections"
    with _started(container, twice) as up:
        address = f"{LOOPBACK}:{port}"
        yield f"postgresql://postgres:postgres@{address}/postgres" if up else None


@contextmanager
def _started(container: Describe, ready: str) -> Generator[bool]:
    """Run the container for as long as the context lasts; yield whether it runs."""
    with ExitStack() as stack:
        yield _docker_may_answer() and _enter(stack, container, ready)


def _docker_may_answer() -> bool:
    return "DOCKER_HOST" in os.environ or Path("/var/run/docker.sock").exists()


def _enter(stack: ExitStack, container: Describe, ready: str) -> bool:
    try:
        # Describing one speaks to the engine already.
        waiting = container().waiting_for(LogMessageWaitStrategy(ready))
        stack.enter_context(waiting)
    # Whatever Docker says no with, there is the embedded part.
    except Exception:
        log.warning("no container could be started", exc_info=True)
        return False
    return True
