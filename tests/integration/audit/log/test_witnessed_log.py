"""A log with witnesses, each a process of its own."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.audit.group import audit
from services.audit.log.signing_key import load_signer
from services.audit.log.witness_report import QuorumReport, read_report
from shared.embedded.ports import free_ports
from shared.tlog.policy import Policy, cosigned_by
from shared.tlog.policy_file import parse_policy
from tests.support.audit_log import TryLog, stream_events
from tests.support.witness_process import WitnessProcess, running_witness, told

pytestmark = pytest.mark.integration

EVENTS = stream_events("assessment/a", 600)


class TwoWitnesses:
    """Two witnesses that may come and go, and the policy that demands both."""

    def __init__(self, directory: Path, log: TryLog) -> None:
        places = log.places
        signer = load_signer(places.key, places.origin, may_make=True)
        self.directory = directory
        self.log_key = signer.verifier_key
        names: list[str] = ["a", "b"]
        self.ports = dict(zip(names, free_ports(2), strict=True))
        self.running: dict[str, ExitStack] = {}
        self.file = directory / "policy"
        self.file.write_text(
            f"log {self.log_key}\n"
            + "".join(self.policy_line(name) for name in self.ports)
            + "group both all a b\nquorum both\n"
        )
        self.policy: Policy = parse_policy(self.file.read_bytes())

    def policy_line(self, name: str) -> str:
        """Begin a witness; return the line by which the policy knows it."""
        vkey = self.key(name)
        return f"witness {name} {vkey} http://127.0.0.1:{self.ports[name]}\n"

    def key(self, name: str) -> str:
        """Return a witness's key, made if it is not there yet."""
        own = str(self.directory / name)
        return told("key", "--dir", own, "--name", f"w.example/{name}").stdout.strip()

    def start(self, name: str) -> WitnessProcess:
        """Let a witness serve."""
        stack = self.running[name] = ExitStack()
        return stack.enter_context(
            running_witness(self.directory / name, self.log_key, port=self.ports[name])
        )

    def stop(self, name: str) -> None:
        """Let a witness go."""
        self.running.pop(name).close()


@pytest.fixture
def witnesses(log: TryLog, tmp_path: Path) -> Generator[TwoWitnesses]:
    both = TwoWitnesses(tmp_path, log)
    log.places = replace(log.places, policy=both.policy)
    yield both
    for name in list(both.running):
        both.stop(name)


def cosigned(log: TryLog, policy: Policy) -> set[str]:
    return set(cosigned_by(policy, published(log).read_bytes()))


def published(log: TryLog) -> Path:
    return log.places.files / "checkpoint"


def report(log: TryLog) -> QuorumReport:
    found = read_report(log.places.files)
    assert found is not None
    return found


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 (what is waited for is in a file)
            await asyncio.sleep(0.02)


def verify(log: TryLog, witnesses: TwoWitnesses) -> tuple[int, str]:
    arguments = ["verify", "--dir", log.places.files, "--vkey", witnesses.log_key]
    arguments += ["--policy", witnesses.file, "--state", witnesses.directory / "seen"]
    result = CliRunner().invoke(audit, [str(it) for it in arguments])
    return result.exit_code, result.output


async def test_is_published_with_the_cosignatures_of_all(
    log: TryLog,
    witnesses: TwoWitnesses,
) -> None:
    for name in ("a", "b"):
        witnesses.start(name)
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
        await log.send(EVENTS[300:])
        await log.until_sealed(600)
        await until(lambda: cosigned(log, witnesses.policy) == {"a", "b"})
        metric = log.registry.get_sample_value
        assert metric("audit_witness_quorum") == 1
        assert metric("audit_witness_cosigned_size", {"witness": "a"}) == 600
    assert report(log).remark is None
    assert verify(log, witnesses)[0] == 0


async def test_goes_on_without_one_and_says_so_until_it_is_back(
    log: TryLog,
    witnesses: TwoWitnesses,
) -> None:
    witnesses.start("a")
    killed = witnesses.start("b")
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
        await until(lambda: cosigned(log, witnesses.policy) == {"a", "b"})
        killed.process.kill()
        witnesses.stop("b")
        await log.send(EVENTS[300:])
        await log.until_sealed(600, patience=5)
        await until(lambda: cosigned(log, witnesses.policy) == {"a"})
        missing = report(log)
        assert (missing.reached, missing.missing) == (False, ["b"])
        assert log.registry.get_sample_value("audit_witness_quorum") == 0
        exit_code, output = verify(log, witnesses)
        assert exit_code == 1
        assert "both is not reached without b" in output
        # Nothing comes any more, and still it is asked again once it is back.
        witnesses.start("b")
        await until(lambda: cosigned(log, witnesses.policy) == {"a", "b"})
        await until(lambda: report(log).reached)
    assert verify(log, witnesses)[0] == 0


async def test_is_refused_by_witnesses_when_it_is_another_one(
    log: TryLog,
    witnesses: TwoWitnesses,
) -> None:
    for name in ("a", "b"):
        witnesses.start(name)
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
        await until(lambda: cosigned(log, witnesses.policy) == {"a", "b"})
    # Database and files are both lost, and somebody begins again under the old key.
    await log.tamper("TRUNCATE entries, tree_heads, log_offsets")
    log.places = replace(log.places, files=witnesses.directory / "other-files")
    async with log.running():
        await until(lambda: read_report(log.places.files) is not None)
        await until(lambda: all(it.trouble for it in report(log).witnesses))
        # The witnesses are asked first; the checkpoint is published after that.
        await until(lambda: published(log).exists())
        assert cosigned(log, witnesses.policy) == set()
    assert {it.trouble for it in report(log).witnesses} <= {
        "It has cosigned 300 entries, and there are 0.",
        "It has cosigned another log of 300 entries.",
    }
