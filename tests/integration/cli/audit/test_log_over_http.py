"""A log behind a web address."""

from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from cli.audit.group import audit
from tests.support.golden_log import KEY, Shelf, golden_log

pytestmark = pytest.mark.integration


@pytest.fixture
def log() -> Shelf:
    return golden_log(3_000)


@pytest.fixture
def url(log: Shelf) -> Generator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = log.get(self.path.removeprefix("/log/"))
            self.send_response(404 if body is None else 503 if body == b"503" else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/log"
        server.shutdown()
        thread.join()


def verify(url: str, state: Path) -> Result:
    arguments = ["verify", "--url", url, "--vkey", str(KEY)]
    return CliRunner().invoke(audit, [*arguments, "--state", str(state / "seen.json")])


def test_is_verified(url: str, tmp_path: Path) -> None:
    result = verify(url, tmp_path)
    assert "is sound: 3000 entries" in result.output
    assert result.exit_code == 0


def test_is_verified_at_an_address_with_a_slash(url: str, tmp_path: Path) -> None:
    assert verify(f"{url}/", tmp_path).exit_code == 0


def test_is_refused_for_one_changed_entry(
    url: str,
    log: Shelf,
    tmp_path: Path,
) -> None:
    path = "tile/entries/005"
    log[path] = log[path].replace(b'"seq":1400,', b'"seq":1401,')
    assert "entry 1400 is not what was sealed" in verify(url, tmp_path).output


def test_is_refused_for_a_damaged_tile_and_all_that_is_missing(
    url: str,
    log: Shelf,
    tmp_path: Path,
) -> None:
    log["tile/0/003"] = bytes(8192)
    del log["tile/entries/008"]
    result = verify(url, tmp_path)
    assert result.exit_code == 1
    assert "tile/0/003 is damaged at entry 768" in result.output


def test_is_not_called_damaged_when_the_server_is_out_of_order(
    url: str,
    log: Shelf,
    tmp_path: Path,
) -> None:
    log["tile/entries/008"] = b"503"
    result = verify(url, tmp_path)
    assert (
        "could not be read: tile/entries/008: the server answers 503" in result.output
    )
    assert result.exit_code == 1


def test_that_does_not_answer_is_reported_in_one_sentence(tmp_path: Path) -> None:
    result = verify("http://127.0.0.1:1/log", tmp_path)
    assert "could not be read: checkpoint: ConnectError" in result.output
    assert result.exit_code == 1
