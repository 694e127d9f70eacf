"""A whole register, started by its own command as anybody would start it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from shared.embedded.ports import is_free

ROOT = Path(__file__).parents[2]
REGISTER = Path(sys.executable).parent / "register"
STARTED_WITHIN = 120.0
STOPPED_WITHIN = 60.0
SERVICES = ("applications", "assessment", "notifications", "audit")


@dataclass
class LiveRegister:
    """A running `register up`, and its command line."""

    data: Path
    port: int
    process: subprocess.Popen[str] | None = field(default=None)

    @property
    def environment(self) -> dict[str, str]:
        """What the command line is told."""
        return {
            **os.environ,
            "REGISTER_PORT": str(self.port),
            "REGISTER_DATA": str(self.data),
            "NO_COLOR": "1",
        }

    def start(self) -> None:
        """Start it, and return when it serves."""
        with (self.data.parent / f"{self.data.name}.up.log").open("a") as log:
            self.process = subprocess.Popen(
                [REGISTER, "up"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        until = time.monotonic() + STARTED_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"It did not start:\n{self.said()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does, and wait until it has."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(STOPPED_WITHIN)
            self.process = None

    def said(self) -> str:
        """Return what `register up` printed."""
        return (self.data.parent / f"{self.data.name}.up.log").read_text()

    def is_ready(self) -> bool:
        """Tell whether every service says that it is ready."""
        return all(self.serves(service) for service in SERVICES)

    def serves(self, service: str) -> bool:
        """Tell whether a service says that it is ready."""
        with suppress(httpx.TransportError):
            return httpx.get(
                f"{self.url(service)}/health/ready", timeout=5, trust_env=False
            ).is_success
        return False

    def url(self, service: str) -> str:
        """Return where a service answers."""
        return f"http://127.0.0.1:{self.port + 1 + SERVICES.index(service)}"

    @property
    def kafka(self) -> str:
        """Where its broker answers."""
        return f"127.0.0.1:{self.port + 6}"

    def run(self, *words: str, within: float = 300) -> subprocess.CompletedProcess[str]:
        """Run the command line against it."""
        return subprocess.run(
            [REGISTER, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )

    def json(self, *words: str) -> Any:  # noqa: ANN401 - whatever the command says
        """Run a command with `--json` and return what it says."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def kill(self, part: str) -> None:
        """Kill a part as a failing machine would, without a word."""
        os.kill(pid_of(self.data, part), signal.SIGKILL)

    def superuser_dsn(self, service: str) -> str:
        """Return a superuser's address of a service's database."""
        return self.dsn("postgres", service)

    def dsn(self, role: str, service: str) -> str:
        """Return a role's address of a service's database."""
        password = (self.data / "secrets" / role).read_text().strip()
        place = f"127.0.0.1:{self.port + 5}/register_{service}"
        return f"postgresql://{role}:{password}@{place}"

    def drain(self, within: float = 120) -> None:
        """Wait until every service has nothing left to do."""
        until = time.monotonic() + within
        # Twice: what one service has just said may be on its way to another.
        while not (self.is_drained() and self.is_drained()):
            assert time.monotonic() < until, "It has not come to rest."
            time.sleep(0.5)

    def agrees(self, within: float = 20) -> bool:
        """Tell whether stores and log come to agree: looks may be on their way."""
        until = time.monotonic() + within
        while self.run("audit", "compare").returncode:
            if time.monotonic() > until:
                return False
            time.sleep(1)
        return True

    def is_drained(self) -> bool:
        """Tell whether every service has nothing left to do."""
        clocks = self.json("clock", "show")
        return all(clock["idle"] for clock in clocks)


def pid_of(data: Path, part: str) -> int:
    """Return the process that a part runs in."""
    return int(json.loads((data / "run" / f"{part}.pid").read_text())["pid"])


@contextmanager
def live_register(folder: Path) -> Generator[LiveRegister]:
    """Start a register in a fresh folder; stop it at the end, whatever happened.

    Not in pytest's own folder: another run of pytest shuts its parents to PostgreSQL's
    account. What it printed is copied to `folder`, for whoever looks into a failure.
    """
    with TemporaryDirectory(prefix="register-") as fresh:
        live = LiveRegister(Path(fresh) / "data", base_port())
        live.data.mkdir()
        try:
            live.start()
            yield live
        finally:
            live.stop()
            (folder / "up.log").write_text(live.said())
            if (live.data / "logs").exists():
                shutil.copytree(live.data / "logs", folder / "logs")


def base_port() -> int:
    """Return a base port with eight free ports from it on, below the kernel's own."""
    for base in range(12_000 + (os.getpid() % 800) * 10, 32_000, 10):
        if all(map(is_free, range(base, base + 8))):
            return base
    raise AssertionError("No eight free ports in a row were found.")
