"""Checking from the command line that a log is complete."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from cli.audit.against_services import Difference, compare_with_services
from cli.audit.group import audit
from cli.audit.rereading import Rereading
from cli.audit.tally import Digest, Tally
from cli.client import Client
from oversight.logged import Logged, logged
from shared.contracts.envelope import encode
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import Rewritten
from shared.tlog.reading import CHECKPOINT
from shared.tlog.verifier import ignore_progress
from tests.support.audit_log import event, stream_events
from tests.support.golden_log import KEY, ORIGIN, Shelf, sealed

WHOLE = [*stream_events("assessment/a", 300), *stream_events("assessment/b", 2)]


def verify(contents: list[bytes], folder: Path, *more: str) -> Result:
    for path, raw in sealed(contents).items():
        file = folder / "log" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    place = ("--dir", str(folder / "log"), "--state", str(folder / "state"))
    arguments = ["verify", "--complete", *place, "--vkey", str(KEY), *more]
    return CliRunner().invoke(audit, arguments)


def entries(raws: Sequence[bytes]) -> list[Logged]:
    return [logged(index, raw, (), ()) for index, raw in enumerate(raws)]


class Stores:
    """The services' stores as their routes tell of them; only assessment has any."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def get(self, service: str, path: str, **query: str | int | None) -> object:
        """Answer as a service does."""
        if path == "/api/events/digests":
            days = self._tally.days(f"/{service}")
            return {day: vars_of(digest) for day, digest in days.items()}
        streams = self._tally.streams(f"/{service}", path.rpartition("/")[2])
        rows = [{"stream": name, **vars_of(digest)} for name, digest in streams]
        after = str(query["after"])
        following = [row for row in rows if str(row["stream"]) > after]
        return {"streams": following[: int(query["limit"] or 0)]}


def checkpoint_of(shelf: Shelf) -> Checkpoint:
    return open_checkpoint(shelf[CHECKPOINT], KEY)


def vars_of(digest: Digest) -> dict[str, Any]:
    return {"count": digest.count, "digest": digest.digest}


def compared(stored: Sequence[bytes], said: Sequence[bytes]) -> list[Difference]:
    with Tally() as store, Tally() as tally:
        store.add(entries(stored))
        tally.add(entries(said))
        client = cast("Client", Stores(store))
        return compare_with_services(client, tally, lambda: None, 0)


def test_says_that_nothing_is_missing_and_what_it_did_not_ask(tmp_path: Path) -> None:
    result = verify(WHOLE, tmp_path)
    assert result.exit_code == 0, result.output
    assert "Nothing is missing in its 2 streams." in result.output
    assert "No stream heads are sealed" in result.output
    assert "NOT compared with the services' own stores" in result.output


def test_names_what_is_missing_and_fails(tmp_path: Path) -> None:
    result = verify([*WHOLE[:10], *WHOLE[12:]], tmp_path)
    assert result.exit_code == 1
    assert "Missing: versions 11 to 12 of assessment/a." in result.output


def test_answers_programs(tmp_path: Path) -> None:
    result = verify(WHOLE[1:], tmp_path, "--json")
    assert result.exit_code == 1
    said = json.loads(result.output)
    assert said["verified"] is True
    assert said["complete"]["holds"] is False
    assert said["complete"]["missing"] == [
        {"stream": "assessment/a", "first": 1, "last": 1}
    ]


def test_counts_what_would_be_too_long_to_name(tmp_path: Path) -> None:
    result = verify(WHOLE[1:300:2], tmp_path)
    assert "Missing: and 130 more." in result.output


def test_refuses_entries_that_are_no_events(tmp_path: Path) -> None:
    result = verify([b'{"seq":0}'], tmp_path)
    assert result.exit_code == 1
    assert "An entry of the log is not an event: entry 0." in result.output


def test_refuses_other_entries_at_the_second_reading() -> None:
    shelf = sealed(WHOLE)
    said = Checkpoint(ORIGIN, len(WHOLE), sha256(b"another").digest())
    with pytest.raises(Rewritten, match="read twice"):
        list(Rereading(shelf).entries(said, ignore_progress))


def test_reads_on_from_where_it_was() -> None:
    earlier, later = sealed(WHOLE[:300]), sealed(WHOLE)
    shelf = Shelf(earlier)
    rereading = Rereading(shelf)
    read = list(rereading.entries(checkpoint_of(earlier), ignore_progress))
    shelf.update(later)
    read += rereading.entries(checkpoint_of(later), ignore_progress)
    assert [entry.raw for entries in read for entry in entries] == WHOLE


def test_finds_that_the_stores_hold_the_same() -> None:
    assert compared(WHOLE, list(reversed(WHOLE))) == []


def test_names_the_first_day_and_stream_that_differ() -> None:
    (found,) = compared(WHOLE, [*WHOLE[:300], WHOLE[301]])
    assert (found.service, found.day) == ("assessment", "2026-03-01")
    assert (found.stream, found.stored, found.logged) == ("assessment/b", 2, 1)
    assert "has 2 events in its store and 1 in the log" in str(found)


def test_tells_other_content_from_a_missing_event() -> None:
    other = encode(event("assessment/b", 2, "another"))
    (found,) = compared(WHOLE, [*WHOLE[:301], other])
    assert "has other events in its store than logged" in str(found)


def test_reads_many_streams_page_by_page() -> None:
    many = [raw for n in range(2100) for raw in stream_events(f"assessment/{n}", 1)]
    (found,) = compared(many, many[:-1])
    assert found.stream == "assessment/2099"
