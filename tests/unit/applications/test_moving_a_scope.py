"""Moving a scope's entries: tried dry, released by another, carried out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from services.applications.bulk.subscribers import BULK, move_scope
from shared.bulk.commands import Finish, Items, Prepare, Release
from shared.capability import Asked
from shared.contracts.transfers import (
    BulkFinished,
    BulkPrepared,
    BulkReleased,
    MoveScope,
)
from shared.rulebook import Rulebook, load_rulebook
from tests.support.applications import NOW, ROOT, TODAY
from tests.support.given import Given

given = Given(BULK.decider)

BULK_ID = UUID("0192f0c1-0000-7000-8000-00000000000d")
STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
ITEMS = Items(3, "d" * 64, (("on-this-footing-already", 2),))


def asked(
    scope: str = "sonography", rulebook: Rulebook = STATUTORY, day: date = TODAY
) -> Prepare:
    """Return what a registrar's wish to move a scope becomes on a day."""
    now = datetime.combine(day, time(9), UTC)
    command = MoveScope(bulk_id=BULK_ID, scope=scope)
    wish = move_scope(command, Asked(BULK_ID, "registrar-1", now, rulebook))
    return replace(wish, items=ITEMS)


prepare = asked()
release = Release(BULK_ID, ITEMS.digest, "registrar-2", NOW, ITEMS)
finish = Finish(BULK_ID, 0, NOW)

prepared = BulkPrepared(
    bulk_id=BULK_ID,
    kind="move-scope",
    subject="sonography",
    target="transitional",
    count=3,
    items_digest=ITEMS.digest,
    excluded={"on-this-footing-already": 2},
    prepared_by="registrar-1",
)
released = BulkReleased(
    bulk_id=BULK_ID,
    kind="move-scope",
    subject="sonography",
    target="transitional",
    count=3,
    items_digest=ITEMS.digest,
    released_by="registrar-2",
)
finished = BulkFinished(
    bulk_id=BULK_ID, kind="move-scope", subject="sonography", left=0
)


def test_is_tried_dry_first() -> None:
    given().when(prepare).then(prepared)


def test_is_tried_once_under_one_id() -> None:
    given(prepared).when(prepare).then_nothing()


def test_takes_an_id_of_its_own() -> None:
    given(prepared).when(asked("renal-technology")).then_refused("prepared-otherwise")
    given(prepared, released).when(prepare).then_refused("prepared-otherwise")


def test_is_refused_before_its_day() -> None:
    early = asked(day=date(2025, 12, 31))
    given().when(early).then_refused("transfer-not-due")


def test_is_possible_on_its_day() -> None:
    given().when(asked(day=date(2026, 1, 1))).then(prepared)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (asked("basket-weaving"), "unknown-scope"),
        (replace(prepare, items=Items(0, "")), "nothing-to-move"),
        (replace(prepare, most=2), "too-many"),
    ],
)
def test_is_refused_where_it_cannot_be(changed: Prepare, code: str) -> None:
    given().when(changed).then_refused(code)


def test_is_released_by_another_person() -> None:
    given(prepared).when(release).then(released)


def test_is_not_released_by_who_prepared_it() -> None:
    given(prepared).when(replace(release, actor="registrar-1")).then_refused(
        "same-person"
    )


def test_is_not_released_unprepared() -> None:
    given().when(release).then_refused("not-prepared")


@pytest.mark.parametrize(
    "changed",
    [
        replace(release, digest="e" * 64),
        replace(release, items=Items(4, "e" * 64)),
        replace(release, items=None),
    ],
)
def test_is_not_released_for_other_items_than_were_tried(changed: Release) -> None:
    given(prepared).when(changed).then_refused("other-items")


def test_is_released_once() -> None:
    given(prepared, released).when(release).then_nothing()
    given(prepared, released, finished).when(release).then_nothing()


def test_is_finished_once_it_was_carried_out() -> None:
    given(prepared, released).when(finish).then(finished)
    given(prepared, released, finished).when(finish).then_nothing()


def test_is_not_finished_unreleased() -> None:
    given(prepared).when(finish).then_refused("not-prepared")


def test_waits_where_the_rulebook_moves_nothing() -> None:
    voluntary = load_rulebook(ROOT / "rulebooks" / "rct-voluntary.toml", TODAY)
    given().when(asked(rulebook=voluntary)).then_refused("no-transfer")
