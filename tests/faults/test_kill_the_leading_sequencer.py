"""Killing the audit service that leads, while another stands by."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from cli.starting.environment import PREFIX
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.readers import DirectoryReader
from shared.tlog.verifier import Trust, verify_log
from tests.support.demonstration_data import import_file
from tests.support.live import REGISTER, ROOT, LiveRegister, live_register, pid_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

WITHIN_SECONDS = 5.0
"""What is promised of a take-over."""


@pytest.fixture
def live(tmp_path: Path) -> Generator[LiveRegister]:
    with live_register(tmp_path) as running:
        yield running


@pytest.fixture
def standby(live: LiveRegister) -> Generator[str]:
    """The address of a second audit service on the same database and files."""
    port = live.port + 8
    environment = Path(f"/proc/{pid_of(live.data, 'audit')}/environ").read_bytes()
    told = dict(
        line.split("=", 1) for line in environment.decode().split("\0") if "=" in line
    )
    told[f"{PREFIX}PORT"] = str(port)
    process = subprocess.Popen(
        [sys.executable, "-m", "services.audit", "serve"],
        cwd=ROOT,
        env=told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            answer = httpx.get(f"{url}/health/ready", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        if answer.is_success:
            return
        time.sleep(0.2)
    raise AssertionError("The second audit service did not start.")


def leads(url: str) -> bool:
    answer = httpx.get(f"{url}/metrics", timeout=5, trust_env=False)
    return "audit_sequencer_leading 1.0" in answer.text


def key_of(live: LiveRegister) -> VerifierKey:
    return parse_verifier_key(
        (live.data / "secrets" / "audit-log.vkey").read_text("utf-8")
    )


def published(url: str, key: VerifierKey) -> Checkpoint:
    answer = httpx.get(f"{url}/log/checkpoint", timeout=5, trust_env=False)
    return open_checkpoint(answer.content, key)


def test_hands_over_within_five_seconds_and_forks_nothing(
    live: LiveRegister, standby: str, tmp_path: Path
) -> None:
    file, key = import_file(), key_of(live)
    importing = subprocess.Popen(
        [REGISTER, "import", str(file.path), "--results", str(tmp_path / "r")],
        cwd=ROOT,
        env=live.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while published(live.url("audit"), key).size < 50:
        time.sleep(0.05)
    assert leads(live.url("audit"))
    assert not leads(standby)
    seen = published(standby, key)
    os.kill(pid_of(live.data, "audit"), signal.SIGKILL)
    killed = time.monotonic()
    # What the standby serves grows again: it leads, commits, signs and publishes.
    while published(standby, key).size <= seen.size:
        assert time.monotonic() - killed < WITHIN_SECONDS
        time.sleep(0.02)
    taken = time.monotonic() - killed
    print(f"taken over after {taken:.2f} seconds")  # noqa: T201 - the measure asked for
    assert importing.wait(240) == 0
    live.drain()
    assert all(row["agrees"] for row in live.json("audit", "compare"))
    log = verify_log(DirectoryReader(live.data / "audit-log"), Trust(key, seen=seen))
    assert log.size > seen.size
