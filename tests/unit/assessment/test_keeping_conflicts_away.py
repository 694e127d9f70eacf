"""Whoever has a conflict with a case is kept away from it."""

from dataclasses import replace

import pytest

from services.assessment.assessing.commands import Declared, Parties, PoolMember
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.likeness import folded, likely, plain
from services.assessment.assessing.rules.parties import parties_of
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorsAssigned, AssignmentPostponed
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    BEN,
    CARA,
    TODAY,
    member,
    open_case,
)

SUBMITTED = ApplicationSubmitted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    submitted_on=TODAY,
    possible_duplicate_of=(),
    given_names="Zoë",
    family_name="O'Brien",
    email="Zoe@Example.org",
    employer="The Leeds Teaching Hospitals NHS Trust",
    awarding_body="Guy’s & St Thomas’",  # noqa: RUF001 - as people write it
    proposer_1_name="Siân Morgan",
    proposer_1_email="sian@hospital.example",
    proposer_2_name="Rhys Begum",
    proposer_2_email="rhys@hospital.example",
)
PARTIES = parties_of(SUBMITTED)


def employed(*employers: str) -> Declared:
    return Declared(employers=plain(*employers), likely_employers=likely(*employers))


def thoughts(*pool: PoolMember, parties: Parties = PARTIES) -> dict[str, str]:
    """Return why each was taken or not, the first two seats being two of the pool's."""
    spare = (member("actor-y"), member("actor-z"))
    command = replace(open_case((*pool, *spare)), parties=parties)
    (_, event) = ASSESSMENT.decide(command, ASSESSMENT.initial)
    assert isinstance(event, AssessorsAssigned)
    return {one.assessor_id: one.reason for one in event.considered}


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        (Declared(addresses=folded(" ZOE@example.org")), "applicant"),
        (Declared(addresses=folded("rhys@hospital.example")), "proposer"),
        (Declared(people={"zoe@example.org": "line-manager"}), "declared-line-manager"),
        (Declared(people={"sian@hospital.example": "relative"}), "declared-relative"),
        (employed("leeds teaching hospitals, NHS trust"), "same-employer"),
        (employed("Leeds Teaching Hospitals"), "likely-same-employer"),
        (Declared(centres=likely("Guys and St Thomas")), "same-training-centre"),
        (Declared(centres=likely("Leeds Teaching Hospitals")), "same-training-centre"),
        (Declared(names=plain("Zoe OBrien")), "likely-applicant"),
        (Declared(names=plain("Sian  MORGAN")), "likely-proposer"),
    ],
)
def test_and_the_assignment_says_why(declared: Declared, reason: str) -> None:
    said = thoughts(member(ANNA, declared=declared))
    assert said == {ANNA: reason, "actor-y": "assigned", "actor-z": "assigned"}


@pytest.mark.parametrize(
    "declared",
    [
        Declared(),
        employed("Leeds General Infirmary"),
        employed("NHS Trust"),
        Declared(people={"somebody@example.org": "relative"}),
        Declared(names=plain("Zoë O'Brian")),
    ],
)
def test_and_nobody_else(declared: Declared) -> None:
    assert thoughts(member(ANNA, declared=declared))[ANNA] == "assigned"


def test_but_a_case_that_discloses_nothing_excludes_nobody() -> None:
    somebody = Declared(addresses=folded("anna@example.org"), names=plain("Anna"))
    nothing = Parties()
    assert (
        thoughts(member(ANNA, declared=somebody), parties=nothing)[ANNA] == "assigned"
    )


def test_and_two_of_one_employer_do_not_sit_together() -> None:
    leeds = Declared(current=plain("St James's"), employers=plain("St James's"))
    said = thoughts(member(ANNA, declared=leeds), member(BEN, declared=leeds))
    assert said[ANNA] == "assigned"
    assert said[BEN] == "tied-to-co-assessor"
    assert said["actor-y"] == "assigned"


def test_and_two_of_whom_one_declared_the_other_do_not_sit_together() -> None:
    anna = Declared(people={"ben@example.org": "relative"})
    ben = Declared(addresses=folded("ben@example.org"))
    said = thoughts(member(ANNA, declared=anna), member(BEN, declared=ben))
    assert (said[ANNA], said[BEN]) == ("assigned", "tied-to-co-assessor")


def test_so_that_a_case_waits_where_only_they_are_left() -> None:
    anna = member(ANNA, declared=employed("Leeds Teaching Hospitals"))
    command = replace(open_case((anna, member(BEN))), parties=PARTIES)
    (_, event) = ASSESSMENT.decide(command, ASSESSMENT.initial)
    assert isinstance(event, AssignmentPostponed)
    assert (event.needed, event.free) == (2, 1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"until": TODAY.replace(day=1)}, "appointment-ended"),
        ({"training_lapses_on": TODAY}, "training-lapsed"),
        ({"interests_by": TODAY.replace(day=1)}, "interests-not-declared"),
        ({"on_leave": True}, "on-leave"),
        ({"open_cases": 5}, "no-capacity"),
    ],
)
def test_and_so_is_who_takes_no_case_today(
    changed: dict[str, object], reason: str
) -> None:
    assert thoughts(member(ANNA, **changed))[ANNA] == reason


def test_and_who_stays_until_today_is_not() -> None:
    anna = member(ANNA, until=TODAY, interests_by=TODAY)
    assert thoughts(anna)[ANNA] == "assigned"


def test_and_who_could_have_had_it_is_named_in_reserve() -> None:
    said = thoughts(member(ANNA), member(BEN), member(CARA, open_cases=1))
    assert said == {
        ANNA: "assigned",
        BEN: "assigned",
        "actor-y": "in-reserve",
        "actor-z": "in-reserve",
        CARA: "in-reserve",
    }
