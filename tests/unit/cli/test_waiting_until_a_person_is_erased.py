"""Waiting on the command line until a person is erased."""

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import erasing
from cli.main import main
from shared.identity.demonstration import ensure_identity

pytestmark = pytest.mark.enable_socket

PERSON = "5f0e0b9f-4c5e-4f3c-9d6d-2f9f0c1d7a11"
LOOKS_UNTIL_CONFIRMED = 3
NUMBER = "CT000042"
UNKNOWN = "Nobody in the register has that number or that id."


class Register(BaseHTTPRequestHandler):
    """An applications service whose peers confirm only after some looks."""

    looks: list[str]
    refusal: list[str]
    erased: list[str]
    known: dict[str, str]

    def do_POST(self) -> None:
        """Answer the command."""
        length = int(self.headers.get("content-length") or 0)
        self.erased.append(json.loads(self.rfile.read(length))["data"]["person_id"])
        if self.refusal:
            body = {"outcome": "refused", "detail": self.refusal[0]}
            self._answer(409, body | {"code": "legal-hold"})
            return
        self._answer(200, {"outcome": "done", "events": []})

    def do_GET(self) -> None:
        """Say who somebody is, or who has not confirmed yet."""
        path, _, reference = self.path.partition("?reference=")
        if path == "/api/people":
            person = self.known.get(reference)
            said = {"person_id": person} if person else {"detail": UNKNOWN}
            self._answer(200 if person else 404, said)
            return
        self.looks.append(self.path)
        missing = [] if len(self.looks) >= LOOKS_UNTIL_CONFIRMED else ["audit"]
        self._answer(200, {"erasures": [{"missing": missing}]})

    def _answer(self, code: int, body: object) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Story:
    """What was asked of the register, and how long was waited each time."""

    def __init__(self) -> None:
        self.looks: list[str] = []
        self.refusal: list[str] = []
        self.erased: list[str] = []
        self.known = {NUMBER: PERSON}
        self.waits: list[float] = []


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Generator[Story]:
    """A register, and a clock on the wall that nobody waits for."""
    told = Story()
    passed = [0.0]

    def sleep(seconds: float) -> None:
        told.waits.append(seconds)
        passed[0] += seconds

    monkeypatch.setattr(erasing.time, "sleep", sleep)
    monkeypatch.setattr(erasing.time, "monotonic", lambda: passed[0])
    names = ("looks", "refusal", "erased", "known")
    handler = type(
        "Handler", (Register,), {name: getattr(told, name) for name in names}
    )
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("REGISTER_APPLICATIONS_URL", url)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def erase(data: Path, *options: str, person: str = PERSON) -> Result:
    ensure_identity(data)
    words = ["erase", person, "--reason", "request-article-17", "--data", str(data)]
    return CliRunner().invoke(main, [*words, *options])


def test_looks_no_oftener_than_every_two_seconds(story: Story, tmp_path: Path) -> None:
    result = erase(tmp_path)
    assert result.exit_code == 0, result.output
    assert len(story.looks) == LOOKS_UNTIL_CONFIRMED
    assert story.waits == [2, 2, 2]


def test_ends_when_patience_does_and_names_who_is_missing(
    story: Story, tmp_path: Path
) -> None:
    result = erase(tmp_path, "--patience", "3")
    assert result.exit_code == 1
    assert result.stderr == "Error: Not confirmed yet by audit.\n"
    assert story.waits == [2, 1]


def test_looks_once_without_patience(story: Story, tmp_path: Path) -> None:
    assert erase(tmp_path, "--patience", "0").exit_code == 1
    assert len(story.looks) == 1


def test_does_not_look_where_a_hold_refuses_it(story: Story, tmp_path: Path) -> None:
    story.refusal.append("A legal hold keeps everything of this person.")
    result = erase(tmp_path)
    assert result.exit_code == 1
    assert "A legal hold keeps everything of this person." in result.output
    assert not story.looks


def test_is_asked_for_by_a_registration_number(story: Story, tmp_path: Path) -> None:
    result = erase(tmp_path, person=NUMBER)
    assert (result.exit_code, story.erased) == (0, [PERSON])


def test_is_asked_for_by_an_id_that_the_register_judges_itself(
    story: Story, tmp_path: Path
) -> None:
    assert erase(tmp_path).exit_code == 0
    assert story.erased == [PERSON]


def test_erases_nobody_by_a_number_that_nobody_has(
    story: Story, tmp_path: Path
) -> None:
    result = erase(tmp_path, person="CT999999")
    assert (result.exit_code, result.stderr) == (1, f"Error: {UNKNOWN}\n")
    assert not story.erased
