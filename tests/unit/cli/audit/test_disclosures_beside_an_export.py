"""The disclosures beside an exported log."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from cli.audit.disclosing import DisclosuresBeside
from cli.client import Client
from cli.failures import Failed
from oversight.disclosures import disclosures_path
from shared.contracts.canonical import Json, parse_json
from shared.contracts.envelope import encode
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import open_checkpoint
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT
from tests.support.audit_log import event
from tests.support.exported_log import Said, plain, write_shelf
from tests.support.golden_log import KEY, sealed

ERASED = (
    encode(event("person/p", 1, type="register.applications.person-erased.v1")),
    (),
)


@dataclass
class Store:
    """The audit service: what it discloses of each entry, and what it was asked."""

    shown: dict[int, str]
    asked: list[range] = field(default_factory=list[range])
    refuses: bool = False

    def get(self, _service: str, path: str, *, first: int, count: int) -> Json:
        """Return the disclosures of bundles by their numbers."""
        if self.refuses:
            raise Failed("Your role does not allow that.")
        assert path == "/api/log/disclosures"
        bundles = range(first, first + count)
        self.asked.append(bundles)
        return {
            str(number): {
                str(index): [text]
                for index, text in self.shown.items()
                if index // 256 == number
            }
            for number in bundles
        }


def export(directory: Path, entries: list[Said], store: Store) -> None:
    """Export the disclosures, the log itself being exported."""
    write_shelf(sealed([raw for raw, _ in entries]), directory)
    checkpoint = open_checkpoint((directory / CHECKPOINT).read_bytes(), KEY)
    beside = DisclosuresBeside(directory, checkpoint.size)
    beside.forget(Believed(DirectoryReader(directory), checkpoint))
    beside.fetch(cast("Client", store))


def kept(directory: Path) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for file in directory.glob("disclosures/*.json"):
        found |= cast("dict[str, Json]", parse_json(file.read_bytes()))
    return found


def test_are_fetched_once(tmp_path: Path) -> None:
    store = Store({3: "a", 300: "b"})
    export(tmp_path, plain(512), store)
    export(tmp_path, plain(512), store)
    assert store.asked == [range(2)]
    assert kept(tmp_path) == {"3": ["a"], "300": ["b"]}


def test_say_nothing_beyond_the_checkpoint(tmp_path: Path) -> None:
    export(tmp_path, plain(300), Store({299: "a", 300: "b"}))
    assert kept(tmp_path) == {"299": ["a"]}


def test_grow_with_the_last_bundle(tmp_path: Path) -> None:
    store = Store({3: "a", 299: "b", 301: "c", 600: "d"})
    export(tmp_path, plain(300), store)
    export(tmp_path, plain(700), store)
    assert kept(tmp_path) == {"3": ["a"], "299": ["b"], "301": ["c"], "600": ["d"]}
    assert sum(0 in bundles for bundles in store.asked) == 1


def test_are_forgotten_where_somebody_was_erased(tmp_path: Path) -> None:
    store = Store({3: "a", 299: "b"})
    export(tmp_path, plain(300), store)
    del store.shown[3]
    export(tmp_path, [*plain(300), ERASED], store)
    assert kept(tmp_path) == {"299": ["b"]}


def test_are_forgotten_though_no_new_ones_may_be_had(tmp_path: Path) -> None:
    store = Store({3: "a", 299: "b"})
    export(tmp_path, plain(300), store)
    store.refuses = True
    with pytest.raises(Failed):
        export(tmp_path, [*plain(300), ERASED], store)
    assert kept(tmp_path) == {}


def test_are_not_forgotten_twice_for_one_erasure(tmp_path: Path) -> None:
    store = Store({3: "a"})
    export(tmp_path, [*plain(300), ERASED], store)
    export(tmp_path, [*plain(300), ERASED, *plain(1, "assessment/b")], store)
    assert sum(0 in bundles for bundles in store.asked) == 1


def test_are_whole_after_an_interruption_in_a_growing_bundle(tmp_path: Path) -> None:
    store = Store({299: "b", 301: "c", 301 + 256: "d"})
    export(tmp_path, plain(300), store)
    (tmp_path / disclosures_path(0)).unlink()
    export(tmp_path, plain(600), store)
    assert kept(tmp_path) == {"299": ["b"], "301": ["c"], "557": ["d"]}


def test_are_fetched_anew_where_a_file_is_damaged(tmp_path: Path) -> None:
    store = Store({3: "a", 300: "b", 600: "c"})
    export(tmp_path, plain(1024), store)
    damaged = tmp_path / disclosures_path(1)
    damaged.write_bytes(damaged.read_bytes()[:-2])
    export(tmp_path, plain(1024), store)
    assert store.asked == [range(4), range(1, 2)]
    assert kept(tmp_path) == {"3": ["a"], "300": ["b"], "600": ["c"]}


def test_are_asked_for_in_few_looks(tmp_path: Path) -> None:
    store = Store(dict.fromkeys(range(0, 256 * 150, 256), "a"))
    DisclosuresBeside(tmp_path, 256 * 150).fetch(cast("Client", store))
    assert store.asked == [range(64), range(64, 128), range(128, 150)]
    assert len(kept(tmp_path)) == 150
    (tmp_path / disclosures_path(70)).unlink()
    (tmp_path / disclosures_path(72)).unlink()
    DisclosuresBeside(tmp_path, 256 * 150).fetch(cast("Client", store))
    assert store.asked[3:] == [range(70, 71), range(72, 73)]
