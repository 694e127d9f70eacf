"""Offering to decline a case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.notifications.messages.commands import Link
from services.notifications.messages.linking import Linking
from services.notifications.wordings.wording import LINK_PLACE
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.assigning import AssessorJoined, Joining
from shared.identity.demonstration import ensure_identity, service_key_path
from shared.identity.keyset import KeysetFile
from shared.identity.links import read_link
from tests.support.messages import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    NOW,
    RULEBOOK,
    owed_for,
    rendered,
)

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SUBJECT = f"{ASSESSMENT_ID}:actor-anna"
ASSIGNED = AssessorsAssigned(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    assessors=("actor-anna",),
    due_at=DUE,
)
JOINED = AssessorJoined(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    assessor_id="actor-anna",
    reason=Joining.REPLACEMENT,
    seats=2,
    due_at=DUE,
)


@pytest.mark.parametrize("event", [ASSIGNED, JOINED])
def test_leaves_room_for_one_link_that_is_good_until_the_case_is_due(
    event: AssessorsAssigned | AssessorJoined,
) -> None:
    [owed] = owed_for(event)
    assert owed.link == Link("decline", SUBJECT, DUE)
    message = rendered(replace(owed, recipient=ANNA))
    assert (message.template, message.template_version) == ("case-assigned", 3)
    assert (message.body or "").count(LINK_PLACE) == 1


def test_gives_who_comes_late_some_days_all_the_same() -> None:
    late = JOINED.model_copy(update={"due_at": NOW - timedelta(days=3)})
    [owed] = owed_for(late)
    days = timedelta(days=RULEBOOK.pool.decline_days)
    assert owed.link == Link("decline", SUBJECT, NOW + days)


def test_leads_to_the_assessment_service_s_own_door(tmp_path: Path) -> None:
    keys = KeysetFile(ensure_identity(tmp_path))
    linking = Linking(
        service_key_path("notifications", tmp_path),
        {"assessment": "https://assess.register.example/"},
    )
    body = linking.fill(LINK_PLACE, Link("decline", SUBJECT, DUE))
    door, _, token = body.rpartition("/")
    assert door == "https://assess.register.example/decline"
    assert read_link(token, "decline", keys, NOW) == SUBJECT
