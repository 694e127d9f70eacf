"""Jars by Maven coordinates, through jgo: no Maven needs to be installed.

Where jars come from is jgo's affair: its default, or the user's own `jgo.conf`.
"""

from dataclasses import replace
from pathlib import Path

from jgo.config import GlobalSettings
from jgo.maven import MavenContext
from jgo.parse import Coordinate

SECONDS = 60


def fetch(coordinate: str, into: Path) -> Path:
    """Return the jar group:artifact:version, fetched into the repository `into`.

    Taken from the user's own Maven repository when it is there. Raises whatever the
    network raises; the bytes are for the caller to check.
    """
    group, artifact, version = coordinate.split(":")
    component = _context(into).project(group, artifact).at_version(version)
    return component.artifact().resolve()


def resolve(coordinates: list[str], into: Path) -> list[tuple[str, Path]]:
    """Return all jars that the coordinates need at run time, themselves included."""
    context = _context(into)
    # Raw: else each of them would also prescribe versions to the others, and the
    # logging library would have Kafka's brokers run with an old Kafka client.
    wanted = [
        context.create_dependency(
            replace(Coordinate.parse(text), scope="compile", raw=True)
        )
        for text in coordinates
    ]
    own, transitive = context.resolver.resolve(wanted)
    return [
        (f"{one.groupId}:{one.artifactId}:{one.version}", one.artifact.resolve())
        for one in [*own, *transitive]
        if one.scope in {"compile", "runtime"}
    ]


def _context(into: Path) -> MavenContext:
    settings = GlobalSettings.load()
    return MavenContext(
        repo_cache=into,
        local_repos=[settings.repo_cache],
        remote_repos=settings.repositories or None,
        timeout=SECONDS,
    )
