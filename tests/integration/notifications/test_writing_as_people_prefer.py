"""Writing to people as they prefer."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.notifications import app as composition
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.preferences import api, pages
from services.notifications.preferences.projections import HOLDS
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.contract import CommandData, EventData
from shared.contracts.preferring import (
    Language,
    PreferredChannel,
    RecordPreferences,
    SetPreferences,
)
from shared.eventstore.answers import Answer
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

REGISTRAR, APPLICANT, SOMEBODY = "registrar", "applicant", "applicant-2"
FOLDER = Path(composition.__file__).parent
FIRST, SECOND, PERSON = numbered(1), numbered(2), numbered(9)
STREET = "1 High Street\nCardiff"
ZOE: dict[str, object] = {
    "person_id": PERSON,
    "given_names": "Zoë",
    "email": "zoe@example.org",
}


def submitted(application_id: UUID) -> tuple[str, EventData]:
    event = ApplicationSubmitted.model_validate(
        {
            "application_id": application_id,
            "scopes": ["nuclear-medicine"],
            "route": "training",
            "submitted_on": date(2026, 11, 2),
            "possible_duplicate_of": [],
            **ZOE,
        }
    )
    return f"application/{application_id}", event


def returned(application_id: UUID) -> tuple[str, EventData]:
    event = ApplicationReturned.model_validate(
        {"application_id": application_id, "faults": ["no-indemnity"], **ZOE}
    )
    return f"application/{application_id}", event


@pytest.fixture
async def known(notifications: StoredService) -> StoredService:
    """The service, which has heard of a person's two applications."""
    await notifications.hears(MESSAGES, submitted(FIRST), submitted(SECOND))
    assert await actors(notifications) == {"actor-elsewhere"}
    await notifications.pool.execute(
        "UPDATE applicant_contacts SET actor = $1", PEOPLE[APPLICANT].actor
    )
    await notifications.pool.execute("DELETE FROM deliveries")
    return notifications


async def actors(service: StoredService) -> set[str | None]:
    rows = await service.pool.fetch("SELECT actor FROM applicant_contacts")
    return {row["actor"] for row in rows}


async def asks(service: StoredService, person: str, data: CommandData) -> Answer:
    [answer] = await service.ask(person, data)
    return answer


async def owed(service: StoredService) -> tuple[str, str, str]:
    """Have the person told something, and return how, in what language and what."""
    await service.hears(MESSAGES, returned(SECOND))
    row = await service.pool.fetchrow("SELECT * FROM deliveries")
    assert row is not None
    return row["channel"], row["language"], row["body"]


async def test_follows_what_they_said_of_another_of_their_applications(
    known: StoredService,
) -> None:
    said = SetPreferences(
        application_id=FIRST,
        language=Language.WELSH,
        channel=PreferredChannel.POST,
        postal_address=STREET,
    )
    assert (await asks(known, APPLICANT, said)).code is None
    channel, language, body = await owed(known)
    assert (channel, language) == ("post", "cy")
    assert "Annwyl" in body or "Dear" not in body
    stored = await known.pool.fetchval("SELECT postal_address FROM deliveries")
    assert stored == STREET


async def test_is_by_mail_and_in_english_where_nothing_was_said(
    known: StoredService,
) -> None:
    channel, language, _ = await owed(known)
    assert (channel, language) == ("email", "en")


async def test_takes_nobodys_word_for_another(known: StoredService) -> None:
    said = SetPreferences(application_id=FIRST, language=Language.WELSH)
    assert (await asks(known, SOMEBODY, said)).code == "not-found"
    unknown = SetPreferences(application_id=numbered(77))
    assert (await asks(known, APPLICANT, unknown)).code == "not-found"


async def test_takes_back_what_was_said_by_whichever_application(
    known: StoredService,
) -> None:
    welsh, english = Language.WELSH, Language.ENGLISH
    for application_id, language in (
        (FIRST, welsh),
        (SECOND, english),
        (FIRST, welsh),
    ):
        recorded = RecordPreferences(application_id=application_id, language=language)
        answer = await asks(known, REGISTRAR, recorded)
        assert len(answer.events) == 1
    _, language, _ = await owed(known)
    assert language == "cy"


async def test_forgets_what_they_said_once_they_are_erased(
    known: StoredService,
) -> None:
    said = SetPreferences(application_id=FIRST, postal_address=STREET)
    await asks(known, APPLICANT, said)
    await known.pool.execute(HOLDS[0].statement, PERSON)
    assert await known.pool.fetchval("SELECT count(*) FROM preferences") == 0


async def test_is_shown_and_changed_on_a_page_of_their_own(
    known: StoredService,
) -> None:
    app = application(known, FOLDER, api.router, pages.router)
    data, path = known.settings.data, f"/preferences/{FIRST}"
    async with client(app, APPLICANT, data) as applicant:
        assert "How you are written to" in (await applicant.get(path)).text
        form = {"command_id": str(uuid4()), "language": "cy", "channel": "post"}
        refused = await applicant.post(path, data=form)
        assert refused.status_code == 409
        assert "By post needs a postal address" in refused.text
        form = {**form, "command_id": str(uuid4()), "postal_address": STREET}
        assert (await applicant.post(path, data=form)).status_code == 303
        said = (await applicant.get(f"/api{path}")).json()
    assert said == {
        "application_id": str(FIRST),
        "said": True,
        "language": "cy",
        "channel": "post",
        "postal_address": STREET,
    }
    async with client(app, SOMEBODY, data) as somebody:
        assert (await somebody.get(f"/api{path}")).status_code == 404
        assert (await somebody.get(path)).status_code == 404
        assert (await somebody.post(path, data=form)).status_code == 404
    async with client(app, REGISTRAR, data) as registrar:
        assert (await registrar.get(f"/api{path}")).json()["said"]
