"""Delivering what is owed, on a real database."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.notifications.messages.delivery import (
    BATCH,
    deliver_due,
    has_letters_due,
)
from services.notifications.messages.linking import Linking
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.transports.envelope import Sender
from services.notifications.transports.maildir import MaildirTransport
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    Letter,
    Outcome,
    Rejected,
)
from shared.contracts.applications import ApplicationReturned
from shared.contracts.assessment import AssessorAppointed, AssessorsAssigned
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

LINKING = Linking(Path("nothing"), {})

SENDER = Sender("Professional register", "register@register.example")


class Answering:
    """A transport that says of each letter what it was told to say."""

    name = "answering"

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.letters: list[Letter] = []

    async def deliver(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
        """Return the next outcomes."""
        self.letters.extend(letters)
        return [self.outcomes.pop(0) for _ in letters]


def returned(number: int, **personal: object) -> tuple[str, ApplicationReturned]:
    event = ApplicationReturned.model_validate(
        {
            "application_id": numbered(number),
            "faults": ["no-indemnity"],
            "person_id": numbered(1_000_000 + number),
            "given_names": "Zoë",
            "email": f"zoe-{number}@example.org",
            **personal,
        }
    )
    return f"application/{numbered(number)}", event


async def statuses(service: StoredService) -> list[tuple[str, str | None]]:
    rows = await service.pool.fetch(
        "SELECT status, code FROM deliveries ORDER BY message_id"
    )
    return [(row["status"], row["code"]) for row in rows]


async def make_due(service: StoredService) -> None:
    """Let the time pass that a row waits for, whatever it is."""
    await service.pool.execute(
        "UPDATE deliveries SET due_at = now() - interval '1 second',"
        " leased_until = leased_until - interval '1 day'"
    )


async def test_delivers_a_message_and_proves_it(
    notifications: StoredService, tmp_path: Path
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    transport = MaildirTransport(tmp_path / "mail", SENDER)
    assert await deliver_due(notifications, LINKING, transport) == 1
    assert await deliver_due(notifications, LINKING, transport) == 0
    (path,) = (tmp_path / "mail" / "new").iterdir()
    assert b"Indemnity cover was not confirmed." in path.read_bytes()
    message_id = await notifications.pool.fetchval("SELECT message_id FROM deliveries")
    types = await notifications.events(f"message/{message_id}")
    assert types == ["message-requested", "message-sent"]


async def test_keeps_no_words_once_they_are_sent(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1))
    await deliver_due(notifications, LINKING, Answering(Delivered("1")))
    row = await notifications.pool.fetchrow("SELECT * FROM deliveries")
    assert row is not None
    assert row["person_id"] == numbered(1_000_001)
    assert (row["address"], row["subject_line"], row["body"]) == (None, None, None)


async def test_owes_one_message_however_often_it_hears(
    notifications: StoredService,
) -> None:
    arrivals = notifications.arrivals(returned(1))
    await notifications.takes(MESSAGES, arrivals)
    # As after a restore, when the inbox has forgotten what it had taken.
    await notifications.pool.execute("DELETE FROM inbox")
    await notifications.takes(MESSAGES, arrivals)
    assert await statuses(notifications) == [("due", None)]


async def test_tries_again_what_was_put_off(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1))
    transport = Answering(Deferred("smtp-451"), Delivered("1"))
    assert await deliver_due(notifications, LINKING, transport) == 1
    assert await statuses(notifications) == [("due", "smtp-451")]
    assert await deliver_due(notifications, LINKING, transport) == 0
    await make_due(notifications)
    assert await deliver_due(notifications, LINKING, transport) == 1
    assert await statuses(notifications) == [("sent", None)]
    assert len({one.message_id for one in transport.letters}) == 1


async def test_has_work_until_nothing_is_due(notifications: StoredService) -> None:
    assert not await has_letters_due(notifications)
    await notifications.hears(MESSAGES, returned(1))
    assert await has_letters_due(notifications)
    await deliver_due(notifications, LINKING, Answering(Delivered("1")))
    assert not await has_letters_due(notifications)


async def test_gives_up_after_the_days_of_the_rulebook(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    days = notifications.rulebook.notifications.give_up_days
    await notifications.pool.execute(
        "UPDATE deliveries SET first_due_at = first_due_at - $1::interval",
        timedelta(days=days),
    )
    await deliver_due(notifications, LINKING, Answering(Deferred("smtp-451")))
    assert await statuses(notifications) == [("failed", "gave-up")]


async def test_records_a_refusal_for_good(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1))
    await deliver_due(notifications, LINKING, Answering(Rejected("smtp-550")))
    assert await statuses(notifications) == [("failed", "smtp-550")]


async def test_records_at_once_that_an_address_is_of_no_use(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1, email="not an address"))
    assert await statuses(notifications) == [("failed", "no-usable-address")]
    assert await deliver_due(notifications, LINKING, Answering()) == 0


async def test_sends_nothing_to_who_was_erased_meanwhile(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1), returned(2))
    await notifications.pool.execute(
        "UPDATE deliveries SET address = NULL, subject_line = NULL, body = NULL"
        " WHERE person_id = $1",
        numbered(1_000_001),
    )
    transport = Answering(Delivered("2"))
    assert await deliver_due(notifications, LINKING, transport) == 2
    assert sorted(await statuses(notifications)) == [
        ("failed", "person-erased"),
        ("sent", None),
    ]


async def test_sends_again_what_a_crash_left_leased(
    notifications: StoredService, tmp_path: Path
) -> None:
    class Crashing(MaildirTransport):
        async def deliver(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
            await super().deliver(letters)
            raise ConnectionAbortedError

    folder = tmp_path / "mail"
    await notifications.hears(MESSAGES, returned(1))
    with pytest.raises(ConnectionAbortedError):
        await deliver_due(notifications, LINKING, Crashing(folder, SENDER))
    whole = MaildirTransport(folder, SENDER)
    assert await deliver_due(notifications, LINKING, whole) == 0  # leased
    await make_due(notifications)
    assert await deliver_due(notifications, LINKING, whole) == 1
    assert await statuses(notifications) == [("sent", None)]
    assert len(list((folder / "new").iterdir())) == 1


async def test_never_leases_a_message_to_two(notifications: StoredService) -> None:
    class Colleague(Answering):
        async def deliver(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
            assert await deliver_due(notifications, LINKING, Answering()) == 0
            return await super().deliver(letters)

    await notifications.hears(MESSAGES, returned(1))
    await deliver_due(notifications, LINKING, Colleague(Delivered("1")))


async def test_delivers_five_hundred_in_batches(
    notifications: StoredService, tmp_path: Path
) -> None:
    await notifications.hears(MESSAGES, *(returned(number) for number in range(500)))
    transport = MaildirTransport(tmp_path / "mail", SENDER)
    for _ in range(5):
        assert await deliver_due(notifications, LINKING, transport) == BATCH
    assert len(list((tmp_path / "mail" / "new").iterdir())) == 500
    assert set(await statuses(notifications)) == {("sent", None)}


async def test_waits_with_an_assessor_s_message_for_their_appointment(
    notifications: StoredService,
) -> None:
    case = numbered(7)
    assigned = AssessorsAssigned.model_validate(
        {
            "assessment_id": case,
            "application_id": numbered(8),
            "assessors": ["actor-anna"],
            "due_at": "2026-12-01T00:00:00Z",
        }
    )
    appointed = AssessorAppointed(
        assessor_id="actor-anna",
        scopes=("sonography",),
        capacity=1,
        person_id=UUID(int=1),
        name="Anna",
        email="anna@register.example",
    )
    await notifications.hears(MESSAGES, (f"assessment/{case}", assigned))
    assert await statuses(notifications) == []
    await notifications.hears(MESSAGES, ("assessor/actor-anna", appointed))
    await notifications.retries(MESSAGES)
    transport = Answering(Delivered("1"))
    assert await deliver_due(notifications, LINKING, transport) == 1
    assert transport.letters[0].to == "anna@register.example"
    assert "Anna" in transport.letters[0].body
