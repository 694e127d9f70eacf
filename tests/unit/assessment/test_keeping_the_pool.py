"""The pool of assessors."""

from datetime import UTC, date, datetime

import pytest

from services.assessment.assessors.commands import (
    Command,
    Declare,
    DropLeave,
    End,
    GoOnLeave,
    Reckon,
    RemindOf,
    Terms,
    Train,
)
from services.assessment.assessors.decider import ASSESSOR
from services.assessment.assessors.subscribers import (
    INTERESTS_DUE,
    TRAINING_DUE,
    deadlines,
    declare_interests,
    off_leave,
    on_leave,
    stream_of,
)
from shared.capability import SetDeadline
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    AssessorTrainingDue,
    CancelLeave,
    DeclareInterests,
    GiveUpLeave,
    Interests,
    InterestsDeclared,
    InterestsReviewDue,
    LeaveCancelled,
    LeaveRecorded,
    Leaving,
    Post,
    RecordLeave,
    ScopeCovered,
    ScopeShortOfAssessors,
    TakeLeave,
)
from shared.errors import NotFound
from tests.support.assessment import ANNA, BEN, PERSON_ID, asked
from tests.support.given import Given

given = Given(ASSESSOR)
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TERMS = Terms(training_months=15, interests_months=12, interests_days=28)
APPOINTED = AssessorAppointed(
    assessor_id=ANNA,
    scopes=("sonography",),
    capacity=5,
    training_lapses_on=date(2028, 2, 3),
    interests_by=date(2026, 11, 30),
)
LEAVE = LeaveRecorded(
    assessor_id=ANNA, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 24)
)
ENDED = AppointmentEnded(assessor_id=ANNA, ended_on=TODAY, reason=Leaving.RESIGNED)
INTERESTS = Interests(posts=(Post(employer="Leeds Teaching Hospitals NHS Trust"),))
DECLARED = InterestsDeclared(
    assessor_id=ANNA,
    declared_on=TODAY,
    declared_none=False,
    review_on=date(2027, 11, 30),
    person_id=PERSON_ID,
    interests=INTERESTS,
)
SHORT = ScopeShortOfAssessors(scope="sonography", free=2, needed=3)
COVERED = ScopeCovered(scope="sonography", free=3, needed=3)


def train(trained_on: date = TODAY) -> Train:
    return Train(ANNA, trained_on, TERMS, TODAY, NOW)


def leave(
    starts_on: date = LEAVE.starts_on,
    ends_on: date = LEAVE.ends_on,
    *,
    own: bool = True,
) -> GoOnLeave:
    return GoOnLeave(ANNA, starts_on, ends_on, own, TODAY, NOW)


def drop(*, own: bool = True) -> DropLeave:
    return DropLeave(ANNA, LEAVE.starts_on, own, NOW)


def declare(*, changed: bool = True, own: bool = True) -> Declare:
    return Declare(ANNA, PERSON_ID, INTERESTS, own, TERMS, TODAY, NOW, changed)


def end() -> End:
    return End(ANNA, Leaving.RESIGNED, TODAY, NOW)


def test_records_training_until_it_lapses() -> None:
    trained = AssessorTrained(
        assessor_id=ANNA, trained_on=TODAY, lapses_on=date(2028, 2, 3)
    )
    given(APPOINTED).when(train()).then(trained)
    given(APPOINTED, trained).when(train()).then_nothing()


def test_counts_months_to_the_last_day_of_a_shorter_one() -> None:
    (event,) = given(APPOINTED).when(train(date(2026, 8, 31))).events
    # 15 months after 31 August end with 30 November (domain §7A R5).
    assert getattr(event, "lapses_on", None) == date(2027, 12, 1)


def test_records_no_training_before_it_was() -> None:
    given(APPOINTED).when(train(date(2026, 11, 3))).then_refused("not-yet-trained")


def test_records_leave_once() -> None:
    given(APPOINTED).when(leave()).then(LEAVE)
    given(APPOINTED, LEAVE).when(leave()).then_nothing()


def test_replaces_a_leave_from_the_same_day() -> None:
    longer = leave(ends_on=date(2027, 1, 8))
    given(APPOINTED, LEAVE).when(longer).then(
        LEAVE.model_copy(update={"ends_on": date(2027, 1, 8)})
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (leave(ends_on=date(2026, 11, 30)), "bad-leave"),
        (leave(ends_on=date(2028, 12, 1)), "bad-leave"),
        (leave(date(2026, 10, 1), date(2026, 10, 2)), "leave-is-over"),
    ],
)
def test_refuses_a_leave_that_means_nothing(command: Command, code: str) -> None:
    given(APPOINTED).when(command).then_refused(code)


def test_cancels_a_leave_once() -> None:
    cancelled = LeaveCancelled(assessor_id=ANNA, starts_on=LEAVE.starts_on)
    given(APPOINTED, LEAVE).when(drop()).then(cancelled)
    given(APPOINTED, LEAVE, cancelled).when(drop()).then_nothing()


