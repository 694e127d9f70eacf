"""An assessor who looks at a case."""

import pytest

from services.assessment.assessing.rules.blindness import Reader, may_see
from tests.support.assessment import ANNA, BEN, CARA


@pytest.mark.parametrize("owed", ["judge", "reconsider", "adjudicate", None])
def test_always_sees_their_own(owed: str | None) -> None:
    assert may_see(Reader(ANNA, owed), ANNA, 1, open_round=0)


@pytest.mark.parametrize("owed", ["judge", None])
def test_sees_nothing_of_others_before_all_is_locked(owed: str | None) -> None:
    assert not may_see(Reader(ANNA, owed, {1}), BEN, 1, open_round=0)


def test_sees_the_others_when_all_is_locked() -> None:
    assert may_see(Reader(ANNA, None, {1}), BEN, 1, open_round=1)


def test_sees_the_others_in_a_discussion() -> None:
    assert may_see(Reader(ANNA, "reconsider", {1}), BEN, 1, open_round=1)


def test_sees_nothing_of_others_as_a_third_assessor() -> None:
    assert not may_see(Reader(CARA, "judge"), BEN, 1, open_round=1)


def test_sees_everything_there_is_to_settle_as_a_lead_assessor() -> None:
    assert may_see(Reader(CARA, "adjudicate"), BEN, 1, open_round=0)


def test_sees_an_earlier_round_and_not_the_one_that_runs() -> None:
    reader = Reader(ANNA, "judge", {1})
    assert may_see(reader, BEN, 1, open_round=1)
    assert not may_see(reader, BEN, 2, open_round=1)


def test_sees_no_earlier_round_in_which_they_had_no_part() -> None:
    assert not may_see(Reader(CARA, "judge"), BEN, 1, open_round=1)
