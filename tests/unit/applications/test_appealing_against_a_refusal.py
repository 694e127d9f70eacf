"""Appealing against a refusal."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from services.applications.applying.decider import APPLICATION
from shared.rulebook.tables.appealing import CountedFrom
from tests.support.applications import RULEBOOK
from tests.support.deciding import (
    APPEAL_BY,
    accepted,
    appeal_dismissed,
    appealable,
    lodge,
    lodged,
    recommended,
    refused,
    submitted,
    withdrawn,
)
from tests.support.given import Given

given = Given(APPLICATION)
refusal = (submitted, recommended, appealable)
said = lodged.model_copy(update={"statement": "The logbook was there."})


def test_is_lodged_on_judgement_as_well_as_procedure() -> None:
    given(*refusal).when(lodge).then(said)
    both = replace(lodge, grounds=("procedure", "judgement"))
    given(*refusal).when(both).then(
        said.model_copy(update={"grounds": ("judgement", "procedure")})
    )


def test_is_in_time_on_the_last_day_and_late_on_the_next() -> None:
    given(*refusal).when(replace(lodge, today=APPEAL_BY)).then(said)
    late = given(*refusal).when(replace(lodge, today=APPEAL_BY + timedelta(days=1)))
    late.then_refused("appeal-late")
    assert late.refused is not None
    assert "23 December 2026" in late.refused.sentence


def test_counts_from_the_day_of_service() -> None:
    later = APPEAL_BY + timedelta(days=9)
    served = replace(lodge, to_be_served=True, served_until=later)
    given(*refusal).when(replace(served, today=later)).then(said)
    late = replace(served, today=later + timedelta(days=1))
    given(*refusal).when(late).then_refused("appeal-late")


def test_has_no_last_day_while_nobody_was_served() -> None:
    unserved = replace(lodge, to_be_served=True, served_until=None)
    years_later = replace(unserved, today=APPEAL_BY + timedelta(days=900))
    given(*refusal).when(years_later).then(said)


def test_counts_from_the_decision_where_the_rulebook_says_so() -> None:
    rules = RULEBOOK.appeals.model_copy(update={"counted_from": CountedFrom.DECISION})
    served = replace(
        lodge,
        rules=rules,
        to_be_served=True,
        served_until=APPEAL_BY + timedelta(days=9),
        today=APPEAL_BY + timedelta(days=1),
    )
    given(*refusal).when(served).then_refused("appeal-late")


def test_has_no_last_day_where_the_refusal_is_older_than_the_rule() -> None:
    given(submitted, recommended, refused).when(lodge).then(said)


def test_must_bring_additional_information_where_the_rulebook_says_so() -> None:
    bare = replace(lodge, statement=None)
    given(*refusal).when(bare).then_refused("no-new-information")
    document = UUID(int=7)
    given(*refusal).when(replace(bare, documents=(document,))).then(
        lodged.model_copy(update={"documents": (document,)})
    )
    lenient = RULEBOOK.appeals.model_copy(update={"needs_new_information": False})
    given(*refusal).when(replace(bare, rules=lenient)).then(lodged)


@pytest.mark.parametrize("grounds", [(), ("spite",), ("judgement", "spite")])
def test_is_refused_on_no_ground_of_the_rulebook(grounds: tuple[str, ...]) -> None:
    given(*refusal).when(replace(lodge, grounds=grounds)).then_refused("bad-ground")


def test_is_refused_while_one_is_before_the_panel_and_after_it_was_dismissed() -> None:
    given(*refusal, lodged).when(lodge).then_refused("under-appeal")
    given(*refusal, lodged, appeal_dismissed).when(lodge).then_refused("appeal-decided")


def test_is_refused_where_nothing_was_refused() -> None:
    for history in (
        (submitted,),
        (submitted, recommended),
        (submitted, recommended, accepted),
        (submitted, withdrawn),
    ):
        given(*history).when(lodge).then_refused("not-refused")


def test_is_for_the_applicant_alone() -> None:
    given(*refusal).when(replace(lodge, sender="proposer-1")).then_refused("not-found")
    given().when(lodge).then_refused("not-found")
    given(*refusal).when(replace(lodge, sender=None)).then(said)