def test_takes_a_declaration_of_interests() -> None:
    given(APPOINTED).when(declare()).then(DECLARED)


def test_takes_the_same_declaration_once_a_day() -> None:
    given(APPOINTED, DECLARED).when(declare(changed=False)).then_nothing()
    given(APPOINTED, DECLARED).when(declare()).then(DECLARED)


def test_refuses_to_be_told_nothing() -> None:
    silent = Declare(ANNA, PERSON_ID, None, True, TERMS, TODAY, NOW)
    given(APPOINTED).when(silent).then_refused("nothing-declared")


def test_ends_an_appointment_once() -> None:
    given(APPOINTED).when(end()).then(ENDED)
    given(APPOINTED, ENDED).when(end()).then_nothing()


@pytest.mark.parametrize("command", [train(), leave(), drop(), declare(), end()])
def test_knows_nobody_who_was_never_appointed(command: Command) -> None:
    given().when(command).then_refused("not-appointed")


@pytest.mark.parametrize("command", [train(), leave(), drop(), declare()])
def test_keeps_nothing_for_somebody_who_left(command: Command) -> None:
    given(APPOINTED, ENDED).when(command).then_refused("not-appointed")


@pytest.mark.parametrize(
    "command", [leave(own=False), drop(own=False), declare(own=False)]
)
def test_tells_nobody_of_somebody_else(command: Command) -> None:
    with pytest.raises(NotFound):
        given(APPOINTED).when(command)


def test_lets_the_registrar_speak_for_anybody_and_an_assessor_for_themself() -> None:
    days = {"starts_on": TODAY, "ends_on": TODAY}
    registrar, anna = asked("actor-registrar"), asked(ANNA)
    recorded = RecordLeave.model_validate({"assessor_id": ANNA, **days})
    taken = TakeLeave.model_validate({"assessor_id": ANNA, **days})
    assert on_leave(recorded, registrar).own
    assert on_leave(taken, anna).own
    assert not on_leave(taken, asked(BEN)).own
    cancelled = CancelLeave(assessor_id=ANNA, starts_on=TODAY)
    given_up = GiveUpLeave(assessor_id=ANNA, starts_on=TODAY)
    assert off_leave(cancelled, registrar).own
    assert not off_leave(given_up, asked(BEN)).own
    declared = DeclareInterests(assessor_id=ANNA, interests=Interests())
    assert declare_interests(declared, anna).own
    assert not declare_interests(declared, registrar).own


def remind_on(day: date) -> RemindOf:
    return RemindOf(ANNA, day, NOW)


def test_reminds_a_month_before_interests_are_due() -> None:
    due = InterestsReviewDue(assessor_id=ANNA, declare_by=date(2026, 11, 30))
    given(APPOINTED).when(remind_on(date(2026, 10, 30))).then_nothing()
    given(APPOINTED).when(remind_on(date(2026, 10, 31))).then(due)
    given(APPOINTED, due).when(remind_on(date(2026, 11, 1))).then_nothing()


def test_reminds_a_month_before_training_lapses() -> None:
    due = AssessorTrainingDue(assessor_id=ANNA, lapses_on=date(2028, 2, 3))
    declared = DECLARED.model_copy(update={"review_on": date(2029, 1, 1)})
    given(APPOINTED, declared).when(remind_on(date(2028, 1, 4))).then(due)
    given(APPOINTED, declared, due).when(remind_on(date(2028, 1, 5))).then_nothing()


def test_reminds_nobody_who_left() -> None:
    given(APPOINTED, ENDED).when(remind_on(date(2028, 1, 4))).then_nothing()


def test_sets_the_days_of_the_reminders() -> None:
    stream = f"assessor/{ANNA}"
    assert deadlines(APPOINTED) == [
        SetDeadline(stream, TRAINING_DUE, datetime(2028, 1, 4, tzinfo=UTC)),
        SetDeadline(stream, INTERESTS_DUE, datetime(2026, 10, 31, tzinfo=UTC)),
    ]
    assert deadlines(LEAVE) == []


def reckon(free: int) -> Reckon:
    return Reckon("sonography", free, 3, NOW)


def test_says_once_that_a_scope_is_short_and_once_that_it_is_covered() -> None:
    given().when(reckon(3)).then_nothing()
    given().when(reckon(2)).then(SHORT)
    given(SHORT).when(reckon(1)).then_nothing()
    given(SHORT).when(reckon(3)).then(COVERED)
    given(SHORT, COVERED).when(reckon(4)).then_nothing()
    given(SHORT, COVERED).when(reckon(2)).then(SHORT)


def test_keeps_scopes_and_assessors_on_streams_of_their_own() -> None:
    assert stream_of(reckon(1)) == "scope/sonography"
    assert stream_of(train()) == f"assessor/{ANNA}"
