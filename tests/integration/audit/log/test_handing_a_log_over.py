"""A log that is handed over to another origin and key."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from typing_extensions import override

from cli.audit.group import audit
from services.audit.log.broken import LogBroken
from services.audit.log.files import LogFiles, archived
from services.audit.log.handing_over import Log, hand_over, open_after_loss
from services.audit.log.leading import leadership
from services.audit.log.signing_key import load_signer
from shared.contracts.envelope import decode
from shared.merkle import consistency_proof, is_consistent
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.note import NoteSigner
from shared.tlog.reading import CHECKPOINT, node_reader
from shared.tlog.tiles import Tile
from tests.support.audit_log import MOMENT, TryLog, stream_events
from tests.support.sequencer_trouble import until_it_says

pytestmark = pytest.mark.integration

NEXT = "register.example/audit-2"
EVENTS = stream_events("assessment/a", 700)


class Interrupted(Exception):
    """The machine goes off."""


class FailingFiles(LogFiles):
    """Files whose n-th write from now does not happen."""

    def __init__(self, directory: Path, writes: int) -> None:
        super().__init__(directory)
        self.left = writes

    def count(self) -> None:
        """Go off when it is time."""
        if self.left == 0:
            raise Interrupted
        self.left -= 1

    @override
    def keep(self, contents: Mapping[Tile, bytes]) -> None:
        self.count()
        super().keep(contents)

    @override
    def keep_signed(self, checkpoint: bytes) -> None:
        self.count()
        super().keep_signed(checkpoint)

    @override
    def publish(self, checkpoint: bytes) -> None:
        self.count()
        super().publish(checkpoint)

    @override
    def keep_archived(self, number: int, checkpoint: bytes, verifier_key: str) -> None:
        self.count()
        super().keep_archived(number, checkpoint, verifier_key)


async def as_signed(note: bytes) -> bytes:
    return note


def signers(log: TryLog, origin: str = NEXT) -> tuple[NoteSigner, NoteSigner]:
    places = log.places
    return (
        load_signer(places.key, places.origin, may_make=False),
        load_signer(
            places.key.with_suffix(f".{origin[-1]}.key"), origin, may_make=True
        ),
    )


@asynccontextmanager
async def held(log: TryLog, files: LogFiles | None = None) -> AsyncGenerator[Log]:
    mine = files or LogFiles(log.places.files)
    async with leadership(log.places.database) as database:
        with mine.taken():
            yield Log(database, mine, MOMENT)


async def handed_over(log: TryLog, files: LogFiles | None = None) -> Checkpoint:
    async with held(log, files) as it:
        return await hand_over(it, *signers(log), 1, as_signed)


def next_log(log: TryLog) -> TryLog:
    places = replace(log.places, key=log.places.key.with_suffix(".2.key"), origin=NEXT)
    return TryLog(places, log.dsn, log.kafka)


async def filled(log: TryLog, values: list[bytes], size: int) -> None:
    async with log.running():
        await log.send(values)
        await log.until_sealed(size)


async def test_goes_on_with_all_its_entries(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    opened = await handed_over(log)
    assert (opened.origin, opened.size) == (NEXT, 302)
    after = next_log(log)
    await filled(after, EVENTS[300:], 702)
    assert after.verify(opened).size == 702
    entries = await after.entries()
    assert entries[:300] + entries[302:] == EVENTS


def verify(log: TryLog, key: VerifierKey, *options: str) -> tuple[int, str]:
    arguments = ["verify", "--dir", str(log.places.files), "--vkey", str(key)]
    state = ["--state", str(log.places.files.with_name("seen"))]
    result = CliRunner().invoke(audit, [*arguments, *state, *options])
    return result.exit_code, result.output


async def test_is_followed_by_whoever_has_the_old_key(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    old = log.key
    assert verify(log, old)[0] == 0
    await handed_over(log)
    await filled(next_log(log), EVENTS[300:], 702)
    exit_code, output = verify(log, old)
    assert exit_code == 1
    assert f"was handed over to {NEXT}; give --follow" in output
    exit_code, output = verify(log, old, "--follow")
    assert (exit_code, f"The log {NEXT} is sound: 702 entries" in output) == (0, True)
    assert verify(log, next_log(log).key)[0] == 0


async def test_is_not_followed_to_a_key_that_was_put_in_its_place(
    log: TryLog,
) -> None:
    await filled(log, EVENTS[:300], 300)
    old = log.key
    await handed_over(log)
    bundle = log.places.files / "tile/entries/001.p/45"
    new_id = str(next_log(log).key).split("+", 2)[1]
    bundle.write_bytes(bundle.read_bytes().replace(new_id.encode(), b"00000000"))
    exit_code, output = verify(log, old, "--follow")
    assert exit_code == 1
    assert "does not lead from this entry to the signed root" in output


async def test_ends_with_the_new_key_and_opens_with_its_last_checkpoint(
    log: TryLog,
) -> None:
    await filled(log, EVENTS[:300], 300)
    opened = await handed_over(log)
    old, new = (signer.verifier_key for signer in signers(log))
    files = LogFiles(log.places.files)
    last = files.read(archived(1, CHECKPOINT))
    final = open_checkpoint(last, old)
    assert final.size == 301
    assert parse_verifier_key(files.read(archived(1, "vkey")).decode()) == old
    ending, opening = map(decode, (await log.entries())[300:])
    assert (ending.type, ending.data) == (
        "register.audit.log-handed-over.v1",
        {"origin": old.name, "new_origin": NEXT, "new_vkey": str(new)},
    )
    assert opening.type == "register.audit.log-opened.v1"
    assert opening.data["previous_checkpoint"] == last.decode()
    assert opening.data["holds_previous"] is True
    proof = consistency_proof(301, 302, node_reader(files, 302))
    assert is_consistent(301, final.root, 302, opened.root, proof)


async def test_is_never_signed_for_again_under_the_old_key(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    await handed_over(log)
    async with log.running() as sequencer:
        await until_it_says(sequencer, "was handed over")
    assert next_log(log).verify().size == 302


async def test_is_handed_over_once_however_often_it_is_interrupted(
    log: TryLog,
) -> None:
    await filled(log, EVENTS[:300], 300)
    # Each of its seven writes once, counted from where the last attempt has come.
    for writes in (0, 1, 2, 2, 3, 0, 1, 2):
        with pytest.raises(Interrupted):
            await handed_over(log, FailingFiles(log.places.files, writes))
    await handed_over(log)
    assert next_log(log).verify().size == 302
    await filled(next_log(log), EVENTS[300:], 702)


async def test_waits_half_way_for_the_hand_over_to_be_ended(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    with pytest.raises(Interrupted):
        await handed_over(log, FailingFiles(log.places.files, 0))
    async with log.running() as sequencer:
        await until_it_says(sequencer, "run the hand-over again")
    assert (await handed_over(log)).size == 302


async def test_is_handed_over_to_one_log_only(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    with pytest.raises(Interrupted):
        await handed_over(log, FailingFiles(log.places.files, 0))
    async with held(log) as it:
        with pytest.raises(LogBroken, match=r"is handed over to .*audit-2 already"):
            await hand_over(it, *signers(log, f"{NEXT[:-1]}3"), 1, as_signed)


async def test_lost_whole_opens_with_the_last_checkpoint_known(log: TryLog) -> None:
    await filled(log, EVENTS[:300], 300)
    known = (log.places.files / CHECKPOINT).read_bytes()
    old, new = signers(log)
    async with held(log) as it:
        with pytest.raises(LogBroken, match="Nothing is lost"):
            await open_after_loss(it, new, old.verifier_key, known)
    await log.tamper("TRUNCATE entries, tree_heads, log_offsets, quarantine")
    log.places = replace(log.places, files=log.places.files.with_name("fresh"))
    async with held(log) as it:
        opened = await open_after_loss(it, new, old.verifier_key, known)
        assert opened == await open_after_loss(it, new, old.verifier_key, known)
    assert (opened.origin, opened.size) == (NEXT, 1)
    after = next_log(log)
    await filled(after, [], 301)
    assert after.verify(opened).size == 301
    first = decode((await after.entries())[0])
    assert cast("str", first.data["previous_checkpoint"]).encode() == known
    assert first.data["holds_previous"] is False
