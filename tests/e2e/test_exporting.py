"""Exporting the log, and asking the export instead of the service."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import ImportedRegister
from tests.support.live import LiveRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

FORMS = ("json", "ndjson", "csv", "xes", "html")


def export(live: LiveRegister, directory: Path, *more: str) -> str:
    key = live.data / "secrets" / "audit-log.vkey"
    done = live.run("audit", "export", str(directory), "--vkey-file", str(key), *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def size_of(directory: Path) -> int:
    return int((directory / "checkpoint").read_text().split("\n")[1])


def trail(live: LiveRegister, file: Path, *words: str) -> bytes:
    done = live.run("audit", "trail", *words, "-o", str(file))
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def test_gives_the_same_trails_as_the_service(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live, log = imported.live, tmp_path / "log"
    assert "with the disclosures" in export(live, log)
    size = str(size_of(log))
    applications = trail(
        live, tmp_path / "some", "--type", "application-submitted", "--format", "json"
    )
    submitted = json.loads(applications)["entries"][0]
    person = submitted["disclosed"]["person_id"]
    for form in FORMS:
        asked = (person, "--format", form)
        served = trail(live, tmp_path / "served", *asked, "--size", size)
        exported = trail(
            live,
            tmp_path / "exported",
            *asked,
            *("--dir", str(log), "--vkey-file", str(log / "vkey")),
        )
        assert served == exported
        assert submitted["event"]["subject"].encode() in served


def test_goes_on_and_stays_sound(imported: ImportedRegister, tmp_path: Path) -> None:
    live, log = imported.live, tmp_path / "log"
    export(live, log)
    before = size_of(log)
    # Looking at a trail is an entry too, so that the log has grown.
    trail(live, tmp_path / "any", "--type", "application-submitted")
    live.drain()
    (log / "tile" / "entries" / "000").unlink(missing_ok=True)
    export(live, log)
    assert size_of(log) > before
    verified = live.run(
        *("audit", "verify", "--dir", str(log), "--vkey-file", str(log / "vkey")),
        *("--state", str(tmp_path / "state")),
    )
    assert verified.returncode == 0, verified.stderr


def test_gives_the_public_no_disclosure(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live, log = imported.live, tmp_path / "log"
    assert "without disclosures" in export(live, log, "--without-disclosures")
    assert not (log / "disclosures").exists()
    names = [row["family_name"] for row in imported.file.rows]
    held = b"".join(it.read_bytes() for it in log.rglob("*") if it.is_file())
    assert not any(f'"{name}"'.encode() in held for name in names)


def test_is_refused_to_whoever_may_see_no_disclosures(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live, log = imported.live, tmp_path / "log"
    done = live.run("audit", "export", str(log), "--as", "operator")
    assert done.returncode == 1
    assert "audit.read-disclosures" in done.stderr
    assert not (log / "checkpoint").exists()
