"""What an award leads to."""

from datetime import date
from pathlib import Path

import pytest

from services.applications.applying.rules.eligibility import (
    Eligibility,
    Result,
    eligibility,
)
from shared.rulebook import load_rulebook
from shared.rulebook.tables.awards import Leads
from tests.support.applications import ROOT, RULEBOOK, TODAY

STATUTORY = load_rulebook(Path(ROOT, "rulebooks", "hcpc-statutory.toml"), TODAY)
PTP = "practitioner-training-programme"


def asked(
    award: str,
    scope: str = "nuclear-medicine",
    institution: str = "",
    year: int | None = None,
    on: date = TODAY,
) -> Eligibility:
    return eligibility(award, institution, year, scope, RULEBOOK, on)


@pytest.mark.parametrize(
    ("award", "scope", "route"),
    [
        ("DipIPEM(T)", "nuclear-medicine", "training-scheme"),
        ("dip ipem t", "radiation-physics", "training-scheme"),
        ("dip-ipem-t", "renal-technology", "training-scheme"),
        ("ART", "renal-technology", "art-training-scheme"),
    ],
)
def test_is_a_primary_route_after_a_training_scheme(
    award: str, scope: str, route: str
) -> None:
    found = asked(award, scope)
    assert (found.result, found.routes, found.missing) == (Result.PRIMARY, (route,), ())


@pytest.mark.parametrize(
    ("award", "missing"),
    [
        ("A level", "higher-award"),
        ("CertHE", "accredited-training"),
        ("HNC", "accredited-training"),
        ("Level 4 NVQ", "accredited-training"),
        ("Level 4 diploma", "accredited-training"),
        ("Level 4 certificate", "accredited-training"),
        ("Higher apprenticeship", "accredited-training"),
    ],
)
def test_is_nothing_yet_after_an_entry_award_and_says_what_is_missing(
    award: str, missing: str
) -> None:
    found = asked(award)
    assert (found.result, found.routes) == (Result.NOT_YET, ())
    assert found.missing[0] == missing


@pytest.mark.parametrize("award", ["BSc (Hons) Physics", "BEng", "HND"])
def test_is_equivalence_after_a_general_award(award: str) -> None:
    found = asked(award)
    assert (found.result, found.routes[0]) == (Result.EQUIVALENCE, "equivalence")
    assert {"experience-in-scope", "portfolio"} <= set(found.missing)


def test_is_primary_after_a_healthcare_science_degree_of_an_accredited_cohort() -> None:
    found = asked(
        "BSc (Hons) Healthcare Science (Nuclear Medicine)",
        institution="Severn University",
        year=2015,
    )
    assert (found.result, found.routes) == (Result.PRIMARY, (PTP,))


@pytest.mark.parametrize(
    ("institution", "year", "lack"),
    [
        ("Severn University", None, "intake-year"),
        ("Severn University", 2012, "accredited-cohort"),
        ("Severn University", 2022, "accredited-cohort"),
        ("Another University", 2015, "accredited-programme"),
        ("", 2015, "accredited-programme"),
    ],
)
def test_is_equivalence_where_the_cohort_is_not_known_to_be_accredited(
    institution: str, year: int | None, lack: str
) -> None:
    degree = "Healthcare Science (Nuclear Medicine)"
    found = asked(degree, institution=institution, year=year)
    assert (found.result, found.missing[0]) == (Result.EQUIVALENCE, lack)
    assert PTP not in found.routes


def test_counts_no_cohort_that_is_yet_to_begin() -> None:
    degree = "BSc (Hons) Healthcare Science"
    begun = asked(degree, institution="severn university", year=2026)
    assert begun.result is Result.PRIMARY
    day_before = date(2025, 12, 31)
    early = asked(degree, institution="severn university", year=2026, on=day_before)
    assert (early.result, early.missing[0]) == (Result.EQUIVALENCE, "accredited-cohort")


@pytest.mark.parametrize("year", [None, 2015])
def test_is_never_a_primary_route_after_a_diagnostic_radiography_degree(
    year: int | None,
) -> None:
    for scope in RULEBOOK.scopes:
        for place in ("", "Severn University", "Anglia University"):
            found = asked("BSc (Hons) Diagnostic Radiography", scope.code, place, year)
            assert found.result is Result.EQUIVALENCE


def test_is_equivalence_where_the_award_is_for_another_scope() -> None:
    found = asked("ART", "nuclear-medicine")
    assert (found.result, found.missing) == (Result.EQUIVALENCE, ("award-in-scope",))
    assert "equivalence" in found.routes


def test_is_equivalence_where_no_primary_route_leads_to_the_scope() -> None:
    found = asked("DipIPEM(T)", "sonography")
    assert (found.result, found.missing) == (Result.EQUIVALENCE, ("open-route",))


def test_is_shown_another_register_for_what_is_not_here() -> None:
    found = asked("BSc", "Echo")
    assert (found.result, found.signpost) == (Result.ELSEWHERE, "echocardiography")
    assert found.rule is not None


@pytest.mark.parametrize(
    ("award", "scope"), [("Wizardry", "nuclear-medicine"), ("HNC", "astrology")]
)
def test_is_for_a_person_to_judge_where_the_table_says_nothing(
    award: str, scope: str
) -> None:
    assert asked(award, scope) == Eligibility(Result.FOR_A_PERSON)


def test_is_by_approved_programme_on_the_statutory_register() -> None:
    found = eligibility("DipIPEM(T)", "", None, "nuclear-medicine", STATUTORY, TODAY)
    assert (found.result, found.routes) == (Result.PRIMARY, ("approved-programme",))


def test_is_never_primary_for_an_award_that_no_programme_can_make_so() -> None:
    places = {programme.institution for programme in RULEBOOK.programmes}
    for award in RULEBOOK.awards:
        if award.accredited or award.leads_to is Leads.PRIMARY:
            continue
        for scope in RULEBOOK.scopes:
            for place in places:
                found = asked(award.code, scope.code, place, 2018)
                assert found.result is not Result.PRIMARY
