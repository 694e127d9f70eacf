"""Drawing a sample."""

import random
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.logged import Logged
from oversight.period import Period
from oversight.samples.drawing import Frame, draw_of, drawn_from, sample_document
from shared.errors import Malformed
from tests.support.overseen import MadeUpLog, named

DAY = date(2026, 3, 1)


def sample(
    log: MadeUpLog, entries: list[Logged], period: Period | None = None
) -> dict[str, Any]:
    draw = draw_of("applications", 3, "2026", period or Period())
    frame = Frame(draw)
    for entry in entries:
        frame.take(entry)
    return cast("dict[str, Any]", sample_document(draw, frame.result(), log.standing()))


def some_log(closed: int = 6, still_open: int = 2) -> MadeUpLog:
    log = MadeUpLog()
    for number in range(closed):
        log.application(f"closed {number}", DAY, DAY + timedelta(days=number))
    for number in range(still_open):
        log.application(f"open {number}", DAY)
    return log


@given(st.randoms(use_true_random=False))
def test_does_not_depend_on_the_order_of_the_log(dice: random.Random) -> None:
    log = some_log()
    shuffled = dice.sample(log.entries, len(log.entries))
    assert sample(log, shuffled) == sample(log, log.entries)


def test_at_a_size_is_the_same_after_later_entries() -> None:
    log = some_log()
    size = len(log.entries)
    before = sample(log, log.entries)
    log.application("later", DAY, DAY)
    again = sample(log, log.entries[:size])
    assert (before["drawn"], before["frame_digest"]) == (
        again["drawn"],
        again["frame_digest"],
    )
    assert sample(log, log.entries)["frame_digest"] != before["frame_digest"]


def test_can_be_done_by_anybody_from_its_definition() -> None:
    log = some_log()
    frame = sorted(str(named(f"closed {number}")) for number in range(6))
    ordered = sorted(frame, key=lambda case: sha256(f"2026{case}".encode()).hexdigest())
    found = sample(log, log.entries)
    assert [one["case"] for one in found["drawn"]] == ordered[:3]
    listed = "".join(f"{case}\n" for case in frame)
    assert found["frame_digest"] == sha256(listed.encode()).hexdigest()


def test_says_of_every_other_case_why_it_was_left_out() -> None:
    log = some_log()
    found = sample(log, log.entries, Period(DAY + timedelta(days=1), None))
    reasons = {one["case"]: one["reason"] for one in found["exclusions"]}
    assert reasons == {
        str(named("closed 0")): "closed-outside-the-period",
        str(named("open 0")): "open",
        str(named("open 1")): "open",
    }
    assert len(reasons) + found["frame_size"] == 8


def test_of_nothing_says_none() -> None:
    log = MadeUpLog()
    assert sample(log, [])["in_words"].startswith("None")


@given(st.lists(st.uuids().map(str), unique=True), st.text(max_size=5))
def test_orders_a_frame_the_same_however_it_comes(frame: list[str], seed: str) -> None:
    assert drawn_from(frame, seed) == drawn_from(frame[::-1], seed)


@pytest.mark.parametrize(
    ("what", "size", "seed", "field"),
    [
        ("nonsense", 3, "s", "what"),
        ("applications", 0, "s", "sample_size"),
        ("applications", 3, "", "seed"),
    ],
)
def test_is_refused_for_what_cannot_be_drawn(
    what: str, size: int, seed: str, field: str
) -> None:
    with pytest.raises(Malformed) as refused:
        draw_of(what, size, seed, Period())
    assert refused.value.field == field
