"""An award that does not fit the route it is sent on."""

import pytest

from services.applications.applying.decider import APPLICATION
from services.applications.applying.rules.flagging import Flag, eligibility_flag
from shared.contracts.applications import ApplicationSubmitted
from tests.support.applications import answers, submission, submit
from tests.support.given import Given

PTP = {
    "route": "practitioner-training-programme",
    "qualification": "BSc (Hons) Healthcare Science",
    "awarding_body": "Severn University",
}


@pytest.mark.parametrize(
    ("changed", "flag"),
    [
        ({}, Flag.FITS),
        ({**PTP, "intake_year": "2014"}, Flag.FITS),
        (PTP, Flag.COHORT_UNCONFIRMED),
        ({**PTP, "intake_year": "2011"}, Flag.COHORT_UNCONFIRMED),
        ({"qualification": "HND Engineering"}, Flag.FITS_ANOTHER_ROUTE),
        ({"qualification": "HNC"}, Flag.NOT_YET),
        ({"qualification": "HNC", "route": "equivalence"}, Flag.NOT_YET),
        ({"qualification": "Wizardry"}, Flag.AWARD_UNKNOWN),
        ({"qualification": "My diploma", "award": "dip-ipem-t"}, Flag.FITS),
        ({"qualification": "HND", "route": "equivalence"}, Flag.FITS),
    ],
)
def test_is_flagged(changed: dict[str, str], flag: Flag) -> None:
    assert eligibility_flag(submission(**changed)) is flag


def test_is_flagged_by_the_scope_in_which_it_fits_worst() -> None:
    art = {"qualification": "ART", "route": "art-training-scheme"}
    assert eligibility_flag(submission(scopes="renal-technology", **art)) is Flag.FITS
    both = submission(scopes="renal-technology;nuclear-medicine", **art)
    assert eligibility_flag(both) is Flag.FITS_ANOTHER_ROUTE


def test_is_not_asked_about_on_a_route_for_any_award() -> None:
    assert eligibility_flag(submission(route="readmission")) is Flag.NOT_ASKED


@pytest.mark.parametrize(
    "award", ["A level", "HNC", "Wizardry", "Diagnostic Radiography"]
)
def test_is_refused_or_returned_by_no_software(award: str) -> None:
    [event] = Given(APPLICATION)().when(submit(answers(qualification=award))).events
    assert isinstance(event, ApplicationSubmitted)
    assert event.eligibility not in ("", Flag.FITS)
