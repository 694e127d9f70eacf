"""Opening a case."""

from services.assessment.assessing.commands import OpenAssessment, PoolMember
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.naming import assessment_of
from services.assessment.assessing.subscribers import (
    deadlines,
    on_application_submitted,
    stream_of,
)
from shared.capability import ClearDeadline, SetDeadline
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorsAssigned, AssignmentPostponed
from shared.contracts.contract import EventData
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    CARA,
    DUE_AT,
    OPENED,
    POSTPONED,
    TODAY,
    asked,
    assign_again,
    given_by,
    member,
    open_case,
)
from tests.support.given import Given

given = Given(ASSESSMENT)
STREAM = f"assessment/{ASSESSMENT_ID}"


def submitted(**personal: object) -> ApplicationSubmitted:
    return ApplicationSubmitted.model_validate(
        {
            "application_id": APPLICATION_ID,
            "scopes": ["nuclear-medicine"],
            "route": "training-scheme",
            "submitted_on": TODAY,
            "possible_duplicate_of": [],
            **personal,
        }
    )


def without_thoughts(event: EventData) -> EventData:
    return event.model_copy(update={"considered": (), "considered_more": 0})


def assessors_of(pool: tuple[PoolMember, ...]) -> tuple[str, ...]:
    (_, event) = given().when(open_case(pool)).events
    assert isinstance(event, AssessorsAssigned)
    return event.assessors


def test_gives_it_to_the_two_with_the_fewest_open_cases() -> None:
    (opened, assigned) = given().when(open_case()).events
    assert opened == OPENED
    assert without_thoughts(assigned) == ASSIGNED


def test_prefers_nobody_but_by_id_where_all_hold_as_many() -> None:
    pool = (member(CARA), member(BEN), member(ANNA))
    assert assessors_of(pool) == (ANNA, BEN)


def test_passes_over_who_lacks_one_of_its_scopes() -> None:
    pool = (member(ANNA, scopes=frozenset({"sonography"})), member(BEN), member(CARA))
    assert assessors_of(pool) == (BEN, CARA)


def test_passes_over_who_holds_as_many_cases_as_agreed() -> None:
    pool = (member(ANNA, open_cases=5), member(BEN), member(CARA))
    assert assessors_of(pool) == (BEN, CARA)


def test_waits_where_too_few_are_free() -> None:
    given().when(open_case((member(ANNA),))).then(OPENED, POSTPONED)


def test_happens_once_for_an_application_submitted_twice() -> None:
    given(OPENED, ASSIGNED).when(open_case()).then_nothing()
    given(OPENED, POSTPONED).when(open_case()).then_nothing()


def test_is_what_a_submitted_application_means() -> None:
    (command,) = on_application_submitted(submitted(), asked())
    assert stream_of(command) == STREAM
    assert assessment_of(APPLICATION_ID) == ASSESSMENT_ID


def test_keeps_the_applicant_and_proposers_from_assessing_it() -> None:
    event = submitted(email="Zoe@Example.org", proposer_2_email=" ben@example.org ")
    (command,) = on_application_submitted(event, asked())
    assert isinstance(command, OpenAssessment)
    assert command.parties.applicants == {"zoe@example.org"}
    assert command.parties.proposers == {"ben@example.org"}


def test_is_tried_again_when_somebody_is_free() -> None:
    (event,) = given(OPENED, POSTPONED).when(assign_again()).events
    assert without_thoughts(event) == ASSIGNED


def test_counts_its_target_from_the_opening_however_late_it_is_assigned() -> None:
    (event,) = given(OPENED, POSTPONED).when(assign_again()).events
    assert isinstance(event, AssessorsAssigned)
    assert event.due_at == DUE_AT


def test_waits_once_more_where_still_too_few_are_free() -> None:
    (event,) = given(OPENED, POSTPONED).when(assign_again((member(ANNA),))).events
    assert isinstance(event, AssignmentPostponed)
    assert event.next_try_at > POSTPONED.next_try_at


def test_is_not_tried_again_once_assigned() -> None:
    given(OPENED, ASSIGNED).when(assign_again()).then_nothing()
    given(OPENED, ASSIGNED, given_by(ANNA)).when(assign_again()).then_nothing()


def test_is_not_tried_again_for_a_case_that_was_never_opened() -> None:
    given().when(assign_again(opened_on=None)).then_nothing()


def test_sets_the_next_try_while_it_waits() -> None:
    due = SetDeadline(STREAM, "assign-again", POSTPONED.next_try_at)
    assert deadlines(POSTPONED) == [due]


def test_sets_its_target_when_it_is_opened() -> None:
    due = SetDeadline(STREAM, "recommendation-due", DUE_AT)
    assert deadlines(OPENED) == [due]


def test_of_old_sets_its_target_when_it_is_assigned() -> None:
    old = OPENED.model_copy(update={"due_at": None})
    (event,) = given(old, POSTPONED).when(assign_again()).events
    due = SetDeadline(STREAM, "recommendation-due", DUE_AT)
    assert due in deadlines(event)


def test_is_tried_no_more_when_it_is_assigned() -> None:
    assert deadlines(ASSIGNED) == [
        ClearDeadline(STREAM, "assign-again"),
    ]
