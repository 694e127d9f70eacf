"""How commands are executed, on every store; two modules inherit it."""
# ruff: noqa: D102 - a test's name is its sentence

import asyncio
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from shared.clock import Clock
from shared.contracts.messaging import CommandRefused
from shared.contracts.views import LookOutcome
from shared.errors import NotFound, Unreadable
from shared.eventstore.answers import Answer, AnswerOutcome, Denied, Internal
from shared.eventstore.memory import MemoryStore
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.recording import folded_form
from shared.eventstore.store import Store
from shared.looking import LOOKING, Look
from shared.looking import stream_of as stream_of_look
from tests.support.kit import (
    ACTOR,
    appoint,
    ask,
    begun,
    executor,
    refuse,
    stream_of,
    submit,
)
from tests.support.made_up import SPEAKING


class ExecutingBehaviour:
    """The tests; a subclass's module has the fixture `store`."""

    async def test_produces_events_and_answers_with_their_clear_part(
        self, store: Store
    ) -> None:
        application_id = uuid4()
        (answer,) = await executor(store).execute(
            [ask(submit(application_id, given_names="Nora"))]
        )
        assert answer.outcome is AnswerOutcome.DONE
        (event,) = answer.events
        assert (event.stream, event.version) == (stream_of(application_id), 1)
        assert event.data == {
            "application_id": str(application_id),
            "faults": ["none"],
            "signposts": [],
        }
        assert await versions(store, application_id) == [1]

    async def test_stays_quiet_where_there_is_nothing_to_do(self, store: Store) -> None:
        executing = executor(store)
        application_id = await begun(executing)
        (answer,) = await executing.execute([ask(submit(application_id))])
        assert answer.outcome is AnswerOutcome.NOTHING_TO_DO
        assert await versions(store, application_id) == [1]

    async def test_refuses_and_says_so_in_an_event_of_its_own_stream(
        self, store: Store
    ) -> None:
        application_id = uuid4()
        asked = ask(refuse(application_id))
        (answer,) = await executor(store).execute([asked])
        assert (answer.outcome, answer.code, answer.rule) == (
            AnswerOutcome.REFUSED,
            "nothing-said",
            "made up §1",
        )
        assert await versions(store, application_id) == []
        (refusal,) = await refusals(store)
        assert (refusal.command_id, refusal.code) == (
            asked.command_id,
            "nothing-said",
        )
        assert refusal.sentence == "Nothing has been said yet."

    async def test_gives_the_same_answer_again_with_one_effect(
        self, store: Store
    ) -> None:
        executing = executor(store)
        application_id = await begun(executing)
        done, refused = ask(refuse(application_id, "a")), ask(refuse(uuid4()))
        first = await executing.execute([done, refused])
        again = await executing.execute([done, refused, done])
        other = await executor(store).execute([done, refused])
        assert [*first, first[0]] == again
        assert first == other
        assert await versions(store, application_id) == [1, 2]
        assert len(await refusals(store)) == 1

    async def test_refuses_an_id_that_comes_back_with_other_content(
        self, store: Store
    ) -> None:
        executing = executor(store)
        application_id = await begun(executing)
        first = ask(refuse(application_id, "a"))
        other = ask(refuse(application_id, "b"), first.command_id)
        (answer,) = await executing.execute([first])
        for batch in ([other], [other], [first, other]):
            answers = await executing.execute(batch)
            assert answers[-1].code == "command-id-reused"
        assert await executing.execute([first]) == [answer]
        assert await versions(store, application_id) == [1, 2]
        assert [one.code for one in await refusals(store)] == ["command-id-reused"]

    async def test_refuses_other_content_within_one_batch_too(
        self, store: Store
    ) -> None:
        executing = executor(store)
        application_id = await begun(executing)
        first = ask(refuse(application_id, "a"))
        other = ask(refuse(application_id, "b"), first.command_id)
        answers = await executing.execute([first, other, other])
        assert [answer.code for answer in answers[1:]] == ["command-id-reused"] * 2
        assert await versions(store, application_id) == [1, 2]

    async def test_refuses_a_stale_expected_version(self, store: Store) -> None:
        executing = executor(store)
        application_id = await begun(executing, "a")
        outcomes = [
            await executing.execute(
                [ask(refuse(application_id, "b"), expected_version=version)]
            )
            for version in (1, 2)
        ]
        assert [answer.code for (answer,) in outcomes] == ["stale-version", None]
        assert await versions(store, application_id) == [1, 2, 3]

    async def test_decides_a_batch_in_order_each_seeing_those_before(
        self, store: Store
    ) -> None:
        application_id = uuid4()
        answers = await executor(store).execute(
            [
                ask(refuse(application_id, "too early")),
                ask(submit(application_id)),
                ask(submit(application_id)),
                ask(refuse(application_id, "twice")),
                ask(refuse(application_id, "stale"), expected_version=1),
            ]
        )
        assert [answer.outcome for answer in answers] == [
            AnswerOutcome.REFUSED,
            AnswerOutcome.DONE,
            AnswerOutcome.NOTHING_TO_DO,
            AnswerOutcome.DONE,
            AnswerOutcome.REFUSED,
        ]
        assert await versions(store, application_id) == [1, 2, 3]

    @pytest.mark.parametrize("fault", ["bug", "untranslatable"])
    async def test_does_not_let_one_fault_hurt_the_others_of_its_batch(
        self, store: Store, fault: str
    ) -> None:
        one, faulty, other = uuid4(), uuid4(), uuid4()
        outcomes = await executor(store).outcomes(
            [
                ask(submit(one)),
                ask(submit(faulty, **{fault: "x"})),
                ask(submit(other)),
            ]
        )
        assert [type(outcome) for outcome in outcomes] == [
            Answer,
            LookupError,
            Answer,
        ]
        assert await versions(store, one) == await versions(store, other) == [1]
        assert await versions(store, faulty) == []

    async def test_keeps_no_answer_to_what_failed_so_it_may_be_tried_again(
        self, store: Store
    ) -> None:
        executing = executor(store)
        asked = ask(submit(uuid4(), bug="x"))
        for _ in range(2):
            with pytest.raises(LookupError):
                await executing.execute([asked])
        assert await store.answer(asked.command_id) is None

    async def test_knows_no_command_of_another_service(self, store: Store) -> None:
        with pytest.raises(NotFound):
            await executor(store, SPEAKING).execute([ask(appoint("a"))])

    async def test_says_a_denial_once(self, store: Store) -> None:
        denied = Denied(
            uuid4(), uuid4(), "unknown", "a/b", "nobody", "unreadable", "It is not."
        )
        executing = executor(store)
        answers = await executing.execute([denied, denied])
        again = await executing.execute([denied])
        assert {answer.code for answer in [*answers, *again]} == {"unreadable"}
        assert len(await refusals(store)) == 1

    async def test_appends_contiguous_versions_for_fifty_at_once(
        self, store: Store
    ) -> None:
        # Two executors, as two processes of one service are.
        executors = executor(store), executor(store)
        application_id = await begun(executors[0])
        await asyncio.gather(
            *(
                executors[number % 2].execute([ask(refuse(application_id, "x"))])
                for number in range(50)
            )
        )
        assert await versions(store, application_id) == list(range(1, 52))

    async def test_rings_the_bell_only_after_events(self, store: Store) -> None:
        rung: list[int] = []
        executing = executor(store, woken=lambda: rung.append(1))
        application_id = await begun(executing)
        assert len(rung) == 1
        await executing.execute([ask(submit(application_id))])
        assert len(rung) == 1

    async def test_refuses_what_is_larger_than_an_entry(self, store: Store) -> None:
        executing = executor(store)
        application_id = await begun(executing)
        # Past the bounds of its contract, which only stand at the border.
        small = refuse(application_id)
        large = [
            small.model_copy(update={"reasons": ("x" * 65_536,)}),
            small.model_copy(update={"explanation": "x" * 262_144}),
        ]
        answers = await executing.execute([ask(one) for one in large])
        assert [answer.code for answer in answers] == ["too-large"] * 2
        assert await versions(store, application_id) == [1]

    async def test_counts_a_stream_that_no_rule_looks_back_at(
        self, store: Store
    ) -> None:
        executing = executor(store, LOOKING)
        now = Clock().now()
        looks = [
            Internal(LOOKING.name, look(now), uuid4(), ACTOR, uuid4(), kept=False)
            for _ in range(4)
        ]
        await executing.execute(looks[:3])
        await executing.execute(looks[3:])
        stream = stream_of_look(look(now))
        events = await store.stream(stream, 0, 10)
        assert [(one.version, one.topic) for one in events] == [
            (version, "applications.views") for version in (1, 2, 3, 4)
        ]
        assert await store.answer(looks[0].command_id) is None

    async def test_refuses_a_command_that_was_addressed_to_another_stream(
        self, store: Store
    ) -> None:
        executing, one = executor(store), uuid4()
        right, wrong = (
            replace(ask(submit(one)), subject=subject)
            for subject in (stream_of(one), stream_of(uuid4()))
        )
        refused, done = await executing.outcomes([wrong, right])
        assert isinstance(refused, Unreadable)
        assert isinstance(done, Answer)
        assert await versions(store, one) == [1]


def look(now: datetime) -> Look:
    """Return a look at a list of cases."""
    return Look(
        "applications",
        ACTOR,
        "cases",
        "assessment.list-cases",
        LookOutcome.SHOWN,
        "x",
        now,
    )


async def versions(store: Store, application_id: UUID) -> list[int]:
    """Return the versions of an application's stream."""
    events = await store.stream(stream_of(application_id), 0, 1000)
    return [event.version for event in events]


async def refusals(store: Store) -> list[CommandRefused]:
    """Return what was refused."""
    events = [
        folded_form(entry) for entry in await entries(store, "applications.refusals")
    ]
    return [event for event in events if isinstance(event, CommandRefused)]


async def entries(store: Store, topic: str) -> list[bytes]:
    """Return every entry for a topic, in whatever store."""
    if isinstance(store, MemoryStore):
        return [
            event.entry
            for stream in store.events.values()
            for event in stream
            if event.topic == topic
        ]
    assert isinstance(store, PostgresStore)
    rows = await store.pool.fetch("SELECT entry FROM events WHERE topic = $1", topic)
    return [row["entry"] for row in rows]
