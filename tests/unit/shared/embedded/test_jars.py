"""The jars of Apache Kafka."""

import hashlib
from pathlib import Path

import pytest

from shared.embedded import jars
from shared.embedded.failures import JarsUnavailable
from shared.embedded.jar_lock import LockedJar, read_lock

CONTENT = b"a jar"
JAR = LockedJar("org.example:kafka_2.13:1.0", 5, hashlib.sha256(CONTENT).hexdigest())


class Repository:
    """Where jars are fetched from, as far as these tests go."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.fetched: list[str] = []

    def fetch(self, coordinate: str, into: Path) -> Path:
        """Put the jar under `into`, and remember that it was asked for."""
        self.fetched.append(coordinate)
        (into / "a.jar").write_bytes(self.content)
        return into / "a.jar"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository, one locked jar, and an empty cache."""
    repository = Repository()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(jars, "fetch", repository.fetch)
    monkeypatch.setattr(jars, "read_lock", lambda: [JAR])
    return repository


def test_are_fetched_once(repository: Repository) -> None:
    said: list[str] = []
    (path,) = jars.kafka_jars(said.append)
    assert path.read_bytes() == CONTENT
    assert jars.kafka_jars(said.append) == [path]
    assert repository.fetched == [JAR.coordinate]
    assert len(said) == 1


def test_are_refused_when_their_bytes_are_others(repository: Repository) -> None:
    repository.content = b"b jar"
    with pytest.raises(
        JarsUnavailable, match=r"org.example:kafka_2.13:1.0 does not have"
    ):
        jars.kafka_jars(lambda _: None)
    repository.content = CONTENT
    (path,) = jars.kafka_jars(lambda _: None)
    assert path.read_bytes() == CONTENT


@pytest.mark.usefixtures("repository")
def test_are_fetched_again_when_they_changed_in_the_cache() -> None:
    (path,) = jars.kafka_jars(lambda _: None)
    path.write_bytes(b"c jar")
    jars.kafka_jars(lambda _: None)
    assert path.read_bytes() == CONTENT


def test_that_cannot_be_had_are_named(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(coordinate: str, into: Path) -> Path:
        raise ConnectionError(coordinate, into)

    monkeypatch.setattr(jars, "fetch", fail)
    with pytest.raises(JarsUnavailable, match=r"could not be fetched \(ConnectionErr"):
        jars.kafka_jars(lambda _: None)
    assert repository.fetched == []


def test_are_locked_one_version_and_no_address() -> None:
    locked = read_lock()
    kafka = {jar.coordinate for jar in locked if "org.apache.kafka:" in jar.coordinate}
    assert {name.rpartition(":")[2] for name in kafka} == {"4.4.0"}
    assert len({jar.path for jar in locked}) == len(locked)
    assert "//" not in jars.LOCK_FILE.read_text()
