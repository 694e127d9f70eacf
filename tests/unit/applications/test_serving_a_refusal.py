"""Serving a refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.applications.serving.commands import (
    CloseRefused,
    Notice,
    RecordServed,
    RecordUnserved,
    RequireNotice,
)
from services.applications.serving.decider import REFUSAL
from services.applications.serving.subscribers import (
    CLOSING,
    deadlines,
    on_appeal_over,
    on_application_accepted,
    on_application_refused,
    on_notice_served,
    on_notice_unserved,
)
from shared.capability import Asked, SetDeadline
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.applications import ApplicationAccepted, ApplicationRefused
from shared.contracts.notices import (
    ApplicationNoticeRequired,
    Listed,
    NoticeServed,
    NoticeUnserved,
)
from shared.contracts.serving import RefusalClosed, RefusalServed, RefusalUnserved
from shared.rulebook.tables.appealing import CountedFrom
from tests.support.applications import RULEBOOK
from tests.support.given import Given

given = Given(REFUSAL)

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SERVED_ON = date(2026, 11, 3)
APPEAL_BY = date(2026, 12, 3)
APPLICATION_ID, NOTICE_ID, PERSON_ID = UUID(int=1), UUID(int=2), UUID(int=3)
WORDS = {"application": str(APPLICATION_ID), "explanation": "", "appeal_by": ""}
NOTICE = Notice(
    NOTICE_ID,
    NOW + timedelta(days=14),
    PERSON_ID,
    "Zoë",
    "zoe@example.org",
    WORDS,
    ("not suitable",),
)
REQUIRE = RequireNotice(APPLICATION_ID, NOTICE, NOW)
REQUIRED = ApplicationNoticeRequired(
    notice_id=NOTICE_ID,
    about=f"application/{APPLICATION_ID}",
    kind="application-refused",
    rule="domain §7A R6",
    prove_by=NOW + timedelta(days=14),
    person_id=PERSON_ID,
    name="Zoë",
    email="zoe@example.org",
    words=WORDS,
    lists=(Listed(name="reasons", entries=("not suitable",)),),
)
RECORD_SERVED = RecordServed(
    APPLICATION_ID, NOTICE_ID, SERVED_ON, 30, CountedFrom.SERVICE, NOW
)
SERVED = RefusalServed(
    application_id=APPLICATION_ID,
    notice_id=NOTICE_ID,
    served_on=SERVED_ON,
    appeal_by=APPEAL_BY,
)
RECORD_UNSERVED = RecordUnserved(APPLICATION_ID, NOTICE_ID, "5.1.1", NOW)
UNSERVED = RefusalUnserved(
    application_id=APPLICATION_ID, notice_id=NOTICE_ID, code="5.1.1"
)
CLOSE = CloseRefused(
    APPLICATION_ID,
    by_itself=False,
    today=APPEAL_BY + timedelta(days=1),
    now=NOW,
    refused=True,
)
CLOSED = RefusalClosed(
    application_id=APPLICATION_ID, served_on=SERVED_ON, appeal_was_by=APPEAL_BY
)
ASKED = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)


def test_asks_for_a_notice_with_proof() -> None:
    given().when(REQUIRE).then(REQUIRED)


def test_asks_once() -> None:
    given(REQUIRED).when(REQUIRE).then_nothing()


def test_asks_again_for_another_refusal_of_the_same_application() -> None:
    other = replace(REQUIRE, notice=replace(NOTICE, notice_id=UUID(int=22)))
    again = REQUIRED.model_copy(update={"notice_id": UUID(int=22)})
    given(REQUIRED, SERVED).when(other).then(again)


def test_begins_the_time_to_appeal() -> None:
    given(REQUIRED).when(RECORD_SERVED).then(SERVED)


def test_leaves_the_last_day_where_it_is_counted_from_the_decision() -> None:
    decided = date(2026, 11, 30)
    command = replace(RECORD_SERVED, counted_from=CountedFrom.DECISION, decided=decided)
    by_decision = SERVED.model_copy(update={"appeal_by": decided})
    given(REQUIRED).when(command).then(by_decision)


def test_changes_nothing_the_second_time() -> None:
    given(REQUIRED, SERVED).when(RECORD_SERVED).then_nothing()
    given(REQUIRED, UNSERVED).when(RECORD_UNSERVED).then_nothing()


def test_pays_no_attention_to_a_notice_of_something_else() -> None:
    other = UUID(int=99)
    given(REQUIRED).when(replace(RECORD_SERVED, notice_id=other)).then_nothing()
    given(REQUIRED).when(replace(RECORD_UNSERVED, notice_id=other)).then_nothing()
    given().when(RECORD_SERVED).then_nothing()


def test_serves_nobody_once_it_came_back() -> None:
    given(REQUIRED, SERVED).when(RECORD_UNSERVED).then(UNSERVED)


def test_counts_anew_after_it_came_back() -> None:
    later = SERVED_ON + timedelta(days=10)
    anew = SERVED.model_copy(
        update={"served_on": later, "appeal_by": APPEAL_BY + timedelta(days=10)}
    )
    again = replace(RECORD_SERVED, served_on=later)
    given(REQUIRED, SERVED, UNSERVED).when(again).then(anew)


def test_makes_the_refusal_final_after_the_last_day() -> None:
    given(REQUIRED, SERVED).when(CLOSE).then(CLOSED)
    given(REQUIRED, SERVED, CLOSED).when(CLOSE).then_nothing()


def test_does_not_make_it_final_on_the_last_day() -> None:
    on_the_day = replace(CLOSE, today=APPEAL_BY)
    given(REQUIRED, SERVED).when(on_the_day).then_refused("appeal-open")


@pytest.mark.parametrize("history", [(REQUIRED,), (REQUIRED, SERVED, UNSERVED)])
def test_does_not_make_it_final_without_proof(
    history: tuple[ApplicationNoticeRequired | RefusalServed | RefusalUnserved, ...],
) -> None:
    given(*history).when(CLOSE).then_refused("notice-not-proven")
    by_itself = replace(CLOSE, by_itself=True)
    given(*history).when(by_itself).then_nothing()


def test_does_not_make_final_what_is_under_appeal() -> None:
    appealed = replace(CLOSE, refused=False)
    given(REQUIRED, SERVED).when(appealed).then_refused("not-refused")
    given(REQUIRED, SERVED).when(replace(appealed, by_itself=True)).then_nothing()


def test_closes_nothing_that_was_never_refused() -> None:
    given().when(CLOSE).then_refused("not-refused")


def test_closes_what_is_final_no_more_when_mail_comes_back_late() -> None:
    given(REQUIRED, SERVED, CLOSED).when(RECORD_UNSERVED).then_nothing()


def test_falls_due_when_the_last_day_is_over() -> None:
    over = datetime(2026, 12, 4, tzinfo=UTC)
    stream = f"refusal/{APPLICATION_ID}"
    assert deadlines(SERVED) == [SetDeadline(stream, CLOSING, over)]


def test_follows_from_the_refusal_and_is_owed_to_nobody_erased() -> None:
    event = ApplicationRefused(
        application_id=APPLICATION_ID,
        reasons=("not-suitable",),
        decider="registrar-rita",
        appeal_by=APPEAL_BY,
        person_id=PERSON_ID,
        given_names="Zoë",
        email="zoe@example.org",
    )
    (command,) = on_application_refused(event, ASKED)
    assert isinstance(command, RequireNotice)
    assert command.notice.reasons == ("not suitable",)
    assert command.notice.words["appeal_by"] == "2026-12-03"
    assert command.notice.prove_by == NOW + timedelta(days=14)
    erased = event.model_copy(update={"person_id": None})
    assert on_application_refused(erased, ASKED) == []


def test_hears_what_is_about_applications_alone() -> None:
    served = NoticeServed(
        message_id=UUID(int=5),
        notice_id=NOTICE_ID,
        about=f"application/{APPLICATION_ID}",
        channel="email",
        sent_on=SERVED_ON,
        served_on=SERVED_ON,
        reference=None,
    )
    unserved = NoticeUnserved(
        message_id=UUID(int=5),
        notice_id=NOTICE_ID,
        about=f"application/{APPLICATION_ID}",
        code="5.1.1",
    )
    (heard,) = on_notice_served(served, ASKED)
    assert isinstance(heard, RecordServed)
    assert (heard.application_id, heard.served_on) == (APPLICATION_ID, SERVED_ON)
    (came_back,) = on_notice_unserved(unserved, ASKED)
    assert came_back == RECORD_UNSERVED
    elsewhere = {"about": "assessment/1"}
    assert on_notice_served(served.model_copy(update=elsewhere), ASKED) == []
    assert on_notice_unserved(unserved.model_copy(update=elsewhere), ASKED) == []


def test_of_some_of_the_scopes_names_what_is_admitted_and_what_is_not() -> None:
    event = ApplicationAccepted(
        application_id=APPLICATION_ID,
        scopes=("nuclear-medicine",),
        not_admitted=("radiation-physics",),
        reasons=("no-practice-in-scope",),
        route="training-scheme",
        appeal_by=APPEAL_BY,
        person_id=PERSON_ID,
    )
    (command,) = on_application_accepted(event, ASKED)
    (required,) = REFUSAL.decide(command, REFUSAL.initial)
    assert isinstance(required, ApplicationNoticeRequired)
    assert required.kind == "application-accepted-narrower"
    assert {one.name: one.entries for one in required.lists or ()} == {
        "reasons": ("no practice in scope",),
        "scopes": ("Nuclear Medicine",),
        "not_admitted": ("Radiation Physics",),
    }


@pytest.mark.parametrize(
    "changed", [{"not_admitted": ()}, {"appeal": 1}, {"person_id": None}]
)
def test_is_owed_to_nobody_admitted_in_all_or_on_appeal(
    changed: dict[str, object],
) -> None:
    event = ApplicationAccepted(
        application_id=APPLICATION_ID,
        scopes=("nuclear-medicine",),
        not_admitted=("radiation-physics",),
        route="training-scheme",
        person_id=PERSON_ID,
    )
    assert on_application_accepted(event.model_copy(update=changed), ASKED) == []


TAKEN_BACK = AppealWithdrawn(
    application_id=APPLICATION_ID, appeal=1, against=Against.REFUSAL
)
DISMISSED = AppealDecided(
    application_id=APPLICATION_ID,
    appeal=1,
    outcome=AppealOutcome.DISMISSED,
    members=("panel-1", "panel-2"),
)


@pytest.mark.parametrize("event", [TAKEN_BACK, DISMISSED])
def test_is_final_after_an_appeal_that_was_over_late(
    event: AppealWithdrawn | AppealDecided,
) -> None:
    later = replace(ASKED, now=datetime(2026, 12, 20, tzinfo=UTC))
    (command,) = on_appeal_over(event, later)
    assert isinstance(command, CloseRefused)
    assert command.by_itself
    given(REQUIRED, SERVED).when(replace(command, refused=True)).then(CLOSED)
