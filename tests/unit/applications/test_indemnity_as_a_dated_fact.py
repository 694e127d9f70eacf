"""Indemnity that is described."""

import pytest

from services.applications.applying.decider import APPLICATION
from services.applications.applying.rules.conditions import faults_of
from services.applications.applying.rules.likeness import answers_of
from services.applications.applying.rules.reading import read
from shared.contracts.applications import ApplicationSubmitted
from tests.support.applications import RULEBOOK, TODAY, answers, submission, submit
from tests.support.given import Given

COVER = {
    "indemnity_by": "employer",
    "indemnity_provider": "Anglia Imaging Ltd",
    "indemnity_starts_on": "2026-01-01",
    "indemnity_ends_on": "31/12/2026",
}


def test_is_taken_whole_and_carried_with_the_application() -> None:
    [event] = Given(APPLICATION)().when(submit(answers(**COVER))).events
    assert isinstance(event, ApplicationSubmitted)
    assert event.further_answers == {**COVER, "indemnity_ends_on": "2026-12-31"}
    assert answers_of(event)["indemnity_provider"] == "Anglia Imaging Ltd"


def test_may_stay_a_bare_confirmation() -> None:
    assert faults_of(submission()) == ()


def test_may_have_no_last_day() -> None:
    assert faults_of(submission(**{**COVER, "indemnity_ends_on": ""})) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"indemnity_by": ""},
        {"indemnity_by": "my aunt"},
        {"indemnity_provider": ""},
        {"indemnity_starts_on": ""},
        {"indemnity_starts_on": "2027-01-01"},
    ],
)
def test_is_returned_where_a_part_is_missing_or_turned_round(
    changed: dict[str, str],
) -> None:
    found = faults_of(submission(**{**COVER, **changed}))
    assert found == ("indemnity-details-incomplete",)


def test_is_returned_where_it_ended_before_the_day_of_submission() -> None:
    last = {**COVER, "submitted_on": "2026-09-29", "indemnity_ends_on": "2026-09-29"}
    on_paper = read(answers(**last), RULEBOOK, TODAY, by_staff=True)
    assert faults_of(on_paper) == ()
    ended = {**last, "indemnity_ends_on": "2026-09-28"}
    on_paper = read(answers(**ended), RULEBOOK, TODAY, by_staff=True)
    assert faults_of(on_paper) == ("indemnity-ended",)


def test_is_returned_where_it_ended_though_an_applicant_writes_an_earlier_day() -> None:
    last = {**COVER, "submitted_on": "2026-09-29", "indemnity_ends_on": "2026-09-29"}
    assert faults_of(submission(**last)) == ("indemnity-ended",)


def test_is_returned_where_a_day_cannot_be_read() -> None:
    wrong = {**COVER, "indemnity_starts_on": "2026-02-30"}
    assert "bad-date" in faults_of(submission(**wrong))


def test_may_begin_later_for_who_begins_to_practise_later() -> None:
    later = {**COVER, "indemnity_starts_on": "2026-12-01"}
    assert faults_of(submission(**later)) == ()
