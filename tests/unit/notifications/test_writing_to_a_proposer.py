"""Writing to a proposer."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from services.notifications.messages.commands import Link
from services.notifications.messages.linking import Linking
from services.notifications.wordings.wording import LINK_PLACE
from shared.contracts.confirming import ConfirmationAsked, ConfirmationReminded
from shared.identity.demonstration import ensure_identity, service_key_path
from shared.identity.keyset import KeysetFile
from shared.identity.links import read_link
from tests.support.messages import NOW, PERSON_ID, owed_for, rendered, said

CONFIRMATION_ID = UUID("0192f0c1-0000-7000-8000-0000000000c0")
EXPIRES_AT = datetime(2026, 12, 1, tzinfo=UTC)
PROPOSER: dict[str, object] = {
    "confirmation_id": CONFIRMATION_ID,
    "attempt": 2,
    "expires_at": EXPIRES_AT,
    "person_id": PERSON_ID,
    "name": "Siân Morgan",
    "email": "sian@hospital.example",
    "applicant_name": "Zoë Łukasik",
}
asked = said(ConfirmationAsked, **PROPOSER, role="proposer-1", remind_at=NOW)
reminded = said(ConfirmationReminded, **PROPOSER)
LINK = Link("confirm", f"{CONFIRMATION_ID}:2", EXPIRES_AT)


@pytest.mark.parametrize("event", [asked, reminded])
def test_names_the_applicant_and_the_last_day_and_leaves_room_for_a_link(
    event: ConfirmationAsked | ConfirmationReminded,
) -> None:
    [command] = owed_for(event)
    message = rendered(command)
    assert message.to == "sian@hospital.example"
    assert "Zoë Łukasik" in (message.body or "")
    assert "30 November 2026" in (message.body or "")
    assert (message.body or "").count(LINK_PLACE) == 1
    assert (message.link_purpose, message.link_subject) == (LINK.purpose, LINK.subject)
    assert message.link_expires_at == EXPIRES_AT


def test_is_not_owed_once_the_applicant_is_erased() -> None:
    erased = asked.model_copy(update={"person_id": None, "email": None})
    assert owed_for(erased) == []


def test_puts_a_link_in_the_letter_that_only_we_could_have_signed(
    tmp_path: Path,
) -> None:
    keys = KeysetFile(ensure_identity(tmp_path))
    linking = Linking(
        service_key_path("notifications", tmp_path),
        {"applications": "https://register.example/"},
    )
    body = linking.fill(f"Answer here:\n\n  {LINK_PLACE}\n", LINK)
    address = body.split()[-1]
    assert address.startswith("https://register.example/confirm/")
    token = address.rpartition("/")[2]
    assert read_link(token, "confirm", keys, NOW) == LINK.subject


def test_leaves_a_letter_without_a_link_as_it_is() -> None:
    linking = Linking(Path("nothing"), {})
    assert linking.fill(f"I write {LINK_PLACE}.", None) == f"I write {LINK_PLACE}."
