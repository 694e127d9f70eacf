"""Reading an exported log."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.disclosures import (
    disclosures_path,
    read_disclosures,
    write_disclosures,
)
from oversight.logged import AlteredDisclosure
from oversight.source import ExportedLog, key_beside
from shared.contracts.notifications import MessageRequested
from shared.contracts.sealing import disclosure, open_disclosure
from shared.errors import Unreadable
from shared.identity.roles import Role
from shared.tlog.damage import DamagedLog
from shared.tlog.errors import NotServed, VerificationError
from tests.support.audit_log import event, named
from tests.support.exported_log import Said, exported, plain, said
from tests.support.golden_log import KEY

REGULATOR = frozenset({Role.REGULATOR})
REQUESTED = said(
    event("message/m", 1),
    MessageRequested,
    {
        "message_id": str(named("m")),
        "about": "application/a",
        "template": "returned",
        "template_version": 1,
        "to": "ada@example.org",
    },
)


def log_of(entries: list[Said], directory: Path) -> ExportedLog:
    return ExportedLog(exported(entries, directory), REGULATOR, KEY)


def test_gives_every_entry_in_order(tmp_path: Path) -> None:
    log = log_of(plain(600), tmp_path)
    assert log.checkpoint.size == 600
    assert [it.index for it in log.entries()] == list(range(600))
    assert [it.raw for it in log.entries()] == [raw for raw, _ in plain(600)]


@pytest.mark.parametrize(("first", "end"), [(0, 0), (255, 257), (590, None), (7, 8)])
def test_gives_a_part_of_it(first: int, end: int | None, tmp_path: Path) -> None:
    log = log_of(plain(600), tmp_path)
    found = [it.index for it in log.entries(first, end)]
    assert found == list(range(600))[first:end]


def test_gives_one_entry(tmp_path: Path) -> None:
    log = log_of(plain(300), tmp_path)
    assert log.entry(299).event["sequence"] == "300"
    with pytest.raises(NotServed, match="no entry 300"):
        log.entry(300)


def test_shows_what_is_disclosed_to_a_regulator(tmp_path: Path) -> None:
    log = log_of([*plain(256), REQUESTED], tmp_path)
    assert log.entry(256).disclosed["to"] == "ada@example.org"
    assert log.entry(255).disclosed == {}


def test_shows_nothing_personal_to_an_operator(tmp_path: Path) -> None:
    exported([REQUESTED], tmp_path)
    operator = ExportedLog(tmp_path, {Role.OPERATOR}, KEY)
    assert operator.entry(0).disclosed == {}
    assert operator.entry(0).disclosures == ()


def test_refuses_what_belongs_to_another_entry(tmp_path: Path) -> None:
    exported([*plain(1), REQUESTED], tmp_path)
    file = tmp_path / disclosures_path(0)
    file.write_bytes(write_disclosures({0: REQUESTED[1]}))
    log = ExportedLog(tmp_path, REGULATOR, KEY)
    with pytest.raises(AlteredDisclosure, match="one of entry 0"):
        list(log.entries())


@pytest.mark.parametrize(
    ("replaced", "named_as"),
    [
        (disclosure("salt", "to", "eve@example.org"), "field 'to' of entry 0"),
        (disclosure("salt", "Ada Lovelace", 1), "one of entry 0"),
        ("nothing", "one of entry 0"),
    ],
)
def test_names_a_disclosure_that_was_replaced_and_never_calls_it_withheld(
    replaced: str, named_as: str, tmp_path: Path
) -> None:
    exported([REQUESTED], tmp_path)
    others = [text for text in REQUESTED[1] if open_disclosure(text)[0] != "to"]
    file = tmp_path / disclosures_path(0)
    file.write_bytes(write_disclosures({0: [*others, replaced]}))
    log = ExportedLog(tmp_path, {Role.OPERATOR}, KEY)
    with pytest.raises(AlteredDisclosure) as caught:
        log.entry(0)
    assert str(caught.value) == (
        f"What is kept as a disclosure is not what its entry has sealed: {named_as}."
    )
    # One that is not there at all may be erased, or another's to see.
    file.write_bytes(write_disclosures({0: others}))
    assert log.entry(0).disclosed == {}


def test_does_without_disclosures(tmp_path: Path) -> None:
    exported([REQUESTED], tmp_path)
    (tmp_path / disclosures_path(0)).unlink()
    assert ExportedLog(tmp_path, REGULATOR, KEY).entry(0).disclosed == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"0":1}',
        b'{"256":[]}',
        b'{"x":[]',
        b'{"0":[1]}',
        b'{"0":["\xc3\xa4"]}',
    ],
)
def test_names_a_file_of_disclosures_that_is_damaged(
    content: bytes, tmp_path: Path
) -> None:
    log = log_of([REQUESTED], tmp_path)
    (tmp_path / disclosures_path(0)).write_bytes(content)
    with pytest.raises(Unreadable, match=r"disclosures/000\.json"):
        log.entry(0)


@pytest.mark.parametrize(
    "path", ["tile/entries/001", "tile/0/001", "tile/1/000.p/2", "checkpoint"]
)
def test_hands_nothing_out_that_is_not_what_was_signed(
    path: str, tmp_path: Path
) -> None:
    file = exported(plain(600), tmp_path) / path
    raw = file.read_bytes()
    file.write_bytes(raw[:60] + bytes([raw[60] ^ 1]) + raw[61:])
    with pytest.raises(VerificationError):
        list(ExportedLog(tmp_path, REGULATOR, KEY).entries(256, 512))


def test_names_the_entry_that_was_altered(tmp_path: Path) -> None:
    log = log_of(plain(300), tmp_path)
    bundle = tmp_path / "tile/entries/000"
    bundle.write_bytes(
        bundle.read_bytes().replace(b'"sequence":"8"', b'"sequence":"9"')
    )
    with pytest.raises(DamagedLog, match="entry 7 is not what was sealed"):
        log.entry(7)


def test_finds_the_key_that_came_along(tmp_path: Path) -> None:
    assert key_beside(exported(plain(1), tmp_path)) == KEY


@given(st.integers(0, 10**9))
def test_has_one_place_for_the_disclosures_of_a_bundle(number: int) -> None:
    path = disclosures_path(number)
    digits = path.removeprefix("disclosures/").removesuffix(".json")
    assert int(digits.replace("x", "").replace("/", "")) == number


@given(
    st.dictionaries(
        st.integers(512, 767),
        st.lists(st.text(st.characters(codec="ascii", exclude_characters="\0"))),
    )
)
def test_writes_disclosures_and_reads_them_again(found: dict[int, list[str]]) -> None:
    read = read_disclosures(write_disclosures(found), 2)
    assert {index: list(texts) for index, texts in read.items()} == found
