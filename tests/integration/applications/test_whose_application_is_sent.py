"""An application that is sent again, by whoever knows its id."""

from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest
from aiokafka import ConsumerRecord

from shared.contracts.applications import SubmitApplication
from shared.contracts.drafts import StartDraft
from shared.eventstore.answers import Ask
from shared.identity.demonstration import PEOPLE, signing_key_for
from shared.messaging.broker import KafkaRecord
from shared.messaging.commands import CommandInbox, command_record
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")
TOPIC = "applications.commands"
STATUS = "SELECT status FROM applications WHERE application_id = $1"
OWNER = "SELECT applicant FROM applications WHERE application_id = $1"


async def send(
    service: ApplicationsService, person: str, **changed: str
) -> httpx.Response:
    """Send the application with the reference as a demonstration person."""
    async with service.client(person) as client:
        return await client.post("/api/applications", json=row(answers(**changed)))


def sending(person: str, **changed: str) -> Ask:
    """Return the same as it comes in a batch of commands."""
    data = SubmitApplication(application_id=ID, submission=answers(**changed))
    caller = PEOPLE[person].caller
    return Ask(uuid4(), data, caller.actor, uuid4(), roles=caller.roles)


async def test_is_not_there_for_another_applicant(
    applications: ApplicationsService,
) -> None:
    assert (await send(applications, "applicant", indemnity="no")).status_code == 200
    answer = await send(applications, "applicant-2", given_names="Mallory")
    assert answer.status_code == 404
    async with applications.client("applicant") as client:
        status = await client.get(f"/api/applications/{ID}/status")
    assert status.json()["status"] == "returned"
    # Submitted, too: neither the content nor whether it is the same is told.
    assert (await send(applications, "applicant")).status_code == 200
    assert (await send(applications, "applicant-2")).status_code == 404


async def test_stays_whose_it_was_when_staff_corrects_it(
    applications: ApplicationsService,
) -> None:
    await send(applications, "applicant", indemnity="no")
    assert (await send(applications, "registrar")).status_code == 200
    assert await applications.pool.fetchval(OWNER, ID) == PEOPLE["applicant"].actor
    async with applications.client("applicant") as client:
        status = await client.get(f"/api/applications/{ID}/status")
    assert status.json()["status"] == "submitted"


async def test_is_of_the_first_in_one_batch(applications: ApplicationsService) -> None:
    first, second, again = await applications.execute(
        [
            sending("applicant", indemnity="no"),
            sending("applicant-2", given_names="Mallory"),
            sending("applicant"),
        ]
    )
    assert (first.code, second.code, again.code) == (None, "not-found", None)


async def test_is_not_there_for_whoever_knows_the_id_of_a_draft(
    applications: ApplicationsService,
) -> None:
    owner = PEOPLE["applicant"].actor
    start = Ask(uuid4(), StartDraft(draft_id=ID), owner, uuid4())
    [started] = await applications.execute([start])
    assert started.code is None
    assert (await send(applications, "applicant-2")).status_code == 404
    assert (await send(applications, "applicant")).status_code == 200


async def test_is_corrected_by_staff_in_a_signed_command_too(
    applications: ApplicationsService,
) -> None:
    await send(applications, "applicant", indemnity="no")
    inbox = CommandInbox(applications.executor, applications.keys)
    await inbox.on_records([signed(applications, "applicant-2")])
    assert await applications.pool.fetchval(STATUS, ID) == "returned"
    await inbox.on_records([signed(applications, "registrar")])
    assert await applications.pool.fetchval(STATUS, ID) == "submitted"


def signed(service: ApplicationsService, person: str) -> KafkaRecord:
    """Return the application as a person signs it and Kafka delivers it."""
    data = SubmitApplication(application_id=ID, submission=answers())
    wall = datetime.now(UTC)
    _, value, headers = command_record(
        data,
        uuid4(),
        f"application/{ID}",
        TOPIC,
        signing_key_for(person, service.data),
        wall,
    )
    return ConsumerRecord(
        topic=TOPIC,
        partition=0,
        offset=0,
        timestamp=int(wall.timestamp() * 1000),
        timestamp_type=1,
        key=None,
        value=value,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=len(value),
        headers=headers,
    )
