"""The export of a log that is handed over to another key meanwhile."""

from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from tests.support.golden_log import KEY, Shelf
from tests.support.handed_over_log import NEXT, first_log, served

pytestmark = pytest.mark.integration


@pytest.fixture
def log() -> Shelf:
    """The log under its first key."""
    return first_log()


@pytest.fixture
def url(log: Shelf) -> Generator[str]:
    """Where the log is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = log.get(self.path.removeprefix("/log/"))
            self.send_response(404 if body is None else 200)
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


def export(url: str, directory: Path, *options: str) -> Result:
    arguments = [
        "audit",
        "export",
        str(directory),
        "--url",
        url,
        "--without-disclosures",
    ]
    return CliRunner().invoke(main, [*arguments, *options])


def goes_over(log: Shelf) -> None:
    log.clear()
    log.update(served())


def verify(directory: Path, key: object, *options: str) -> Result:
    state = str(directory.with_name("seen"))
    arguments = ["audit", "verify", "--dir", str(directory), "--vkey", str(key)]
    return CliRunner().invoke(main, [*arguments, "--state", state, *options])


def test_goes_on_under_the_key_that_the_old_one_names(
    url: str, log: Shelf, tmp_path: Path
) -> None:
    directory = tmp_path / "log"
    assert export(url, directory, "--vkey", str(KEY)).exit_code == 0
    goes_over(log)
    again = export(url, directory)
    assert again.exit_code == 0, again.output
    assert f"under the key that its last entry names: {NEXT.verifier_key}" in (
        again.stderr
    )
    assert (directory / "vkey").read_text() == f"{NEXT.verifier_key}\n"
    assert export(url, directory, "--vkey", str(KEY)).exit_code == 1
    assert export(url, directory, "--vkey", str(NEXT.verifier_key)).exit_code == 0
    followed = verify(directory, KEY, "--follow")
    assert followed.exit_code == 0, followed.output


def test_does_not_go_on_under_another_key(url: str, log: Shelf, tmp_path: Path) -> None:
    directory = tmp_path / "log"
    assert export(url, directory, "--vkey", str(KEY)).exit_code == 0
    before = (directory / "checkpoint").read_bytes()
    goes_over(log)
    # The hand-over is not in it: somebody else's key signed a log of their own.
    del log["archive/1/checkpoint"]
    refused = export(url, directory)
    assert refused.exit_code == 1
    assert f"{NEXT.name} instead of {KEY.name}" in refused.output
    assert (directory / "checkpoint").read_bytes() == before
