"""A sequencer that crashes at any step, is doubled, is rolled back and goes on."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.audit.log.files import SIGNED, LogFilesTaken
from services.audit.log.sequencer import LogPlaces
from shared.merkle import RightEdge, leaf_hash
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from tests.support.audit_log import TryLog, audit_role, stream_events
from tests.support.leading_steps import (
    PUBLISHING,
    SIGNING,
    TAKING,
    Crash,
    CrashPoint,
    Kafka,
    Leader,
)

pytestmark = [pytest.mark.integration, pytest.mark.timeout(500)]

TOPIC = "assessment.events"
LOST = (asyncpg.InterfaceError, asyncpg.PostgresError, OSError)
EMPTY = "TRUNCATE entries, tree_heads, quarantine, log_offsets, entry_disclosures"
RESTORE = """
DELETE FROM entries WHERE index >= {size};
DELETE FROM tree_heads WHERE size > {size};
DELETE FROM log_offsets;
"""

counts = st.integers(1, 300)


@pytest.fixture
async def bare_log(database: str, tmp_path: Path) -> AsyncGenerator[TryLog]:
    """A log that is fed by hand: a database and files, and no Kafka."""
    async with audit_role(database) as dsn:
        yield TryLog(places_of(dsn, tmp_path, 0), database, "")


def places_of(dsn: str, folder: Path, number: int) -> LogPlaces:
    """Return a log's places, with files and a key of their own."""
    own = folder / str(number)
    own.mkdir()
    return LogPlaces(
        database=dsn,
        kafka="",
        topics=[TOPIC],
        files=own / "audit-log",
        key=own / "audit-log.key",
        origin="register.example/audit",
    )


async def led(leader: Leader) -> None:
    """Lead, as soon as the server notices that who led before is gone."""
    async with asyncio.timeout(10):
        while not await leader.lead():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


