"""What each service is told from outside when we start it."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cli
from cli.system import LOOPBACK, SERVICES, Ports
from shared.identity.demonstration import keyset_path, service_key_path

ROOT = Path(cli.__file__).resolve().parents[1]
"""Where the packages `services` and `rulebooks` are."""

RULEBOOK = ROOT / "rulebooks" / "rct-voluntary.toml"
PREFIX = "REGISTER_"
STREAM_HEADS_EVERY = 10
"""Seconds: what was just played through can be proven to its end."""


@dataclass(frozen=True)
class Premises:
    """What all services of a system share: ports, folder, broker and rulebook."""

    ports: Ports
    data: Path
    kafka: str
    rulebook: Path
    topic_prefix: str = ""
    witness_policy: Path | None = None


def service_environment(
    premises: Premises, service: str, database_url: str
) -> dict[str, str]:
    """Return the environment in which a service serves."""
    ports = premises.ports
    peers = {name: f"http://{LOOPBACK}:{ports.service(name)}" for name in SERVICES}
    told = {
        "database_url": database_url,
        "kafka": premises.kafka,
        "topic_prefix": premises.topic_prefix,
        "host": LOOPBACK,
        "port": str(ports.service(service)),
        "keyset": str(keyset_path(premises.data)),
        "private_key": str(service_key_path(service, premises.data)),
        "peers": json.dumps(peers),
        "rulebook": str(premises.rulebook),
        "embedded": "true",
        "data": str(premises.data),
        "stream_heads_every": str(STREAM_HEADS_EVERY),
        "log_level": os.environ.get(f"{PREFIX}LOG_LEVEL", "INFO"),
    }
    if premises.witness_policy is not None:
        told["witness_policy"] = str(premises.witness_policy)
    return {**inherited(), **_prefixed(told)}


def service_program(service: str) -> list[str]:
    """Return the command line by which a service serves."""
    return [sys.executable, "-m", f"services.{service}", "serve"]


def inherited() -> dict[str, str]:
    """Return our own environment without what is meant for the command line.

    A base port or a data directory of ours must not reach a service as its own.
    """
    ours = {
        name: text for name, text in os.environ.items() if not name.startswith(PREFIX)
    }
    paths = filter(None, (str(ROOT), ours.get("PYTHONPATH")))
    return {**ours, "PYTHONPATH": os.pathsep.join(paths)}


def _prefixed(told: Mapping[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name.upper()}": text for name, text in told.items()}
