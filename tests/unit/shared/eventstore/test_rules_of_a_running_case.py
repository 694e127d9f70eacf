"""A case that runs when the rules change."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import orjson
import pytest

from shared.capability import Asked, Capability
from shared.clock import Clock
from shared.contracts import applications
from shared.contracts.contract import CommandData, EventData
from shared.deadlines import meet_deadlines
from shared.eventstore.answers import Answer
from shared.eventstore.execute import Executor
from shared.eventstore.memory import MemoryStore
from shared.messaging.arrivals import judge_bytes
from shared.messaging.inbox import Inbox
from shared.rulebook import Rulebook, Rulebooks, load_rulebooks
from tests.support.kit import ROOT, ask, refuse, stream_of, submit
from tests.support.made_up import (
    HEARING,
    REMINDER,
    SPEAKING,
    HearingCommand,
    Note,
    Repeat,
    case_of,
)

LATER = """
[[version]]
effective_from = 2026-06-01
builds_on = 2015-09-07
source = "made up"
[version.assessment]
target_days = 20
source = "made up"
[version.transition]
running_cases = "{running_cases}"
source = "made up"
"""
FIRST, SECOND = "rct-voluntary@2015-09-07", "rct-voluntary@2026-06-01"


def days(asked: Asked) -> tuple[str, ...]:
    """Return what a decision depends on: the days of the rulebook."""
    return (f"days-{asked.rulebook.assessment.target_days}",)


def repeat(data: CommandData, asked: Asked) -> Repeat:
    assert isinstance(data, applications.DecideApplication)
    reasons = data.reasons if "wait" in data.reasons else (*data.reasons, *days(asked))
    return Repeat(data.application_id, reasons, None, asked.now)


def remind(stream: str, asked: Asked) -> Repeat:
    application_id = UUID(stream.removeprefix("application/"))
    return Repeat(application_id, days(asked), None, asked.now)


def on_anything(event: EventData, asked: Asked) -> Sequence[HearingCommand]:
    """Whatever is heard is noted with the days of the rulebook."""
    application_id: UUID = vars(event)["application_id"]
    return [Note(application_id, days(asked)[0], asked.now)]


RUNNING = replace(
    SPEAKING,
    accepts={**SPEAKING.accepts, applications.DecideApplication: repeat},
    due={REMINDER: remind},
    keeps_rules=True,
)
NOTING = replace(HEARING, hears=dict.fromkeys(HEARING.hears, on_anything))


@dataclass
class Register:
    """A register whose rules change when the test says so."""

    rulebooks: Rulebooks
    capability: Capability = RUNNING
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: Clock = field(default_factory=Clock)
    heard: MemoryStore = field(default_factory=MemoryStore)
    changed: bool = False

    def __post_init__(self) -> None:
        """Give it an executor."""
        self.executor = Executor(
            "applications",
            self.store,
            [self.capability],
            self.clock,
            self.rulebook,
            governing=self.rulebooks.governing,
        )

    def rulebook(self) -> Rulebook:
        """Return today's rules."""
        return self.rulebooks.versions[1 if self.changed else 0]

    async def does(self, data: CommandData) -> Answer:
        """Return the answer to a command."""
        (answer,) = await self.executor.execute([ask(data)])
        return answer

    async def last(self, stream: str, store: MemoryStore | None = None) -> list[str]:
        """Return under which rules the last event was decided, and its reasons."""
        entry = (await (store or self.store).stream(stream, 0, 100))[-1].entry
        said = orjson.loads(entry)
        data = said["data"]
        return [said["rulebook"], *data.get("reasons", [data.get("route")])]

    async def hears(self, application_id: UUID, capability: Capability) -> None:
        """Let another service hear all that was said of an application."""
        stored = await self.store.stream(stream_of(application_id), 0, 100)
        inbox = Inbox(
            "assessment",
            capability,
            self.heard,
            self.clock,
            self.rulebook,
            governing=self.rulebooks.governing,
        )
        await inbox.take([judge_bytes(event.entry, "") for event in stored])


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(rulebooks(tmp_path, "keep"))


