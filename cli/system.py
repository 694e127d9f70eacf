"""Where the system is: by its base port, or by one address a service."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.failures import Failed

SERVICES = ("applications", "assessment", "notifications", "audit")
DEFAULT_PORT = 8000
DEFAULT_DATA = Path(".register")
LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Ports:
    """The ports of one system, counted from its base port."""

    base: int

    def service(self, name: str) -> int:
        """Return the port of a service: base + 1 to 4."""
        return self.base + 1 + SERVICES.index(name)

    @property
    def postgres(self) -> int:
        """The port of the embedded database."""
        return self.base + 5

    @property
    def kafka(self) -> int:
        """The port of the embedded broker."""
        return self.base + 6

    @property
    def kafka_controller(self) -> int:
        """The port on which the broker speaks to itself."""
        return self.base + 7

    @property
    def by_part(self) -> dict[str, int]:
        """Every port with the part that listens on it."""
        return {
            **{name: self.service(name) for name in SERVICES},
            "postgres": self.postgres,
            "kafka": self.kafka,
            "kafka controller": self.kafka_controller,
        }


@dataclass(frozen=True)
class System:
    """The addresses of a running system, and the folder with the callers' keys."""

    urls: Mapping[str, str]
    kafka: str
    data: Path
    topic_prefix: str = ""

    def url(self, service: str) -> str:
        """Return the base address of a service."""
        return self.urls[service]

    def topic(self, name: str) -> str:
        """Return the full name of a topic."""
        return f"{self.topic_prefix}{name}"


def find_system(
    port: int, data: Path, environment: Mapping[str, str] = os.environ
) -> System:
    """Return the system at a base port, corrected by addresses in the environment.

    `REGISTER_APPLICATIONS_URL` and so on name a service elsewhere, `REGISTER_KAFKA`
    and `REGISTER_TOPIC_PREFIX` the broker and its topics.
    """
    if port + 7 > HIGHEST_PORT:
        raise Failed(f"Port {port} leaves no room for the seven ports above it.")
    ports = Ports(port)
    urls = {
        name: environment.get(
            f"REGISTER_{name.upper()}_URL", f"http://{LOOPBACK}:{ports.service(name)}"
        ).rstrip("/")
        for name in SERVICES
    }
    return System(
        urls=urls,
        kafka=environment.get("REGISTER_KAFKA") or _broker(data, ports),
        data=data,
        topic_prefix=environment.get("REGISTER_TOPIC_PREFIX", ""),
    )


def broker_note(data: Path) -> Path:
    """Return the file in which a running system notes its broker's address."""
    return data / "run" / "kafka.address"


def _broker(data: Path, ports: Ports) -> str:
    # The stand-in for Kafka chooses its own port.
    try:
        return broker_note(data).read_text(encoding="utf-8")
    except OSError:
        return f"{LOOPBACK}:{ports.kafka}"
