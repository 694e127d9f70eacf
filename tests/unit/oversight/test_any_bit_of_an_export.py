"""Verifying an exported directory."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.beside import (
    DamagedDisclosures,
    DamagedLeftover,
    Export,
    OtherKeyBeside,
    check_beside,
)
from oversight.bundles.errors import FalseDisclosure
from oversight.disclosures import disclosures_path
from oversight.ended_logs import DamagedArchive
from oversight.hand_over import NotHandedOver
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey
from shared.tlog.readers import DirectoryReader
from shared.tlog.verifier import Trust, verify_log
from tests.support.exported_log import exported, plain
from tests.support.golden_log import KEY, WITNESS, sealed
from tests.support.handed_over_log import ENDING, NEXT, under_next
from tests.support.registered import ENTRIES

CONTENTS = [*ENTRIES, *plain(260)]
DISCLOSURES = disclosures_path(0)


def verify(directory: Path, key: VerifierKey = KEY) -> list[str]:
    """Verify all of a directory, as `register audit verify --dir` does."""
    checkpoint = verify_log(DirectoryReader(directory), Trust(key))
    return check_beside(Export(directory, key, checkpoint))


def whole(directory: Path) -> Path:
    """Export a log that goes on from another one, with all that an export has."""
    entries = [*CONTENTS, (ENDING, ()), *plain(40, "assessment/b")]
    exported(entries, directory)
    (directory / "disclosures/.size").write_text(str(len(entries)))
    (directory / "checkpoint").write_bytes(under_next([raw for raw, _ in entries]))
    (directory / "vkey").write_text(f"{NEXT.verifier_key}\n")
    archive = directory / "archive/1"
    archive.mkdir(parents=True)
    ended = sealed([*(raw for raw, _ in CONTENTS), ENDING])
    (archive / "checkpoint").write_bytes(ended["checkpoint"])
    (archive / "vkey").write_text(f"{KEY}\n")
    return directory


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return exported(CONTENTS, tmp_path / "export")


@pytest.fixture
def continued(tmp_path: Path) -> Path:
    return whole(tmp_path / "continued")


def flip(file: Path, bit: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[bit // 8] ^= 1 << bit % 8
    file.write_bytes(bytes(raw))


def test_finds_nothing_wrong_with_a_sound_one(export: Path) -> None:
    assert verify(export) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_finds_any_bit_that_was_changed(kept: Path, data: st.DataObject) -> None:
    files = sorted(file for file in kept.rglob("*") if file.is_file())
    file = data.draw(st.sampled_from(files))
    bit = data.draw(st.integers(0, file.stat().st_size * 8 - 1))
    flip(file, bit)
    try:
        with pytest.raises(VerificationError):
            verify(kept, NEXT.verifier_key)
    finally:
        flip(file, bit)


@pytest.mark.parametrize(
    "name", ["archive/1/checkpoint", "archive/1/vkey", "disclosures/.size"]
)
def test_finds_every_bit_of_what_the_log_goes_on_from(
    continued: Path, name: str
) -> None:
    assert verify(continued, NEXT.verifier_key) == []
    file = continued / name
    for bit in range(file.stat().st_size * 8):
        flip(file, bit)
        with pytest.raises(VerificationError, match=name.rpartition("/")[0]):
            verify(continued, NEXT.verifier_key)
        flip(file, bit)
    assert verify(continued, NEXT.verifier_key) == []


def test_names_what_is_missing_of_a_log_that_was_handed_over(continued: Path) -> None:
    (continued / "archive/1/vkey").unlink()
    with pytest.raises(DamagedArchive, match="archive/1/vkey is missing"):
        verify(continued, NEXT.verifier_key)


def test_refuses_a_log_that_was_handed_over_to_another_one(continued: Path) -> None:
    # Rightly signed, of this very tree, and ended by an entry that hands nothing over.
    ended = sealed([raw for raw, _ in CONTENTS])
    (continued / "archive/1/checkpoint").write_bytes(ended["checkpoint"])
    with pytest.raises(NotHandedOver):
        verify(continued, NEXT.verifier_key)


def test_refuses_a_log_of_another_past(continued: Path) -> None:
    ended = sealed([*(raw for raw, _ in CONTENTS[1:]), ENDING])
    (continued / "archive/1/checkpoint").write_bytes(ended["checkpoint"])
    with pytest.raises(DamagedArchive, match="another root"):
        verify(continued, NEXT.verifier_key)


def test_refuses_a_chain_that_lacks_a_link(continued: Path) -> None:
    (continued / "archive/1").rename(continued / "archive/2")
    shutil.copytree(continued / "archive/2", continued / "archive/1")
    with pytest.raises(DamagedArchive, match="hands over to"):
        verify(continued, NEXT.verifier_key)


@pytest.mark.parametrize("name", ["checkpoint", "vkey"])
def test_finds_every_bit_of_what_is_signed_and_what_signs(name: str) -> None:
    with TemporaryDirectory() as folder:
        directory = exported(CONTENTS[:3], Path(folder))
        file = directory / name
        for bit in range(file.stat().st_size * 8):
            flip(file, bit)
            with pytest.raises(VerificationError):
                verify(directory)
            flip(file, bit)
        assert verify(directory) == []


def test_names_another_key(export: Path) -> None:
    (export / "vkey").write_text(f"{WITNESS.verifier_key}\n")
    with pytest.raises(OtherKeyBeside):
        verify(export)


def test_names_the_field_that_was_disclosed_falsely(export: Path) -> None:
    file = export / DISCLOSURES
    first, third = ENTRIES[0][1][0], ENTRIES[2][1][0]
    file.write_bytes(file.read_bytes().replace(first.encode(), third.encode()))
    with pytest.raises(FalseDisclosure, match="entry 0"):
        verify(export)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}\n", b'{"x":[]}', b'{"0":["a",1]}', b'{"256":[]}']
)
def test_finds_disclosures_in_another_form(export: Path, raw: bytes) -> None:
    (export / DISCLOSURES).write_bytes(raw)
    with pytest.raises(DamagedDisclosures):
        verify(export)


def test_finds_disclosures_of_entries_that_are_not_there(export: Path) -> None:
    (export / disclosures_path(1)).write_bytes(b'{"300":[]}')
    with pytest.raises(DamagedDisclosures, match="entry 300, which is not there"):
        verify(export)


def test_compares_what_an_earlier_checkpoint_has_left(export: Path) -> None:
    for path, raw in sealed([raw for raw, _ in CONTENTS[:40]]).items():
        if path != "checkpoint":
            file = export / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(raw)
    assert verify(export) == []
    for path in ("tile/0/000.p/40", "tile/entries/000.p/40"):
        flip(export / path, 77)
        with pytest.raises(DamagedLeftover, match=path):
            verify(export)
        flip(export / path, 77)


def test_says_what_it_could_not_check(export: Path) -> None:
    (export / "tile/0/007").write_bytes(b"")
    (export / "notes.txt").write_bytes(b"")
    (export / disclosures_path(9)).write_bytes(b"{}")
    said = verify(export)
    assert [note.partition(" ")[0] for note in said] == [
        "disclosures/009.json",
        "notes.txt",
        "tile/0/007",
    ]


def test_says_whose_signature_it_could_not_check(export: Path) -> None:
    file = export / "checkpoint"
    text = file.read_text("utf-8").partition("\n\n")[0] + "\n"
    with file.open("a", encoding="utf-8") as note:
        note.write(str(WITNESS.sign(text, 1_767_225_600)))
    (said,) = verify(export)
    assert said == (
        "A signature of witness.example/w1 was not checked: its key is not given."
    )
