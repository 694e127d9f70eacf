"""Telling people what becomes of their entry."""

from datetime import date
from uuid import UUID

import pytest

from services.notifications.messages.commands import RequestMessage
from shared.contracts.contract import EventData
from shared.contracts.entries import EntryRestored, PracticeLevelAdded, ScopesAdded
from shared.contracts.entry_fraud import (
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudRaised,
)
from tests.support.given import without_personal_data
from tests.support.messages import PERSON_ID, ZOE, owed_for, rendered, said

DAY = date(2026, 12, 1)
OF_CASE: dict[str, object] = {"case_id": UUID(int=3), **ZOE}
OF_ENTRY: dict[str, object] = {
    "registration_number": "CT00017",
    "scopes": ("sonography",),
    **ZOE,
}
raised = said(
    EntryFraudRaised,
    **OF_CASE,
    source="registrar",
    raiser="actor-1",
    respond_by=DAY,
    allegation="incorrectly-made",
    particulars="The award is not on the list.",
)
decided = said(
    EntryFraudDecided,
    **OF_CASE,
    outcome="entry-removed",
    decider="actor-2",
    appeal_by=DAY,
    reasons=("not-qualified",),
)
appealed = said(EntryFraudAppealed, **OF_CASE)
upheld = said(EntryFraudAppealDecided, **OF_CASE, set_aside=True, decider="panel-1")
more = said(ScopesAdded, **OF_ENTRY, footings={}, route="equivalence", added_on=DAY)
level = said(PracticeLevelAdded, **OF_ENTRY, level="enhanced", added_on=DAY)
back = said(
    EntryRestored,
    **OF_ENTRY,
    reason="readmitted",
    status="registered",
    footings={},
    route="readmission",
    restored_on=DAY,
)


def read(event: EventData) -> str:
    """Return what the person concerned reads."""
    [owed] = owed_for(event)
    assert isinstance(owed, RequestMessage)
    message = rendered(owed)
    assert message.person_id == PERSON_ID
    return " ".join((message.body or "").split())


@pytest.mark.parametrize(
    ("event", "parts"),
    [
        (raised, ("incorrectly made", "not on the list", "1 December 2026")),
        (decided, ("is to be removed", "not qualified", "1 December 2026")),
        (appealed, ("no effect while it is open",)),
        (upheld, ("is set aside",)),
        (more, ("CT00017", "Sonography")),
        (level, ("enhanced", "It is no entitlement")),
        (back, ("CT00017", "again")),
    ],
)
def test_says_what_happened(event: EventData, parts: tuple[str, ...]) -> None:
    for part in parts:
        assert part in read(event)


@pytest.mark.parametrize("event", [raised, decided, appealed, upheld])
def test_tells_nobody_once_the_person_is_erased(event: EventData) -> None:
    assert owed_for(without_personal_data(event)) == []
