"""A witness in a process of its own."""

import json
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.support.golden_log import KEY, ORIGIN, golden_log
from tests.support.witness_process import running_witness, submit, told

pytestmark = pytest.mark.integration

NAME = "witness.example/w1"
LOG = golden_log(300)

# The worst moment: what is to be signed is on the disk, and nothing has been said.
DIES_BEFORE_IT_SIGNS = """
import os, signal
from shared.tlog.witnessing import CosignatureSigner
CosignatureSigner.sign = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from cli.main import main
main()
"""


def size_kept(directory: Path) -> int:
    answer = told("status", "--dir", str(directory), "--json")
    return json.loads(answer.stdout)["logs"][0]["size"]


def test_cosigns_goes_and_comes_back_with_what_it_knew(tmp_path: Path) -> None:
    with running_witness(tmp_path, KEY, name=NAME) as witness:
        assert witness.submit(golden_log(200), 0, 200).status_code == 200
        witness.process.terminate()
        assert witness.process.wait(10) in (0, -signal.SIGTERM)
    with running_witness(tmp_path) as witness:
        assert witness.submit(LOG, 0, 300).content == b"200\n"
        assert witness.submit(LOG, 200, 300).status_code == 200
    assert size_kept(tmp_path) == 300


def test_killed_before_it_replies_knows_what_it_would_have_signed(
    tmp_path: Path,
) -> None:
    with running_witness(tmp_path, KEY, name=NAME) as witness:
        assert witness.submit(golden_log(200), 0, 200).status_code == 200
    dying = (sys.executable, "-c", DIES_BEFORE_IT_SIGNS)
    with (
        running_witness(tmp_path, program=dying) as witness,
        pytest.raises(httpx.TransportError),
    ):
        witness.submit(LOG, 200, 300)
    assert size_kept(tmp_path) == 300
    with running_witness(tmp_path) as witness:
        older = witness.submit(golden_log(250), 200, 250)
        assert (older.status_code, older.content) == (409, b"300\n")
        assert witness.submit(LOG, 300, 300).status_code == 200


def test_signs_one_after_the_other_whatever_comes_at_once(tmp_path: Path) -> None:
    logs = [golden_log(size) for size in range(101, 117)]
    with (
        running_witness(tmp_path, KEY, name=NAME) as witness,
        ThreadPoolExecutor(16) as pool,
    ):
        witness.submit(golden_log(100), 0, 100)
        sizes = range(101, 117)
        url = [witness.url] * len(logs)
        answers = list(pool.map(submit, url, logs, [100] * len(logs), sizes))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200] + [409] * 15
    signed = next(
        it for it, answer in zip(sizes, answers, strict=True) if answer.is_success
    )
    assert {it.text for it in answers if not it.is_success} == {f"{signed}\n"}
    assert size_kept(tmp_path) == signed


def test_shares_its_memory_with_no_other_process(tmp_path: Path) -> None:
    with running_witness(tmp_path, KEY, name=NAME):
        second = told("serve", "--dir", str(tmp_path), "--port", "0")
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "A witness runs on" in second.stderr


def test_shows_its_key_before_it_first_serves(tmp_path: Path) -> None:
    made = told("key", "--dir", str(tmp_path), "--name", NAME)
    assert made.stdout.startswith(f"{NAME}+")
    assert told("key", "--dir", str(tmp_path)).stdout == made.stdout


def test_compares_a_log_with_what_it_knows(tmp_path: Path) -> None:
    for size in (200, 300):
        for path, raw in golden_log(size).items():
            file = tmp_path / str(size) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
    own = tmp_path / "witness"
    with running_witness(own, KEY, name=NAME) as witness:
        witness.submit(golden_log(250), 0, 250)
    longer = told("check", "--dir", str(own), "--log-dir", str(tmp_path / "300"))
    assert f"{ORIGIN} has 300 entries and continues the 250" in longer.stdout
    shorter = told("check", "--dir", str(own), "--log-dir", str(tmp_path / "200"))
    assert shorter.returncode == 1
    assert "200 entries now, 250 then" in shorter.stderr


def test_says_what_is_missing_at_the_first_start(tmp_path: Path) -> None:
    unnamed = told("serve", "--dir", str(tmp_path / "a"), "--log", str(KEY))
    assert (unnamed.returncode, "--name" in unnamed.stderr) == (1, True)
    idle = told("serve", "--dir", str(tmp_path / "b"), "--name", NAME)
    assert (idle.returncode, "--log VKEY" in idle.stderr) == (1, True)
