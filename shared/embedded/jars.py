"""The jars of Apache Kafka on this machine, each verified against the lock file."""

import fcntl
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

from shared.embedded.cache import cache_directory
from shared.embedded.failures import JarsUnavailable
from shared.embedded.jar_lock import (
    LOCK_FILE,
    LockedJar,
    kafka_version,
    read_lock,
    sha256,
)
from shared.embedded.maven import fetch

AT_ONCE = 6


def kafka_jars(say: Callable[[str], None] = print) -> list[Path]:
    """Return the class path of Apache Kafka, fetching what the cache lacks.

    A jar is hashed when it is fetched; later only its size and time of change are
    compared with those noted then, so a second start neither reads 45 MB nor touches
    the network. Raises `JarsUnavailable` when a jar cannot be had or is not the
    locked one.
    """
    cache = cache_directory()
    repository, stamp = cache / "jars", cache / f"kafka-{lock_digest()}.json"
    jars = read_lock()
    if _as_noted(jars, repository, stamp):
        return [repository / jar.path for jar in jars]
    repository.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a") as lock:
        # Two systems may start at once: the second waits, then finds all there.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _as_noted(jars, repository, stamp):
            _complete(jars, repository, say)
            stamp.write_text(json.dumps(_note(jars, repository)))
    return [repository / jar.path for jar in jars]


def lock_digest() -> str:
    """Return a short name for the lock file's content."""
    return hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()[:12]


def _complete(
    jars: list[LockedJar], repository: Path, say: Callable[[str], None]
) -> None:
    missing = [jar for jar in jars if not _is_locked_one(jar, repository / jar.path)]
    if not missing:
        return
    megabytes = sum(jar.size for jar in missing) / 1e6
    version = kafka_version(jars)
    say(f"Fetching Apache Kafka {version}: {len(missing)} jars, {megabytes:.0f} MB …")
    with (
        tempfile.TemporaryDirectory(dir=repository) as scratch,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        staging = pool.map(_staged, missing, repeat(Path(scratch)))
        for jar, staged in zip(missing, staging, strict=True):
            place = repository / jar.path
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)


def _staged(jar: LockedJar, scratch: Path) -> Path:
    try:
        found = fetch(jar.coordinate, scratch)
    # Whatever jgo and the network raise, it means that the jar is not to be had.
    except Exception as error:
        why = f"{jar.coordinate} could not be fetched ({type(error).__name__})"
        raise JarsUnavailable("kafka", why) from error
    if not _is_locked_one(jar, found):
        why = f"{jar.coordinate} does not have the SHA-256 of the lock file"
        raise JarsUnavailable("kafka", why)
    if found.is_relative_to(scratch):
        return found
    # It is the user's own Maven repository's: that one stays as it is.
    return Path(shutil.copyfile(found, scratch / found.name))


def _is_locked_one(jar: LockedJar, path: Path) -> bool:
    return (
        path.exists() and path.stat().st_size == jar.size and sha256(path) == jar.sha256
    )


def _note(jars: list[LockedJar], repository: Path) -> dict[str, list[int]]:
    stats = {jar.coordinate: (repository / jar.path).stat() for jar in jars}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()}


def _as_noted(jars: list[LockedJar], repository: Path, stamp: Path) -> bool:
    try:
        return json.loads(stamp.read_text()) == _note(jars, repository)
    except (OSError, ValueError):
        return False
