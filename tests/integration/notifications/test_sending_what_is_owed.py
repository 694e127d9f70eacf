"""Sending what is owed, on a real database."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.notifications.messages.linking import Linking
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.pace import UNLIMITED
from services.notifications.sending.sending import Lanes, Sending
from services.notifications.transports.envelope import Sender
from services.notifications.transports.maildir import MaildirTransport
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    Desk,
    InDoubt,
    Key,
    Letter,
    Outcome,
    Rejected,
    Transport,
    Untried,
)
from shared.contracts.applications import ApplicationReturned
from shared.contracts.assessment import AssessorAppointed, AssessorsAssigned
from shared.identity.demonstration import service_key_path
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration


SENDER = Sender("Professional register", "register@register.example")


class Answering:
    """A transport that says of each letter what it was told to say."""

    name = "answering"
    folds = False

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.letters: list[Letter] = []

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Tell the desk the next outcomes."""
        self.letters.extend(letters)
        for letter in letters:
            assert await desk.begins(letter)
            await desk.ended({letter.key: self.outcomes.pop(0)})


class Ending(Exception):
    """The process ends here."""


def linking(service: StoredService) -> Linking:
    return Linking(service_key_path("notifications", service.settings.data), {})


def sending(service: StoredService, transport: Transport) -> Sending:
    lanes = Lanes(1, 100, 100)
    links = linking(service)
    return Sending(service, transport, links, lanes=lanes, rates=UNLIMITED)


async def send(service: StoredService, transport: Transport) -> int:
    return await sending(service, transport).send_due()


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
    assert await send(notifications, transport) == 1
    assert await send(notifications, transport) == 0
    (path,) = (tmp_path / "mail" / "new").iterdir()
    assert b"Indemnity cover was not confirmed." in path.read_bytes()
    message_id = await notifications.pool.fetchval("SELECT message_id FROM deliveries")
    types = await notifications.events(f"message/{message_id}")
    assert types == ["message-requested", "message-sent"]


async def test_keeps_no_words_once_they_are_sent(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1))
    await send(notifications, Answering(Delivered("1")))
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
    assert await send(notifications, transport) == 1
    assert await statuses(notifications) == [("due", "smtp-451")]
    assert await send(notifications, transport) == 0
    await make_due(notifications)
    assert await send(notifications, transport) == 1
    assert await statuses(notifications) == [("sent", None)]
    assert len({one.message_id for one in transport.letters}) == 1


async def test_has_work_until_nothing_is_due(notifications: StoredService) -> None:
    assert not await sending(notifications, Answering()).has_letters_due()
    await notifications.hears(MESSAGES, returned(1))
    assert await sending(notifications, Answering()).has_letters_due()
    await send(notifications, Answering(Delivered("1")))
    assert not await sending(notifications, Answering()).has_letters_due()


async def test_gives_up_after_the_days_of_the_rulebook(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    days = notifications.rulebook.notifications.give_up_days
    await notifications.pool.execute(
        "UPDATE deliveries SET first_due_at = first_due_at - $1::interval",
        timedelta(days=days),
    )
    await send(notifications, Answering(Deferred("smtp-451")))
    assert await statuses(notifications) == [("failed", "gave-up")]


async def test_records_a_refusal_for_good(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1))
    await send(notifications, Answering(Rejected("smtp-550")))
    assert await statuses(notifications) == [("failed", "smtp-550")]


async def test_records_at_once_that_an_address_is_of_no_use(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1, email="not an address"))
    assert await statuses(notifications) == [("failed", "no-usable-address")]
    assert await send(notifications, Answering()) == 0


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
    assert await send(notifications, transport) == 2
    assert sorted(await statuses(notifications)) == [
        ("failed", "person-erased"),
        ("sent", None),
    ]


async def test_sends_again_what_a_crash_left_leased(
    notifications: StoredService, tmp_path: Path
) -> None:
    class Crashing(MaildirTransport):
        async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
            class Gone:
                begins = desk.begins

                async def ended(self, outcomes: Mapping[Key, Outcome]) -> None:
                    raise Ending(len(outcomes))

            await super().deliver(letters, Gone())

    folder = tmp_path / "mail"
    await notifications.hears(MESSAGES, returned(1))
    with pytest.raises(Ending):
        await send(notifications, Crashing(folder, SENDER))
    whole = sending(notifications, MaildirTransport(folder, SENDER))
    assert await whole.send_due() == 0  # leased
    await whole.take_over()
    assert await whole.send_due() == 1
    assert await statuses(notifications) == [("sent", None)]
    assert len(list((folder / "new").iterdir())) == 1
    assert await doubts(notifications) == 0  # the letter was found there