def rulebooks(folder: Path, running_cases: str) -> Rulebooks:
    text = (ROOT / "rulebooks" / "rct-voluntary.toml").read_text("utf-8")
    path = folder / "rct-voluntary.toml"
    path.write_text(text + LATER.format(running_cases=running_cases), "utf-8")
    return load_rulebooks(path)


async def test_keeps_the_rules_under_which_it_began(register: Register) -> None:
    running = uuid4()
    await register.does(submit(running))
    register.changed = True
    await register.does(refuse(running, "no"))
    assert await register.last(stream_of(running)) == [FIRST, "no", "days-56"]


async def test_is_not_the_rule_for_a_new_one(register: Register) -> None:
    register.changed = True
    begun = uuid4()
    await register.does(submit(begun))
    await register.does(refuse(begun, "no"))
    assert await register.last(stream_of(begun)) == [SECOND, "no", "days-20"]


async def test_changes_its_rules_where_the_rulebook_says_so(tmp_path: Path) -> None:
    register = Register(rulebooks(tmp_path, "change"))
    running = uuid4()
    await register.does(submit(running))
    register.changed = True
    await register.does(refuse(running, "no"))
    assert await register.last(stream_of(running)) == [SECOND, "no", "days-20"]


async def test_changes_its_rules_where_the_capability_keeps_none(
    tmp_path: Path,
) -> None:
    register = Register(
        rulebooks(tmp_path, "keep"), replace(RUNNING, keeps_rules=False)
    )
    running = uuid4()
    await register.does(submit(running))
    register.changed = True
    await register.does(refuse(running, "no"))
    assert await register.last(stream_of(running)) == [SECOND, "no", "days-20"]


async def test_meets_its_deadlines_by_its_own_rules(register: Register) -> None:
    running = uuid4()
    await register.does(submit(running))
    due = register.clock.now() + timedelta(hours=1)
    await register.does(refuse(running, "wait", due.isoformat()))
    register.changed = True
    register.clock.offset = timedelta(hours=2)
    assert await meet_deadlines(register.executor) == 1
    assert await register.last(stream_of(running)) == [FIRST, "days-56"]


async def test_whose_own_rules_fail_keeps_no_other_deadline_from_being_met(
    register: Register,
) -> None:
    def fails_by_the_first(stream: str, asked: Asked) -> Repeat:
        if asked.rulebook.version_label == FIRST:
            raise ValueError(stream)
        return remind(stream, asked)

    capability = replace(RUNNING, due={REMINDER: fails_by_the_first})
    register = Register(register.rulebooks, capability)
    running, begun = uuid4(), uuid4()
    due = register.clock.now() + timedelta(hours=1)
    await register.does(submit(running))
    await register.does(refuse(running, "wait", due.isoformat()))
    register.changed = True
    await register.does(submit(begun))
    await register.does(refuse(begun, "wait", due.isoformat()))
    register.clock.offset = timedelta(hours=2)
    assert await meet_deadlines(register.executor) == 1
    assert await register.last(stream_of(begun)) == [SECOND, "days-20"]


async def test_is_heard_of_under_its_own_rules(register: Register) -> None:
    running = uuid4()
    await register.does(submit(running))
    register.changed = True
    await register.hears(running, replace(NOTING, keeps_rules=True))
    case = f"assessment/{case_of(running)}"
    assert await register.last(case, register.heard) == [FIRST, "days-56"]


async def test_goes_on_elsewhere_by_the_rules_under_which_it_began_there(
    register: Register,
) -> None:
    running = uuid4()
    await register.does(submit(running))
    # Elsewhere it began by today's rules, since nothing is kept there.
    register.changed = True
    await register.hears(running, NOTING)
    await register.does(refuse(running, "no"))
    await register.hears(running, replace(NOTING, keeps_rules=True))
    case = f"assessment/{case_of(running)}"
    assert await register.last(case, register.heard) == [SECOND, "days-20"]


def test_has_todays_rules_where_nobody_knows_its_own(register: Register) -> None:
    today = register.rulebooks.versions[1]
    assert register.rulebooks.governing("elsewhere@2001-01-01", today) is today


def test_keeps_the_rules_of_the_register_before() -> None:
    statutory = load_rulebooks(ROOT / "rulebooks" / "hcpc-statutory.toml")
    began = statutory.governing(FIRST, statutory.versions[0])
    assert began.version_label == FIRST
