"""A witness as a process of its own, and a log that submits to it."""

import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shared.merkle import consistency_proof
from shared.tlog.keys import VerifierKey
from shared.tlog.reading import CHECKPOINT, node_reader
from shared.tlog.submission import Submission
from tests.support.golden_log import Shelf

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "cli")


@dataclass(frozen=True)
class WitnessProcess:
    """A running witness: its address and its process."""

    url: str
    process: subprocess.Popen[str]

    def submit(self, log: Shelf, old: int, new: int) -> httpx.Response:
        """Submit the log's own checkpoint of size `new` with an honest proof."""
        return submit(self.url, log, old, new)


def submit(url: str, log: Shelf, old: int, new: int) -> httpx.Response:
    """Submit a log's checkpoint with an honest proof to the witness at an address."""
    proof = consistency_proof(old, new, node_reader(log, new))
    body = bytes(Submission(old, tuple(proof), log[CHECKPOINT]))
    return httpx.post(f"{url}/add-checkpoint", content=body, trust_env=False)


@contextmanager
def running_witness(
    directory: Path,
    *logs: VerifierKey,
    name: str | None = None,
    port: int = 0,
    program: Sequence[str] = COMMAND,
) -> Generator[WitnessProcess]:
    """Run `register witness serve` until the end of the block."""
    arguments = ["witness", "serve", "--dir", str(directory), "--port", str(port)]
    for log in logs:
        arguments += ["--log", str(log)]
    if name is not None:
        arguments += ["--name", name]
    process = subprocess.Popen(
        [*program, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout as said:
        try:
            url = said.readline().rpartition(" ")[2].strip()
            yield WitnessProcess(url, process)
        finally:
            process.terminate()


def told(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what a `register witness …` command says."""
    return subprocess.run(
        [*COMMAND, "witness", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
