"""Reminding assessors of a case, and putting it to others when it is late."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.assessment.assessing.commands import Remind
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.targets import timing
from services.assessment.assessing.subscribers import RECOMMENDATION_DUE, deadlines
from shared.calendar import Division
from shared.capability import SetDeadline
from shared.contracts.assessment import AssessmentOverdue
from shared.contracts.assigning import (
    AssessmentEscalated,
    AssessorRecused,
    AssessorsReminded,
    Level,
)
from shared.rulebook.tables.targets import Counting, Targets
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    DUE_AT,
    NOW,
    OPENED,
    POSTPONED,
    RULEBOOK,
    TODAY,
    given_by,
    overdue,
)
from tests.support.given import Given

given = Given(ASSESSMENT)
REMIND_AT = DUE_AT - timedelta(days=7)
REGISTRAR_AT = DUE_AT + timedelta(days=1)
LEAD_AT = DUE_AT + timedelta(days=7)
TARGETED = OPENED.model_copy(
    update={"remind_at": (REMIND_AT,), "escalate_at": (REGISTRAR_AT, LEAD_AT)}
)
LAST_DAY = date(2026, 11, 30)
ABOUT: dict[str, Any] = {
    "assessment_id": ASSESSMENT_ID,
    "application_id": APPLICATION_ID,
}
STREAM = f"assessment/{ASSESSMENT_ID}"


def reminded(*missing: str, next_at: datetime | None = DUE_AT) -> AssessorsReminded:
    return AssessorsReminded(missing=missing, due_on=LAST_DAY, next_at=next_at, **ABOUT)


def late(*missing: str, next_at: datetime | None = REGISTRAR_AT) -> AssessmentOverdue:
    return AssessmentOverdue(
        missing=missing, was_due_on=LAST_DAY, next_at=next_at, **ABOUT
    )


def escalated(level: Level, next_at: datetime | None) -> AssessmentEscalated:
    return AssessmentEscalated(
        level=level,
        missing=(ANNA, BEN),
        was_due_on=LAST_DAY,
        next_at=next_at,
        **ABOUT,
    )


HISTORY = (TARGETED, ASSIGNED, reminded(ANNA, BEN), late(ANNA, BEN))


def test_begins_with_a_reminder_to_who_has_not_spoken() -> None:
    given(TARGETED, ASSIGNED, given_by(ANNA)).when(overdue(REMIND_AT)).then(
        reminded(BEN)
    )


def test_happens_once_at_each_instant() -> None:
    history = (TARGETED, ASSIGNED, reminded(ANNA, BEN))
    given(*history).when(overdue(REMIND_AT)).then_nothing()
    given(TARGETED, ASSIGNED).when(overdue(NOW)).then_nothing()


def test_goes_on_with_being_overdue() -> None:
    history = (TARGETED, ASSIGNED, reminded(ANNA, BEN))
    given(*history).when(overdue(DUE_AT)).then(late(ANNA, BEN))


def test_goes_on_to_the_registrar_then_to_the_lead() -> None:
    registrar = escalated(Level.REGISTRAR, LEAD_AT)
    given(*HISTORY).when(overdue(REGISTRAR_AT)).then(registrar)
    lead = escalated(Level.LEAD, None)
    given(*HISTORY, registrar).when(overdue(LEAD_AT)).then(lead)
    given(*HISTORY, registrar, lead).when(overdue(LEAD_AT)).then_nothing()


def test_skips_the_reminders_where_it_comes_late() -> None:
    given(TARGETED, ASSIGNED).when(overdue(LEAD_AT)).then(
        late(ANNA, BEN, next_at=None),
        escalated(Level.REGISTRAR, None),
        escalated(Level.LEAD, None),
    )


def test_happens_to_a_case_of_nobody_too() -> None:
    given(TARGETED, POSTPONED).when(overdue(REMIND_AT)).then(reminded())
    given(TARGETED, POSTPONED).when(overdue(DUE_AT)).then(late())


def test_sets_the_next_instant() -> None:
    assert deadlines(TARGETED) == [SetDeadline(STREAM, RECOMMENDATION_DUE, REMIND_AT)]
    assert deadlines(late()) == [SetDeadline(STREAM, RECOMMENDATION_DUE, REGISTRAR_AT)]
    assert deadlines(escalated(Level.LEAD, None)) == []


def test_is_done_by_the_registrar_at_any_time() -> None:
    asked = reminded(ANNA, BEN, next_at=None).model_copy(
        update={"reason": "asked-by-registrar"}
    )
    remind = Remind(ASSESSMENT_ID, NOW)
    given(TARGETED, ASSIGNED).when(remind).then(asked)
    assert deadlines(asked) == []
    given(TARGETED, ASSIGNED, asked).when(overdue(REMIND_AT)).then(reminded(ANNA, BEN))


def test_is_refused_where_nobody_has_the_case() -> None:
    given(TARGETED).when(Remind(ASSESSMENT_ID, NOW)).then_refused("nobody-to-remind")
    given().when(Remind(ASSESSMENT_ID, NOW)).then_refused("nobody-to-remind")


def test_stays_quiet_where_everybody_on_the_case_has_spoken() -> None:
    ben_left = AssessorRecused(assessor_id=BEN, reason="no-time", **ABOUT)
    history = (TARGETED, ASSIGNED, given_by(ANNA), ben_left)
    given(*history).when(Remind(ASSESSMENT_ID, NOW)).then_nothing()


def test_counts_calendar_days_where_the_rulebook_says_so() -> None:
    found = timing(RULEBOOK, TODAY, Division.ENGLAND_AND_WALES)
    assert found.due_at == datetime(2026, 12, 29, tzinfo=UTC)
    # As the days begin that are 14 and 3 before the last, 28 December.
    assert found.remind_at == (
        datetime(2026, 12, 14, tzinfo=UTC),
        datetime(2026, 12, 25, tzinfo=UTC),
    )
    # As the days end that are 1 and 14 after it.
    assert found.escalate_at == (
        datetime(2026, 12, 30, tzinfo=UTC),
        datetime(2027, 1, 12, tzinfo=UTC),
    )


def test_counts_working_days_by_the_holidays_of_the_nation() -> None:
    targets = Targets(source="made up", counting=Counting.WORKING, remind_before=(1,))
    working = RULEBOOK.model_copy(update={"targets": targets})
    # 56 working days from Monday 2 November 2026: Scotland has St Andrew's day, the 2nd
    # of January off, which is a Saturday and so the 4th, and no Boxing Day less.
    england = timing(working, TODAY, Division.ENGLAND_AND_WALES)
    scotland = timing(working, TODAY, Division.SCOTLAND)
    assert england.due_at == datetime(2027, 1, 23, tzinfo=UTC)
    assert scotland.due_at == datetime(2027, 1, 27, tzinfo=UTC)
    assert england.remind_at == (datetime(2027, 1, 21, tzinfo=UTC),)


def test_leaves_out_a_reminder_that_would_come_before_the_case() -> None:
    targets = Targets(source="made up", remind_before=(56, 55))
    early = RULEBOOK.model_copy(update={"targets": targets})
    found = timing(early, TODAY, Division.ENGLAND_AND_WALES)
    assert found.remind_at == (datetime(2026, 11, 3, tzinfo=UTC),)
