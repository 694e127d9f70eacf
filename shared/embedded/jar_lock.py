"""The lock file: every jar of Apache Kafka, by coordinate and SHA-256.

`python -m shared.embedded.jar_lock org.apache.kafka:kafka_2.13:VERSION …` writes it
anew; that is how a new version comes in, to be reviewed like any other change.
"""

import hashlib
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from shared.embedded.maven import resolve

LOCK_FILE = Path(__file__).with_name("kafka.lock")


@dataclass(frozen=True)
class LockedJar:
    """A jar by Maven coordinate (group:artifact:version), size in bytes, SHA-256."""

    coordinate: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Its place in a repository of Maven's layout."""
        group, artifact, version = self.coordinate.split(":")
        folder = Path(*group.split("."), artifact, version)
        return folder / f"{artifact}-{version}.jar"


def read_lock(path: Path = LOCK_FILE) -> list[LockedJar]:
    """Return the locked jars, in class path order."""
    lock = tomllib.loads(path.read_text())
    return [LockedJar(**jar) for jar in lock["jar"]]


def kafka_version(jars: list[LockedJar]) -> str:
    """Return the version of Apache Kafka among the jars."""
    found = (jar.coordinate.split(":") for jar in jars)
    return next(v for _, artifact, v in found if artifact.startswith("kafka_"))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_lock(coordinates: list[str], path: Path = LOCK_FILE) -> None:
    """Resolve the coordinates with all they need at run time, and lock the result."""
    wanted = " ".join(coordinates)
    lines = [f"# Written by `python -m shared.embedded.jar_lock {wanted}`."]
    with tempfile.TemporaryDirectory() as scratch:
        for coordinate, jar in resolve(coordinates, Path(scratch)):
            lines += [
                "",
                "[[jar]]",
                f'coordinate = "{coordinate}"',
                f"size = {jar.stat().st_size}",
                f'sha256 = "{sha256(jar)}"',
            ]
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write_lock(sys.argv[1:])
