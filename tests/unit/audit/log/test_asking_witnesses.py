"""The log that asks its witnesses."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.types import ASGIApp, Receive, Scope, Send

from cli.witness.cosigning import Witness
from cli.witness.doors import witness_application
from cli.witness.memory import WitnessDirectory
from services.audit.log.cosigning import prover
from services.audit.log.witnessing import Witnesses
from shared.tlog.checkpoint import open_checkpoint, sign_checkpoint
from shared.tlog.keys import VerifierKey
from shared.tlog.policy import Group, Policy, PolicyWitness, cosigned_by
from shared.tlog.witnessing import CosignatureSigner
from tests.support.golden_log import (
    KEY,
    SIGNER,
    checkpoint,
    entries,
    golden_log,
    sealed,
)

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LOG = golden_log(300)
BUDGET, PATIENT = 0.4, 30.0
"""Seconds: for a witness that is slow, and where none is and all answer at once."""


def signed(size: int) -> bytes:
    return sign_checkpoint(checkpoint(size), SIGNER)


class Slow:
    """An application that answers only when it is let go."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then answer."""
        await self.go_on.wait()
        await self.app(scope, receive, send)


class Villages:
    """Witnesses by name, each at an address of its own, without a network."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.keys: dict[str, VerifierKey] = {}
        self.apps: dict[str, ASGIApp] = {}
        self.nudges = 0

    def settle(self, name: str) -> None:
        """Begin a witness that watches the golden log."""
        own = WitnessDirectory(self.directory / name)
        memory = own.begin(f"witness.example/{name}").watching(KEY)
        own.keep(memory)
        self.keys[name] = own.verifier_key(memory)
        witness = Witness(own, memory, lambda: 1_767_225_600)
        self.apps[name] = witness_application(witness, lambda _: None)

    def policy(self, threshold: int) -> Policy:
        """Return the policy that asks so many of all."""
        group = Group("G", threshold, tuple(self.keys))
        witnesses = {
            name: PolicyWitness(name, key, f"http://{name}/")
            for name, key in self.keys.items()
        }
        return Policy("G", (KEY,), witnesses, {"G": group})

    @asynccontextmanager
    async def asked(
        self, threshold: int = 2, budget: float = PATIENT
    ) -> AsyncGenerator[Witnesses]:
        """Ask them by a policy, on behalf of the golden log."""
        mounts = {
            f"all://{name}": httpx.ASGITransport(app) for name, app in self.apps.items()
        }
        async with httpx.AsyncClient(mounts=mounts) as client:
            witnesses = Witnesses(
                self.policy(threshold), prover(LOG), client, self.nudge, budget
            )
            yield witnesses
            await witnesses.close()

    def nudge(self) -> None:
        """Count."""
        self.nudges += 1


@pytest.fixture
def villages(tmp_path: Path) -> Villages:
    three = Villages(tmp_path)
    for name in ("a", "b", "c"):
        three.settle(name)
    return three


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 (what is waited for has no event)
            await asyncio.sleep(0.005)


async def test_publishes_all_their_cosignatures(villages: Villages) -> None:
    async with villages.asked() as witnesses:
        for size in (0, 1, 200, 256, 300):
            note = await witnesses.cosign(signed(size))
            keys = villages.keys.values()
            assert open_checkpoint(note, KEY, keys) == checkpoint(size)
        report = witnesses.report(NOW, None)
    assert (report.reached, report.missing_since, report.missing) == (True, None, [])
    assert [it.cosigned_size for it in report.witnesses] == [300, 300, 300]
    assert witnesses.rest() is None


async def test_asks_again_from_the_size_that_a_witness_knows(
    villages: Villages,
) -> None:
    async with villages.asked() as before:
        await before.cosign(signed(200))
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
    assert len(cosigned_by(villages.policy(2), note)) == 3


async def test_adds_the_same_cosignatures_to_the_same_checkpoint(
    villages: Villages,
) -> None:
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
        assert await witnesses.cosign(signed(300)) == note


async def test_waits_no_longer_than_its_budget_and_once_only(
    villages: Villages,
) -> None:
    villages.apps["c"] = Slow(villages.apps["c"])
    async with villages.asked(budget=BUDGET) as witnesses:
        began = time.monotonic()
        note = await witnesses.cosign(signed(200))
        # Without a budget it would wait for ever.
        assert time.monotonic() - began >= BUDGET
        assert cosigned_by(villages.policy(2), note) == {"a", "b"}
        note = await witnesses.cosign(signed(300))
        assert cosigned_by(villages.policy(2), note) == {"a", "b"}


async def test_adds_a_cosignature_that_comes_late(villages: Villages) -> None:
    villages.apps["c"] = slow = Slow(villages.apps["c"])
    async with villages.asked(3, BUDGET) as witnesses:
        note = await witnesses.cosign(signed(300))
        assert not villages.policy(3).is_reached(
            cosigned_by(villages.policy(3), note),
        )
        slow.go_on.set()
        await until(lambda: villages.nudges > 0)
        note = await witnesses.cosign(signed(300))
        assert cosigned_by(villages.policy(3), note) == {"a", "b", "c"}


async def test_puts_no_late_cosignature_under_another_checkpoint(
    villages: Villages,
) -> None:
    villages.apps["c"] = slow = Slow(villages.apps["c"])
    async with villages.asked(budget=BUDGET) as witnesses:
        await witnesses.cosign(signed(200))
        await witnesses.cosign(signed(300))
        slow.go_on.set()
        await until(lambda: villages.nudges > 0)
        # It has cosigned 200 entries by now, and is asked about 300 anew.
        note = await witnesses.cosign(signed(300))
        await until(lambda: villages.nudges > 1)
        note = await witnesses.cosign(signed(300))
    assert open_checkpoint(note, KEY, villages.keys.values()) == checkpoint(300)


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 500 with a long text."""
    del scope, receive
    await send({"type": "http.response.start", "status": 500, "headers": []})
    await send({"type": "http.response.body", "body": b"x" * 20_000})


