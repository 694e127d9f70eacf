"""A letter on paper."""

import csv
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.notifications.transports.port import Delivered, Letter, Untried
from services.notifications.transports.print_queue import MANIFEST, PrintQueue
from tests.support.desks import delivered
from tests.support.messages import letter

SENDER = "Professional register"


def on_paper(number: int = 1, **changed: object) -> Letter:
    usual: dict[str, object] = {
        "channel": "tracked-post",
        "name": "Zoë Bevan",
        "postal": "1 High Street\nCardiff\nCF10 1AA",
        "language": "en",
    }
    return letter(number, **{**usual, **changed})


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / MANIFEST).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def suffixes(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


def modes(folder: Path) -> list[int]:
    return [path.stat().st_mode for path in folder.iterdir()]


async def test_is_queued_as_pdf_with_its_line_in_the_manifest(tmp_path: Path) -> None:
    (outcome,) = await delivered(PrintQueue(tmp_path, SENDER), on_paper())
    name = f"{UUID(int=1)}-1"
    assert outcome == Delivered(name, "print queue")
    (line,) = manifest(tmp_path)
    content = (tmp_path / line["file"]).read_bytes()
    assert (line["letter"], line["channel"], line["pages"]) == (
        name,
        "tracked-post",
        "1",
    )
    assert line["sha256"] == sha256(content).hexdigest()


async def test_shows_address_and_text_and_takes_neither_for_source(
    tmp_path: Path,
) -> None:
    sly = on_paper(body="Dear Zoë,\n\n#panic() *x* $1$ @nobody\n")
    await delivered(PrintQueue(tmp_path, SENDER), sly)
    reader = PdfReader(tmp_path / manifest(tmp_path)[0]["file"])
    shown = reader.pages[0].extract_text()
    for words in ("Zoë Bevan", "CF10 1AA", "A case waits", "#panic() *x* $1$ @nobody"):
        assert words in shown
    assert reader.metadata is not None
    assert reader.metadata.title == "A case waits"
    assert str(reader.root_object["/Lang"]).lower().startswith("en")


async def test_counts_its_pages(tmp_path: Path) -> None:
    await delivered(PrintQueue(tmp_path, SENDER), on_paper(body="Line.\n\n" * 200))
    line = manifest(tmp_path)[0]
    assert int(line["pages"]) == len(PdfReader(tmp_path / line["file"]).pages) > 2


async def test_is_queued_once_however_often_it_comes(tmp_path: Path) -> None:
    await delivered(PrintQueue(tmp_path, SENDER), on_paper(1))
    before = (tmp_path / f"{UUID(int=1)}-1.pdf").stat().st_mtime_ns
    await delivered(PrintQueue(tmp_path, SENDER), on_paper(1), on_paper(2))
    assert [line["letter"] for line in manifest(tmp_path)] == [
        f"{UUID(int=1)}-1",
        f"{UUID(int=2)}-1",
    ]
    assert (tmp_path / f"{UUID(int=1)}-1.pdf").stat().st_mtime_ns == before


@pytest.mark.parametrize("kept", [0, 20, 150])
async def test_heals_what_a_crash_left_half_written(tmp_path: Path, kept: int) -> None:
    await delivered(PrintQueue(tmp_path, SENDER), on_paper(1))
    whole = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / MANIFEST).write_bytes(whole[:kept])
    (tmp_path / f"{UUID(int=2)}-1.part").write_bytes(b"%PDF-1.")
    await delivered(PrintQueue(tmp_path, SENDER), on_paper(1), on_paper(2))
    assert [line["letter"] for line in manifest(tmp_path)] == [
        f"{UUID(int=1)}-1",
        f"{UUID(int=2)}-1",
    ]
    assert ".part" not in suffixes(tmp_path)


async def test_waits_where_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "post").write_text("not a folder")
    outcomes = await delivered(PrintQueue(tmp_path / "post", SENDER), on_paper())
    assert outcomes == [Untried("print-queue-unavailable", away=True)]


async def test_is_shown_to_its_owner_alone(tmp_path: Path) -> None:
    await delivered(PrintQueue(tmp_path, SENDER), on_paper())
    assert all(mode & 0o077 == 0 for mode in modes(tmp_path))
