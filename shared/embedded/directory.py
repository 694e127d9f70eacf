"""The data directory: one system at a time, and where each thing lies in it."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from shared.embedded.failures import PartFailed


@contextmanager
def claim(data: Path) -> Generator[Path]:
    """Hold the data directory for as long as the context lasts; yield its path.

    Raises `PartFailed` when another system runs on it. The lock goes with the
    process, however that ends.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PartFailed(
                "data directory", f"another system is running on {data}"
            ) from None
        yield data.resolve()


def log_file(data: Path, name: str) -> Path:
    """Return where the part `name` writes its output."""
    return data / "logs" / f"{name}.log"


def pid_file(data: Path, name: str) -> Path:
    """Return where the part `name` is remembered while it runs."""
    return data / "run" / f"{name}.pid"


def run_directory(data: Path) -> Path:
    """Return where the pid files of all parts lie."""
    return data / "run"
