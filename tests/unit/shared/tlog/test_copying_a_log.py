"""Copying a log into a directory."""

from pathlib import Path

import pytest

from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.copying import Copy
from shared.tlog.damage import DamagedLog
from shared.tlog.errors import NotServed, VerificationError
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT
from shared.tlog.verifier import Trust, verify_log
from tests.support.golden_log import KEY, Shelf, golden_log


class Counting(Shelf):
    """A log that remembers what it was asked for."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self.asked: list[str] = []

    def read(self, path: str) -> bytes:
        """Return what lies at the path, and remember it."""
        self.asked.append(path)
        return super().read(path)


def copied(log: Shelf, directory: Path) -> Checkpoint:
    signed = log[CHECKPOINT]
    copy = Copy(log, open_checkpoint(signed, KEY), directory)
    copy.keep_all()
    copy.publish(signed)
    return verify_log(DirectoryReader(directory), Trust(KEY))


def files(directory: Path) -> dict[str, bytes]:
    return {
        file.relative_to(directory).as_posix(): file.read_bytes()
        for file in directory.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 513, 66_000])
def test_writes_what_the_log_serves_and_nothing_else(size: int, tmp_path: Path) -> None:
    log = golden_log(size)
    assert copied(log, tmp_path).size == size
    assert files(tmp_path) == dict(log)


def test_grows_to_what_a_copy_at_once_would_be(tmp_path: Path) -> None:
    for size in (3, 200, 256, 300, 700):
        copied(golden_log(size), tmp_path)
    assert files(tmp_path) == dict(golden_log(700))


def test_fetches_nothing_again_that_is_full(tmp_path: Path) -> None:
    copied(golden_log(600), tmp_path)
    log = Counting(golden_log(700))
    copied(log, tmp_path)
    assert set(log.asked) == {
        "tile/0/002.p/188",
        "tile/1/000.p/2",
        "tile/entries/002.p/188",
    }


def test_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    log = golden_log(1000)
    broken = Shelf(log)
    del broken["tile/entries/002"]
    with pytest.raises(DamagedLog, match="tile/entries/002"):
        copied(broken, tmp_path)
    assert not (tmp_path / CHECKPOINT).exists()
    counted = Counting(log)
    copied(counted, tmp_path)
    assert "tile/entries/000" not in counted.asked
    assert files(tmp_path) == dict(log)


def test_keeps_the_earlier_log_sound_until_the_later_is_whole(tmp_path: Path) -> None:
    copied(golden_log(300), tmp_path)
    broken = golden_log(1000)
    del broken["tile/entries/002"]
    with pytest.raises(VerificationError):
        copied(broken, tmp_path)
    assert verify_log(DirectoryReader(tmp_path), Trust(KEY)).size == 300


def test_mends_a_copy_that_was_damaged(tmp_path: Path) -> None:
    log = golden_log(600)
    copied(log, tmp_path)
    for path in ("tile/0/001", "tile/entries/000", "tile/1/000.p/2"):
        file = tmp_path / path
        raw = file.read_bytes()
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    copied(log, tmp_path)
    assert files(tmp_path) == dict(log)


@pytest.mark.parametrize(
    "path", ["tile/0/001", "tile/1/000.p/2", "tile/0/002.p/88", "tile/entries/001"]
)
def test_leaves_nothing_bad_under_a_final_name(path: str, tmp_path: Path) -> None:
    log = golden_log(600)
    bad = Shelf(log)
    bad[path] = bad[path][:-1] + bytes([bad[path][-1] ^ 1])
    with pytest.raises(DamagedLog):
        copied(bad, tmp_path)
    kept = files(tmp_path)
    assert CHECKPOINT not in kept
    assert all(log[name] == raw for name, raw in kept.items())


def test_takes_a_partial_bundle_out_of_what_it_has_grown_into(tmp_path: Path) -> None:
    # C2SP tlog-tiles lets a log drop partial tiles once the full one exists.
    log, later = golden_log(300), golden_log(600)
    for path in ("tile/0/001", "tile/entries/001"):
        del log[f"{path}.p/44"]
        log[path] = later[path]
    copied(log, tmp_path)
    assert files(tmp_path) == dict(golden_log(300))


def test_says_what_the_log_does_not_have(tmp_path: Path) -> None:
    log = golden_log(600)
    del log["tile/0/001"]
    with pytest.raises(NotServed, match="tile/0/001"):
        copied(log, tmp_path)
