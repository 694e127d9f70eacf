"""What a day leaves overdue is put to the registrar, in one letter that lists it."""

from datetime import timedelta

import pytest

from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from shared.contracts.contract import EventData
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

OWED = 25
LETTERS = """
SELECT address, subject_line, body, due_by
FROM deliveries
WHERE template = 'obligations-overdue'
ORDER BY requested_at
"""


@pytest.fixture
async def owing(notifications: StoredService) -> StoredService:
    """The notifications service, which owes letters that nobody sends."""
    events: list[tuple[str, EventData]] = [
        (
            f"application/{numbered(number)}",
            ApplicationReturned.model_validate(
                {
                    "application_id": numbered(number),
                    "faults": ["no-indemnity"],
                    "person_id": numbered(1_000 + number),
                    "given_names": "Zoë",
                    "email": "zoe@example.org",
                }
            ),
        )
        for number in range(OWED)
    ]
    await notifications.hears(MESSAGES, *events)
    return notifications


async def meet_all(service: StoredService, after: timedelta) -> None:
    """Move the clock on, and meet deadlines until none is due."""
    await service.meets_deadlines(after)
    while await service.meets_deadlines(timedelta()):
        pass


async def test_lists_the_oldest_and_names_nobody(owing: StoredService) -> None:
    await meet_all(owing, timedelta(days=1, hours=1))
    await meet_all(owing, timedelta(days=1))
    (letter,) = await owing.pool.fetch(LETTERS)
    assert letter["address"] == owing.rulebook.notifications.office_address
    assert f"obligations: {OWED}." in " ".join(letter["body"].split())
    assert letter["body"].count("- application/") == 20
    for word in ("Zoë", "zoe@"):
        assert word not in letter["body"] + letter["subject_line"]


async def test_is_one_letter_and_is_never_overdue_itself(
    owing: StoredService,
) -> None:
    for _ in range(6):
        await meet_all(owing, timedelta(days=1))
    (letter,) = await owing.pool.fetch(LETTERS)
    assert letter["due_by"] is None


async def test_is_not_sent_where_all_were_told_before_the_day_was_over(
    owing: StoredService,
) -> None:
    await meet_all(owing, timedelta(days=1))
    await owing.pool.execute("UPDATE deliveries SET status = 'sent'")
    await meet_all(owing, timedelta(days=2))
    assert await owing.pool.fetch(LETTERS) == []
