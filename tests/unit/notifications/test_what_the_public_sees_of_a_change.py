"""What the public sees of a change."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.notifications.messages.commands import RequestAnnouncement, Terms
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.register_changes import PUBLIC, Facts
from services.notifications.sending.announcing import news
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.notifications import MessageRequested
from shared.contracts.subscribing import Change

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)
APPLICATION, PERSON, CASE, MESSAGE_ID, SUBSCRIBER = (
    UUID(int=number) for number in range(1, 6)
)
OF_ENTRY: dict[str, object] = {
    "registration_number": "CT00042",
    "application_id": APPLICATION,
}
HELD: dict[str, object] = {
    **OF_ENTRY,
    "person_id": PERSON,
    "scopes": ["nuclear-medicine"],
    "given_names": "Zoë",
    "email": "zoe@example.org",
}
SAID = {"registration_number": "CT00042", "effective_on": "2026-11-02"}
SCOPES = {"scopes": ["nuclear-medicine"]}


def change(kind: type[EventData], **fields: object) -> Facts:
    event = kind.model_validate(fields)
    return PUBLIC[kind].facts(event)


def test_is_every_kind_of_change_once() -> None:
    assert sorted(public.change for public in PUBLIC.values()) == sorted(Change)


def test_is_the_number_the_day_and_what_changed() -> None:
    route: dict[str, object] = {"route": "training", "footings": {}}
    assert change(RegistrationEntered, **HELD, **route, registered_on=DAY) == {
        **SAID,
        **SCOPES,
        "change": "entered",
    }
    assert change(ScopesAdded, **HELD, **route, added_on=DAY) == {
        **SAID,
        **SCOPES,
        "change": "scopes-added",
    }
    assert change(PracticeLevelAdded, **HELD, level="advanced", added_on=DAY) == {
        **SAID,
        **SCOPES,
        "change": "level-added",
        "level": "advanced",
    }
    back: dict[str, object] = {"reason": "readmitted", "status": "registered"}
    assert change(EntryRestored, **HELD, **route, **back, restored_on=DAY) == {
        **SAID,
        **SCOPES,
        "change": "restored",
        "status": "registered",
    }


def test_is_neither_the_case_nor_the_reason() -> None:
    decided: dict[str, object] = {**OF_ENTRY, "case_id": CASE, "reason": "fraudulent"}
    ended: dict[str, object] = {"scopes_ended": ["a"], "levels_ended": []}
    amended = change(EntryAmended, **decided, **ended, amended_on=DAY)
    assert amended == {**SAID, **ended, "change": "amended"}
    removed = change(EntryRemoved, **decided, status="removed", removed_on=DAY)
    assert removed == {**SAID, "change": "removed", "status": "removed"}


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_is_nothing_that_is_sealed(kind: type[EventData]) -> None:
    public = PUBLIC[kind]
    said = {"registration_number", public.on, *public.named, *public.listed}
    assert not said & personal_fields(kind)


def test_is_sent_as_json_with_its_kind_and_its_instant() -> None:
    sent = json.loads(news("register.entry.removed", NOW, json.dumps(SAID)))
    assert sent == {
        "type": "register.entry.removed",
        "timestamp": "2026-11-02T09:30:00.000Z",
        "data": SAID,
    }


def test_is_owed_to_each_subscriber_once() -> None:
    asked = RequestAnnouncement(
        message_id=MESSAGE_ID,
        about=f"application/{APPLICATION}",
        subscriber_id=SUBSCRIBER,
        person_id=PERSON,
        kind="register.entry.removed",
        content="{}",
        now=NOW,
        terms=Terms(rule="domain §4.10", due_by=NOW, channels=("webhook",)),
    )
    [event] = MESSAGE.decide(asked, MESSAGE.initial)
    assert isinstance(event, MessageRequested)
    assert event.channels == ("webhook",)
    assert (event.to, event.name, event.html) == (None, None, None)
    assert event.subscriber_id == SUBSCRIBER
    assert MESSAGE.decide(asked, MESSAGE.fold([event])) == []