class Crashing(RuleBasedStateMachine):
    """Real parts on a real database; processes end at every step and begin again."""

    log: TryLog
    folder: Path
    number = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).number += 1
        self.runner = asyncio.Runner()
        self.log.places = places_of(self.log.places.database, self.folder, self.number)
        self.run(self.log.tamper(EMPTY))
        self.kafka = Kafka()
        self.sent: list[bytes] = []
        self.rubbish = 0
        self.leader: Leader | None = None
        self.stale: Leader | None = None
        self.seen: Checkpoint | None = None
        self.signed: dict[int, bytes] = {}
        self.backups = [0]

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
        """Run something to its end on the machine's own loop."""
        return self.runner.run(work)

    @initialize(count=counts)
    def begin(self, count: int) -> None:
        """Something is said, and somebody leads."""
        self.say(count, 1)
        self.begin_leading()

    @rule(count=counts, streams=st.integers(1, 3))
    def say(self, count: int, streams: int) -> None:
        """The services say something new."""
        for number in range(streams):
            stream = f"assessment/{len(self.sent)}-{number}"
            fresh = stream_events(stream, -(-count // streams))
            self.sent += fresh
            self.kafka.records += fresh

    @rule(count=counts)
    def say_again(self, count: int) -> None:
        """A relay that did not note its cursor publishes once more."""
        self.kafka.records += self.sent[-count:]

    @rule()
    def say_rubbish(self) -> None:
        """Somebody publishes what is no event."""
        self.rubbish += 1
        self.kafka.records.append(b"no event %d" % self.rubbish)

    @precondition(lambda self: self.kafka.generation < 5)
    @rule()
    def lose_kafka(self) -> None:
        """Another cluster has nothing; history comes again, in another order."""
        self.kafka = Kafka(self.kafka.generation + 1, self.sent[::-1])

    @precondition(lambda self: self.leader is not None)
    @rule(count=counts)
    def take_and_sign(self, count: int) -> None:
        """More is signed than is published."""
        self.take(count)
        self.sign()

    @precondition(lambda self: self.leader is None)
    @rule()
    def begin_leading(self) -> None:
        """A process takes the lead, unless a stale one has the files."""
        leader = Leader(self.log.places)
        try:
            self.run(led(leader))
        except LogFilesTaken:
            # One that lost the lock, and does not know it, still has the files.
            assert self.stale is not None
            return
        assert self.stale is None
        self.leader = leader

    @precondition(lambda self: self.leader is not None)
    @rule()
    def begin_a_second(self) -> None:
        """A standby does not get the lock."""
        assert not self.run(Leader(self.log.places).lead())

    @precondition(lambda self: self.leader is not None)
    @rule(count=counts)
    def take(self, count: int) -> None:
        """Records are committed as entries."""
        assert self.leader
        self.run(self.leader.take(self.kafka, TOPIC, count))

    @precondition(lambda self: self.leader is not None)
    @rule()
    def sign(self) -> None:
        """What is committed is kept as tiles and signed."""
        assert self.leader
        self.run(self.leader.sign())

    @precondition(lambda self: self.leader is not None)
    @rule()
    def publish(self) -> None:
        """What is signed is published."""
        assert self.leader
        self.run(self.leader.publish())

    @precondition(lambda self: self.leader is not None)
    @rule()
    def kill(self) -> None:
        """The leader is killed between two steps."""
        self.end_leader()

    @precondition(lambda self: self.leader is not None)
    @rule(count=counts, point=st.sampled_from(TAKING))
    def crash_while_taking(self, count: int, point: CrashPoint) -> None:
        """The leader ends within the transaction."""
        assert self.leader
        self.crash(self.leader.take(self.kafka, TOPIC, count), point)

    @precondition(lambda self: self.leader is not None)
    @rule(point=st.sampled_from(SIGNING))
    def crash_while_signing(self, point: CrashPoint) -> None:
        """The leader ends among tiles and signature."""
        assert self.leader
        self.crash(self.leader.sign(), point)

    @precondition(lambda self: self.leader is not None)
    @rule(point=st.sampled_from(PUBLISHING))
    def crash_while_publishing(self, point: CrashPoint) -> None:
        """The leader ends before, in or after replacing the checkpoint."""
        assert self.leader
        self.crash(self.leader.publish(), point)

    @precondition(lambda self: self.leader is not None)
    @rule(count=counts)
    def crash_after_the_commit(self, count: int) -> None:
        """The entries are committed, and nobody hears of it."""
        self.take(count)
        self.end_leader()

    @precondition(lambda self: self.leader is not None and self.stale is None)
    @rule()
    def lose_the_lock(self) -> None:
        """The connection that holds the lock dies, and the process does not notice."""
        assert self.leader
        backend = self.leader.database.get_server_pid()
        self.run(self.log.query("SELECT pg_terminate_backend($1, 5000)", backend))
        self.leader, self.stale = None, self.leader

    @precondition(lambda self: self.stale is not None)
    @rule(count=counts, signs=st.booleans())
    def wake_the_stale_one(self, count: int, signs: bool) -> None:
        """It may sign what is committed; it can add nothing, and ends."""
        assert self.stale
        before = self.run(self.log.entries())
        if signs:
            self.run(self.stale.sign())
            self.run(self.stale.publish())
        with pytest.raises(LOST):
            self.run(self.stale.take(self.kafka, TOPIC, count))
        self.run(self.stale.die())
        self.stale = None
        assert self.run(self.log.entries()) == before

    @precondition(lambda self: self.leader is None and self.stale is None)
    @rule(back=st.integers(0, 5), kafka_too=st.booleans())
    def restore_the_database(self, back: int, kafka_too: bool) -> None:
        """Yesterday's database comes back; the files are today's."""
        if kafka_too:
            self.lose_kafka()
        size = self.backups[-1 - back % len(self.backups)]
        self.run(self.log.tamper(RESTORE.format(size=size)))

    @precondition(lambda self: self.leader is not None)
    @rule(count=counts, back=st.integers(0, 5))
    def lose_all_but_the_files(self, count: int, back: int) -> None:
        """Just after a signature that nobody saw, database and Kafka are lost."""
        self.say(count, 2)
        self.take_and_sign(300)
        self.end_leader()
        if self.stale is None:
            self.restore_the_database(back, kafka_too=True)

    @invariant()
    def every_checkpoint_continues_the_one_before(self) -> None:
        """The files verify, and extend what was published before."""
        if self.log.places.key.exists() and self.log.checkpoint() is not None:
            self.seen = self.log.verify(self.seen)

    @invariant()
    def nothing_signed_is_ever_contradicted(self) -> None:
        """There are no two signatures over one size and different entries."""
        file = self.log.places.files / SIGNED
        if file.exists():
            note = open_checkpoint(file.read_bytes(), self.log.key)
            assert self.signed.setdefault(note.size, note.root) == note.root

    @invariant()
    def nothing_is_doubled(self) -> None:
        """No entry is there twice, and none is left out between two."""
        entries = self.run(self.log.entries())
        if self.backups[-1] != len(entries):
            self.backups.append(len(entries))
        assert len(set(entries)) == len(entries)

    def teardown(self) -> None:
        """Whatever happened: one that leads undisturbed brings all of it to an end."""
        for leader in filter(None, (self.leader, self.stale)):
            self.run(leader.die())
        self.leader = self.stale = None
        self.begin_leading()
        for _ in range(len(self.kafka.records) // 300 + 1):
            self.take(300)
        self.sign()
        self.publish()
        entries = self.run(self.log.entries())
        events = [raw for raw in entries if b'"source":"/audit/log"' not in raw]
        assert sorted(events) == sorted(self.sent)
        found = {orjson.loads(raw)["id"] for raw in set(entries) - set(events)}
        assert len(found) == len(entries) - len(events)
        assert self.log.verify(self.seen).size == len(entries)
        for size, root in self.signed.items():
            leaves = [leaf_hash(raw) for raw in entries[:size]]
            assert RightEdge().append(leaves)[0].root() == root
        self.end_leader()
        self.runner.close()

    def crash(self, work: Coroutine[Any, Any, Any], point: CrashPoint) -> None:
        """Do a step that crashes on the way."""
        with pytest.MonkeyPatch.context() as broken:
            point.install(broken.setattr)
            try:
                self.run(work)
            except (Crash, asyncpg.PostgresError):
                self.end_leader()

    def end_leader(self) -> None:
        """The leading process ends."""
        assert self.leader
        self.run(self.leader.die())
        self.leader = None


def test_loses_doubles_and_forks_nothing(bare_log: TryLog, tmp_path: Path) -> None:
    class Machine(Crashing):
        log = bare_log
        folder = tmp_path

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
