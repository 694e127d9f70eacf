"""A regulator with a key and a file, and with nothing of the register running."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from cli.client import Client
from cli.showing import object_of, rows_of, text_of
from cli.system import find_system
from oversight.bundles.form import digest_of, lay_out
from oversight.case_files.archive import pack, unpack
from shared.contracts.applications import DecideApplication
from shared.contracts.assessment import GiveRecommendation
from shared.contracts.canonical import canonical
from shared.contracts.contract import CommandData
from shared.tlog.encoding import decode_base64, encode_base64
from tests.e2e.conftest import ImportedRegister
from tests.support.live import REGISTER, LiveRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

ASSESSORS = ("assessor-1", "assessor-2")


@dataclass(frozen=True)
class Desk:
    """A regulator's own machine: a folder, a key, and the program."""

    folder: Path
    key: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the program where no register is to be found."""
        return subprocess.run(
            [REGISTER, "audit", *words, "--vkey-file", str(self.key)],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def numbers(imported: ImportedRegister) -> list[str]:
    """Register three people; return their numbers."""
    live = imported.live
    system = find_system(live.port, live.data)
    with Client(system, "registrar") as registrar:
        clients = [registrar.speaking_as(person) for person in ASSESSORS]
        queues = [
            {
                text_of(case, "assessment_id"): text_of(case, "application_id")
                for case in rows_of(client.get("assessment", "/api/queue"), "cases")
                # Those by equivalence are judged standard by standard.
                if text_of(case, "route") != "equivalence"
            }
            for client in clients
        ]
        work = rows_of(
            registrar.get("applications", "/api/work-list", limit=500), "work"
        )
        hindered = {text_of(one, "application_id") for one in work if one["matters"]}
        chosen = sorted(
            case
            for case in queues[0].keys() & queues[1].keys()
            if queues[0][case] not in hindered
        )[:3]
        assert len(chosen) == 3
        for client in clients:
            for case in chosen:
                accept = {"assessment_id": case, "recommendation": "accept"}
                send(client, "assessment", GiveRecommendation.model_validate(accept))
        live.drain()
        for case in chosen:
            decision = {"application_id": queues[0][case], "decision": "accept"}
            send(registrar, "applications", DecideApplication.model_validate(decision))
    live.drain()
    entered = live.json("audit", "trail", "--type", "registration-entered")
    by_application = {
        entry["event"]["data"]["application_id"]: entry["event"]["data"]
        for entry in entered["entries"]
    }
    return [by_application[queues[0][it]]["registration_number"] for it in chosen]


def send(client: Client, service: str, command: CommandData) -> None:
    body = {
        "id": str(uuid4()),
        "type": command.TYPE,
        "data": command.model_dump(mode="json"),
    }
    answer = object_of(client.post(service, "/api/commands", body))
    assert answer["outcome"] == "done", answer


@pytest.fixture
def desk(imported: ImportedRegister, tmp_path: Path) -> Desk:
    key = tmp_path / "log.vkey"
    key.write_bytes((imported.live.data / "secrets" / "audit-log.vkey").read_bytes())
    return Desk(tmp_path, key)


def done(live: LiveRegister, *words: str) -> str:
    ran = live.run("audit", *words)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def with_another_decision(case_file: bytes) -> bytes:
    """Return the case file as somebody would forge it who knows all its forms."""
    files = unpack(case_file)
    bundle = json.loads(files["bundle.json"])
    for entry in bundle["entries"]:
        raw = decode_base64(entry["entry"])
        if b"application-accepted" in raw:
            forged = raw.replace(b'"actor":"', b'"actor":"not-')
            entry["entry"] = encode_base64(forged)
            files[f"entries/{entry['index']}.json"] = forged
    files["bundle.json"] = lay_out(bundle | {"sha256": digest_of(bundle)})
    manifest = json.loads(files.pop("manifest.json"))
    manifest["files"] = {name: sha256(raw).hexdigest() for name, raw in files.items()}
    return pack(files | {"manifest.json": canonical(manifest)})


def with_another_cover(case_file: bytes) -> bytes:
    files = unpack(case_file)
    files["chronology.csv"] = files["chronology.csv"].replace(b"accepted", b"refused!")
    return pack(files)


@pytest.mark.parametrize(
    ("forge", "names"),
    [
        (with_another_decision, "does not lead from this entry to the signed root"),
        (with_another_cover, "chronology.csv"),
    ],
)
def test_finds_the_one_history_that_was_altered(
    imported: ImportedRegister,
    numbers: list[str],
    desk: Desk,
    forge: Callable[[bytes], bytes],
    names: str,
) -> None:
    files = [desk.folder / f"{number}.zip" for number in numbers]
    for number, file in zip(numbers, files, strict=True):
        done(imported.live, "case-file", number, str(file))
    assert [desk.run("verify-bundle", str(file)).returncode for file in files] == [
        0
    ] * 3
    altered = files[1]
    altered.write_bytes(forge(altered.read_bytes()))
    found = {file: desk.run("verify-bundle", str(file)) for file in files}
    assert [found[file].returncode for file in files] == [0, 1, 0]
    assert names in found[altered].stderr
    assert found[altered].stderr.count("\n") == 1


def test_reads_one_registrants_whole_history(
    imported: ImportedRegister, numbers: list[str], desk: Desk
) -> None:
    file = desk.folder / "history.json"
    done(imported.live, "trail", numbers[0], "--proof", str(file))
    said = json.loads(desk.run("verify-bundle", str(file), "--json").stdout)
    happened = [entry["event"]["type"].split(".")[2] for entry in said["entries"]]
    for step in (
        "application-submitted",
        "assessment-opened",
        "recommendation-given",
        "application-accepted",
        "registration-entered",
    ):
        assert step in happened
    submitted = said["entries"][happened.index("application-submitted")]
    assert submitted["disclosed"]["family_name"]
    assert "declaration_details" not in submitted["disclosed"]
    assert f"registration/{numbers[0]}" in said["streams"]


def test_has_the_same_bytes_from_service_and_export(
    imported: ImportedRegister, numbers: list[str], desk: Desk
) -> None:
    live, export = imported.live, desk.folder / "log"
    done(live, "export", str(export), "--vkey-file", str(desk.key))
    under = ("--under", str(export / "checkpoint"))
    for number in numbers:
        served, own = desk.folder / "served", desk.folder / "own"
        done(live, "trail", number, "--proof", str(served), *under)
        ran = desk.run("trail", number, "--proof", str(own), "--dir", str(export))
        assert ran.returncode == 0, ran.stderr
        assert own.read_bytes() == served.read_bytes()
        done(live, "case-file", number, str(served), *under)
        ran = desk.run("case-file", number, str(own), "--dir", str(export))
        assert ran.returncode == 0, ran.stderr
        assert own.read_bytes() == served.read_bytes()


def test_sees_that_the_log_still_extends_what_was_written_down(
    imported: ImportedRegister, numbers: list[str], desk: Desk
) -> None:
    live = imported.live
    export, kept = desk.folder / "log", desk.folder / "kept"
    done(live, "export", str(export), "--vkey-file", str(desk.key))
    kept.write_bytes((export / "checkpoint").read_bytes())
    # To look is to be recorded: the log grows by it.
    done(live, "trail", numbers[0])
    live.drain()
    log = f"{live.url('audit')}/log"
    ran = desk.run("consistency", "--from", str(kept), "--url", log)
    assert ran.returncode == 0, ran.stderr
    assert "extends" in ran.stdout
    size, root = kept.read_text("utf-8").splitlines()[1:3]
    other = root.replace(root[5], "A" if root[5] != "A" else "B")
    ran = desk.run("consistency", "--from", f"{size} {other}", "--url", log)
    assert ran.returncode == 1


@pytest.mark.parametrize("name", ["checkpoint", "vkey", "disclosures/000.json"])
def test_finds_a_bit_that_was_changed_beside_the_log(
    imported: ImportedRegister, desk: Desk, name: str
) -> None:
    export = desk.folder / "log"
    done(imported.live, "export", str(export), "--vkey-file", str(desk.key))
    assert desk.run("verify", "--dir", str(export)).returncode == 0
    file = export / name
    raw = file.read_bytes()
    file.write_bytes(bytes([*raw[:40], raw[40] ^ 1, *raw[41:]]))
    ran = desk.run("verify", "--dir", str(export))
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