async def doubts(service: StoredService) -> int:
    rows = await service.pool.fetch(
        "SELECT DISTINCT stream FROM events WHERE stream LIKE 'message/%'"
    )
    types = [one for row in rows for one in await service.events(row["stream"])]
    return types.count("message-may-have-been-sent-twice")


@pytest.mark.parametrize("when", ["before", "after"])
async def test_records_a_doubt_only_where_the_text_may_have_left(
    notifications: StoredService, when: str
) -> None:
    class Crashing(Answering):
        async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
            if when == "after":
                await desk.begins(letters[0])
            raise Ending

    await notifications.hears(MESSAGES, returned(1))
    with pytest.raises(Ending):
        await send(notifications, Crashing())
    again = sending(notifications, Answering(Delivered("1")))
    await again.take_over()
    assert await again.send_due() == 1
    assert await statuses(notifications) == [("sent", None)]
    assert await doubts(notifications) == (1 if when == "after" else 0)


async def test_records_each_doubt_once_and_keeps_the_letter_the_same(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    transport = Answering(InDoubt("lost"), InDoubt("lost"), Delivered("1"))
    for _ in range(3):
        await make_due(notifications)
        assert await send(notifications, transport) == 1
    assert await doubts(notifications) == 2
    assert await statuses(notifications) == [("sent", None)]
    assert len(set(transport.letters)) == 1


async def test_has_no_doubt_of_what_was_put_off_with_an_answer(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    transport = Answering(Deferred("smtp-451"), Delivered("1"))
    for _ in range(2):
        await make_due(notifications)
        await send(notifications, transport)
    assert await doubts(notifications) == 0


async def test_counts_no_try_where_nothing_was_tried(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, returned(1))
    await send(notifications, Answering(Untried("server-unavailable", away=True)))
    row = await notifications.pool.fetchrow("SELECT attempts, code FROM deliveries")
    assert row is not None
    assert tuple(row) == (0, "server-unavailable")


async def test_begins_nothing_with_a_lease_that_another_took_over(
    notifications: StoredService,
) -> None:
    class Late(Answering):
        async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
            await sending(notifications, Answering()).take_over()
            assert not await desk.begins(letters[0])
            await desk.ended({letters[0].key: Untried("not-ours-any-more")})

    await notifications.hears(MESSAGES, returned(1))
    await send(notifications, Late())
    assert await statuses(notifications) == [("due", "not-ours-any-more")]


async def test_takes_hosts_in_turn_and_a_few_letters_of_each(
    notifications: StoredService,
) -> None:
    many = [returned(number, email=f"a{number}@many.example") for number in range(30)]
    few = [returned(90 + n, email=f"b@few-{n}.example") for n in range(3)]
    await notifications.hears(MESSAGES, *many, *few)
    transport = Answering(*[Delivered("1")] * 13)
    lanes = Lanes(number=1, of_each=10, in_all=50, hosts=25)
    way = Sending(
        notifications, transport, linking(notifications), lanes=lanes, rates=UNLIMITED
    )
    assert await way.send_due() == 13
    assert {letter.domain for letter in transport.letters} == {
        "many.example",
        "few-0.example",
        "few-1.example",
        "few-2.example",
    }


async def test_never_leases_a_message_to_two(notifications: StoredService) -> None:
    class Colleague(Answering):
        async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
            assert await send(notifications, Answering()) == 0
            await super().deliver(letters, desk)

    await notifications.hears(MESSAGES, returned(1))
    await send(notifications, Colleague(Delivered("1")))


async def test_delivers_five_hundred_in_batches(
    notifications: StoredService, tmp_path: Path
) -> None:
    await notifications.hears(MESSAGES, *(returned(number) for number in range(500)))
    transport = MaildirTransport(tmp_path / "mail", SENDER)
    for _ in range(5):
        assert await send(notifications, transport) == 100
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
    assert await send(notifications, transport) == 1
    assert transport.letters[0].to == "anna@register.example"
    assert "Anna" in transport.letters[0].body
