"""librdkafka's in-memory mock cluster: a demonstration without Apache Kafka's jars.

Nothing is kept, a group has one member, and topics create themselves; it shows the
product, it proves nothing. `python -m shared.embedded.mock_kafka FILE` is the part's
own program: it writes its address to FILE and stays.
"""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

from confluent_kafka import Producer

from shared.embedded.directory import log_file, pid_file
from shared.embedded.parts import Running
from shared.embedded.processes import Program

WARNING = (
    "*** NOT APACHE KAFKA: its jars could not be had, so messages go through an "
    "in-memory stand-in. Nothing is kept, nothing is proven: for a look only. ***"
)


class MockKafka:
    """The mock cluster as a part, with the interface of `EmbeddedKafka`.

    Its ports are chosen by librdkafka: `bootstrap` is known after `start`.
    """

    name = "kafka"
    ports: tuple[int, ...] = ()

    def __init__(self, data: Path, say: Callable[[str], None] = print) -> None:
        self._data = data
        self._address = data / "run" / "mock-kafka.address"
        self._say = say
        self._running = Running()

    @property
    def bootstrap(self) -> str:
        """The address for clients, `host:port`."""
        return self._address.read_text()

    @property
    def pid(self) -> int:
        """The process id of the last start."""
        return self._running.pid

    async def start(self) -> None:
        """Start the mock cluster, and say loudly what it is."""
        self._say(WARNING)
        self._address.parent.mkdir(parents=True, exist_ok=True)
        self._address.unlink(missing_ok=True)
        program = Program(
            self.name,
            [sys.executable, "-m", "shared.embedded.mock_kafka", str(self._address)],
            log=log_file(self._data, self.name),
            pid_file=pid_file(self._data, self.name),
        )
        await self._running.start(program, self._is_ready)

    async def stop(self) -> None:
        """Stop it, if it runs; what it held is gone."""
        await self._running.stop()

    async def ended(self) -> int:
        """Return the exit status when it has ended."""
        return await self._running.ended()

    async def _is_ready(self) -> bool:
        return self._address.exists()


def main(announce: Path) -> None:
    """Hold a mock cluster of one broker until SIGTERM; write its address."""
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    # The cluster lives as long as this client of it.
    client = Producer({"test.mock.num.brokers": 1, "bootstrap.servers": "mock"})
    (broker,) = client.list_topics(timeout=10).brokers.values()
    fresh = announce.with_suffix(".new")
    fresh.write_text(f"{broker.host}:{broker.port}")
    fresh.replace(announce)
    signal.sigwait(stops)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
