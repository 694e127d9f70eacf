"""One node of Apache Kafka, on loopback, with its data under our directory."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from shared.embedded.class_archive import archive_options
from shared.embedded.directory import log_file, pid_file
from shared.embedded.failures import PartFailed
from shared.embedded.jars import kafka_jars
from shared.embedded.java import Java, find_java
from shared.embedded.kafka_settings import JVM, fresh_cluster_id, write_settings
from shared.embedded.parts import Running
from shared.embedded.ports import LOOPBACK, is_answering
from shared.embedded.processes import Program, last_words


class EmbeddedKafka:
    """Apache Kafka (KRaft, broker and controller in one process) as a part.

    The first start formats the storage with a random cluster id, which stays; both
    ports may change from start to start.
    """

    name = "kafka"

    def __init__(
        self,
        data: Path,
        port: int,
        controller_port: int,
        *,
        say: Callable[[str], None] = print,
        jvm: Sequence[str] = (),
    ) -> None:
        self.ports = (port, controller_port)
        self._data = data
        self._home = data / "kafka"
        self._say = say
        self._jvm = jvm
        self._running = Running()

    @property
    def bootstrap(self) -> str:
        """The address for clients, `host:port`."""
        return f"{LOOPBACK}:{self.ports[0]}"

    @property
    def pid(self) -> int:
        """The process id of the last start."""
        return self._running.pid

    async def start(self) -> None:
        """Start the node; return when it answers, with itself as the broker.

        Raises `JarsUnavailable` when its jars cannot be had, `PartFailed` otherwise.
        """
        jars = await asyncio.to_thread(kafka_jars, self._say)
        java = await asyncio.to_thread(find_java)
        properties = write_settings(self._home, *self.ports)
        await asyncio.to_thread(self._format, java, jars, properties)
        options = [*JVM, *archive_options(java), *self._jvm]
        await self._running.start(
            Program(
                self.name,
                [*self._java(java, jars, options), "kafka.Kafka", str(properties)],
                log=log_file(self._data, self.name),
                pid_file=pid_file(self._data, self.name),
            ),
            self._is_ready,
        )

    async def stop(self) -> None:
        """Stop the node with SIGTERM, if it runs."""
        await self._running.stop()

    async def ended(self) -> int:
        """Return the exit status when the node has ended."""
        return await self._running.ended()

    async def _is_ready(self) -> bool:
        return is_answering(self.ports[0]) and await _has_broker(self.bootstrap)

    def _format(self, java: Java, jars: Sequence[Path], properties: Path) -> None:
        storage = self._home / "data"
        if (self._home / "formatted").exists():
            return
        # What a broken-off formatting left holds nothing yet.
        shutil.rmtree(storage, ignore_errors=True)
        options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [
                *self._java(java, jars, options),
                *("kafka.tools.StorageTool", "format", "--standalone"),
                *("--cluster-id", fresh_cluster_id(), "--config", str(properties)),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = last_words(done.stdout + done.stderr)
            raise PartFailed(self.name, f"its storage was not formatted: {said}")
        (self._home / "formatted").touch()

    def _java(
        self, java: Java, jars: Sequence[Path], options: Sequence[str]
    ) -> list[str]:
        return [
            str(java.program),
            *options,
            f"-Dlog4j2.configurationFile={self._home / 'log4j2.properties'}",
            "-cp",
            ":".join(str(jar) for jar in jars),
        ]


async def _has_broker(bootstrap: str) -> bool:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    try:
        await admin.start()
        return bool((await admin.describe_cluster())["brokers"])
    except (KafkaError, OSError):
        return False
    finally:
        await admin.close()
