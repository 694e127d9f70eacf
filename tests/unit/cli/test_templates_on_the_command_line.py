"""Templates on the command line."""

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from shared.identity.demonstration import ensure_identity

pytestmark = pytest.mark.enable_socket

LISTED = [
    {
        "name": "fee-due",
        "version": 1,
        "in_use": True,
        "kind": "mandatory",
        "title": "A fee is due",
        "texts": [
            {"language": "en", "checked": True},
            {"language": "cy", "checked": False},
        ],
    }
]
LETTER = {"subject": "A fee", "text": "Dear Siân,\n", "html": "<p>", "instead": True}


class Answering(BaseHTTPRequestHandler):
    """A notifications service with one template, and faults in what is sent to it."""

    asked: list[str]

    def do_GET(self) -> None:
        """Answer with the list, or with the letter."""
        self.asked.append(self.path)
        self._answer(LISTED if self.path == "/api/templates" else LETTER)

    def do_POST(self) -> None:
        """Find a fault in every file whose text says so."""
        length = int(self.headers.get("content-length") or 0)
        files: dict[str, str] = json.loads(self.rfile.read(length))["files"]
        self._answer({"faults": [f"{n}: bad" for n in files if "bad" in files[n]]})

    def _answer(self, body: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Generator[list[str]]:
    """The addresses that the notifications service is asked for."""
    paths: list[str] = []
    handler = type("Handler", (Answering,), {"asked": paths})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        monkeypatch.setenv(
            "REGISTER_NOTIFICATIONS_URL", f"http://127.0.0.1:{server.server_port}"
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield paths
        server.shutdown()
        thread.join()


def run(data: Path, *options: str) -> Result:
    ensure_identity(data)
    return CliRunner().invoke(main, ["templates", *options, "--data", str(data)])


@pytest.mark.usefixtures("asked")
def test_are_listed_with_what_no_speaker_has_checked(tmp_path: Path) -> None:
    result = run(tmp_path, "list")
    assert result.exit_code == 0, result.output
    assert "fee-due" in result.output
    assert result.output.splitlines()[1].endswith("cy")


def test_are_shown_as_letters(asked: list[str], tmp_path: Path) -> None:
    result = run(tmp_path, "preview", "fee-due", "--language", "cy", "--version", "1")
    assert result.stdout == "Subject: A fee\n\nDear Siân,\n"
    assert "it is English" in result.stderr
    assert asked == ["/api/templates/fee-due?version=1&language=cy"]


@pytest.mark.usefixtures("asked")
def test_are_shown_as_html_and_nothing_else(tmp_path: Path) -> None:
    assert run(tmp_path, "preview", "fee-due", "--html").stdout == "<p>"


@pytest.mark.usefixtures("asked")
def test_are_sound_or_each_fault_is_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.v1.en.md", tmp_path / "b.v1.en.md"
    good.write_text("good")
    bad.write_text("bad")
    assert run(tmp_path, "check", str(good)).stdout == "1 file is sound.\n"
    result = run(tmp_path, "check", str(good), str(bad))
    assert result.exit_code == 1
    assert "b.v1.en.md: bad" in result.output


@pytest.mark.usefixtures("asked")
def test_are_not_read_from_what_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.v1.en.md"
    file.write_bytes(b"\xff\xfe")
    result = run(tmp_path, "check", str(file))
    assert result.exit_code == 1
    assert "is not a text in UTF-8" in result.output
