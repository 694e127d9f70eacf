"""Passing over a message."""

from uuid import UUID, uuid4

import pytest

from shared.capability import Recorded
from shared.contracts.contract import EventData
from shared.contracts.messaging import MessagePassedOver, PassOverMessage
from shared.eventstore.answers import AnswerOutcome
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.store import Conflicted
from shared.messaging.passing_over import PASSING_OVER
from tests.support.hearing_behaviour import head, history, waits
from tests.support.kit import ask, executor, inbox, stream_of
from tests.support.recorded import new_event

pytestmark = pytest.mark.integration


def pass_over(application_id: UUID, version: int) -> PassOverMessage:
    """Return the command of an operator."""
    return PassOverMessage(
        capability="hearing",
        stream=stream_of(application_id),
        version=version,
        reason="given-up",
    )


def passed(application_id: UUID, version: int) -> Recorded:
    """Return the event as it is projected."""
    event: EventData = MessagePassedOver.model_validate(
        pass_over(application_id, version).model_dump()
    )
    return Recorded(new_event("waiting/1", 1, event).envelope, event)


async def test_is_done_once_by_two_people_at_once(
    hearing_store: PostgresStore,
) -> None:
    one = uuid4()
    await inbox(hearing_store).take(history(one, "poison", "a"))
    operating = executor(hearing_store, PASSING_OVER, service="assessment")
    first, second, third = await operating.execute(
        [ask(pass_over(one, 2)), ask(pass_over(one, 2)), ask(pass_over(one, 3))]
    )
    assert first.outcome is AnswerOutcome.DONE
    assert (second.outcome, second.code) == (AnswerOutcome.REFUSED, "not-waiting")
    assert third.outcome is AnswerOutcome.DONE
    assert await head(hearing_store, one) == 3
    assert await waits(hearing_store) == []


@pytest.mark.parametrize("version", [2, 4])
async def test_sets_no_head_that_is_not_just_before_it(
    version: int, hearing_store: PostgresStore
) -> None:
    one = uuid4()
    await inbox(hearing_store).take(history(one, "a"))
    with pytest.raises(Conflicted):
        async with hearing_store.unit() as unit:
            await PASSING_OVER.project(unit.database, [passed(one, version)])
    assert await head(hearing_store, one) == 2


async def test_enters_no_stream_of_which_nothing_came(
    hearing_store: PostgresStore,
) -> None:
    one = uuid4()
    with pytest.raises(Conflicted):
        async with hearing_store.unit() as unit:
            await PASSING_OVER.project(unit.database, [passed(one, 2)])
    assert await head(hearing_store, one) == 0