async def test_goes_on_without_a_witness_and_says_which(villages: Villages) -> None:
    villages.apps["b"] = villages.apps["c"] = broken
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
        report = witnesses.report(NOW, None)
        rest = witnesses.rest()
    assert cosigned_by(villages.policy(2), note) == {"a"}
    assert not report.reached
    assert (report.missing, report.missing_since) == (["b", "c"], NOW)
    assert report.remark == (
        "The quorum G of witnesses is missing since 2026-03-01T09:30:00+00:00, "
        "without b, c."
    )
    assert report.witnesses[1].trouble == "Its answer is longer than any witness's."
    assert rest is not None
    assert 0 < rest <= 1


async def test_keeps_since_when_the_quorum_is_missing(villages: Villages) -> None:
    villages.apps["b"] = villages.apps["c"] = broken
    earlier = datetime(2026, 2, 1, tzinfo=UTC)
    async with villages.asked() as witnesses:
        await witnesses.cosign(signed(300))
        assert witnesses.report(NOW, earlier).missing_since == earlier


async def test_hears_that_a_witness_has_seen_another_log(villages: Villages) -> None:
    forked = Villages(villages.directory)
    forked.keys, forked.apps = villages.keys, villages.apps
    async with forked.asked() as witnesses:
        other = sealed([b"another past", *entries(300)[1:]])
        note = await witnesses.cosign(other["checkpoint"])
        assert len(cosigned_by(forked.policy(2), note)) == 3
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
        assert cosigned_by(villages.policy(2), note) == set()
        trouble = witnesses.report(NOW, None).witnesses[0].trouble
        assert trouble == "It has cosigned another log of 300 entries."
        assert 25 < (witnesses.rest() or 0) <= 30


async def test_hears_that_it_was_set_back(villages: Villages) -> None:
    async with villages.asked() as witnesses:
        await witnesses.cosign(signed(300))
    async with villages.asked() as witnesses:
        await witnesses.cosign(signed(200))
        trouble = witnesses.report(NOW, None).witnesses[2].trouble
    assert trouble == "It has cosigned 300 entries, and there are 200."


def answering(status: int, body: bytes, content_type: str = "text/plain") -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        headers = [(b"content-type", content_type.encode())]
        start = {"type": "http.response.start", "status": status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})

    return app


def forged() -> bytes:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    line = CosignatureSigner("witness.example/a", other).sign("", 0)
    return str(line).encode()


@pytest.mark.parametrize(
    ("app", "trouble"),
    [
        (answering(200, b""), "Its answer has no cosignature by its key."),
        (answering(200, b"\xff\n"), "Its answer has no cosignature by its key."),
        (answering(200, forged()), "Its answer has no cosignature by its key."),
        (answering(503, b""), "It answers 503."),
        (answering(409, b"7\n"), "It answers 409 without the size"),
        (answering(409, b"-7\n", "text/x.tlog.size"), "with a size that is none"),
        (answering(422, b""), "It has cosigned 0 entries that were not these."),
    ],
)
async def test_believes_no_answer_that_is_none(
    villages: Villages,
    app: ASGIApp,
    trouble: str,
) -> None:
    villages.apps["a"] = app
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
        report = witnesses.report(NOW, None)
    assert cosigned_by(villages.policy(2), note) == {"b", "c"}
    assert trouble in (report.witnesses[0].trouble or "")


async def test_believes_no_cosignature_that_does_not_hold(villages: Villages) -> None:
    key = villages.keys["a"]
    own = WitnessDirectory(villages.directory / "a")
    line = own.signer(own.recall()).sign(checkpoint(299).text, 7)
    assert line.key_id == key.key_id
    villages.apps["a"] = answering(200, str(line).encode())
    async with villages.asked() as witnesses:
        note = await witnesses.cosign(signed(300))
        report = witnesses.report(NOW, None)
    assert cosigned_by(villages.policy(2), note) == {"b", "c"}
    assert report.witnesses[0].trouble == "Its cosignature does not hold."


async def test_needs_an_address(villages: Villages) -> None:
    policy = Policy("none", (), {"a": PolicyWitness("a", villages.keys["a"])})
    async with httpx.AsyncClient() as client:
        witnesses = Witnesses(policy, prover(LOG), client, villages.nudge)
        assert await witnesses.cosign(signed(300)) == signed(300)
        report = witnesses.report(NOW, None)
        await witnesses.close()
    assert report.witnesses[0].trouble == "The policy has no address of it."
    assert report.reached
