"""Stating a purpose on the command line."""

import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from cli.main import main
from shared.identity.demonstration import ensure_identity

pytestmark = pytest.mark.enable_socket


class Answering(BaseHTTPRequestHandler):
    """Answers every reader with an empty queue, and remembers how they asked."""

    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append(dict(self.headers))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"cases": [], "next": null}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Generator[list[dict[str, str]]]:
    """The headers of each request to the assessment service."""
    headers: list[dict[str, str]] = []
    handler = type("Handler", (Answering,), {"asked": headers})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        monkeypatch.setenv(
            "REGISTER_ASSESSMENT_URL", f"http://127.0.0.1:{server.server_port}"
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield headers
        server.shutdown()
        thread.join()


def run(data: Path, *options: str) -> None:
    ensure_identity(data)
    result = CliRunner().invoke(main, ["queue", "--data", str(data), *options])
    assert result.exit_code == 0, result.output


def test_sends_the_code_and_the_words(
    asked: list[dict[str, str]], tmp_path: Path
) -> None:
    run(tmp_path, "--purpose", "break-glass", "--purpose-reason", "Zoë is in A&E")
    [headers] = asked
    assert headers["X-Purpose"] == "break-glass"
    assert unquote(headers["X-Purpose-Reason"]) == "Zoë is in A&E"


def test_sends_nothing_where_none_is_stated(
    asked: list[dict[str, str]], tmp_path: Path
) -> None:
    run(tmp_path)
    [headers] = asked
    assert not {"X-Purpose", "X-Purpose-Reason"} & set(headers)
