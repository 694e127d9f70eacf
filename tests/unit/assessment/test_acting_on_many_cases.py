"""Acting on many cases: tried dry, released by another, carried out."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.assessment.bulk.subscribers import (
    BULK,
    assign_cases,
    release,
    remind_of_cases,
)
from services.assessment.carrying_out import CARRYING
from shared.bulk.commands import Finish, Items, Prepare, Release
from shared.bulk.rules import digest_of
from shared.capability import Asked
from shared.contracts.many_cases import (
    AssignCases,
    CasesActionFinished,
    CasesActionPrepared,
    CasesActionReleased,
    ReleaseCasesAction,
    RemindOfCases,
)
from tests.support.assessment import ANNA, NOW, RULEBOOK
from tests.support.given import Given

given = Given(BULK.decider)

BULK_ID = UUID(int=0xB)
CASES = (UUID(int=1), UUID(int=2), UUID(int=3))
TOUCHED = tuple(map(str, CASES[:2]))
ITEMS = Items(2, digest_of(TOUCHED), (("concluded", 1),), TOUCHED)


def asked(actor: str = "registrar-1") -> Asked:
    return Asked(BULK_ID, actor, NOW, RULEBOOK)


def assigning(to: str | None = ANNA, actor: str = "registrar-1") -> Prepare:
    wish = assign_cases(AssignCases(bulk_id=BULK_ID, cases=CASES, to=to), asked(actor))
    return replace(wish, items=ITEMS)


remind = replace(
    remind_of_cases(RemindOfCases(bulk_id=BULK_ID, cases=CASES), asked()), items=ITEMS
)


def prepared(kind: str = "assign-cases", target: str = ANNA) -> CasesActionPrepared:
    return CasesActionPrepared(
        bulk_id=BULK_ID,
        kind=kind,
        subject="cases",
        target=target,
        count=2,
        items_digest=ITEMS.digest,
        excluded={"concluded": 1},
        prepared_by="registrar-1",
        items=TOUCHED,
    )


def releasing(actor: str = "registrar-2", digest: str = ITEMS.digest) -> Release:
    data = ReleaseCasesAction(bulk_id=BULK_ID, items_digest=digest)
    return replace(release(data, asked(actor)), items=ITEMS)


released = CasesActionReleased(
    bulk_id=BULK_ID,
    kind="assign-cases",
    subject="cases",
    target=ANNA,
    count=2,
    items_digest=ITEMS.digest,
    released_by="registrar-2",
)
finished = CasesActionFinished(
    bulk_id=BULK_ID, kind="assign-cases", subject="cases", left=1
)
finish = Finish(BULK_ID, 1, NOW)


def test_names_the_cases_it_would_touch_and_counts_the_others() -> None:
    given().when(assigning()).then(prepared())
    given().when(remind).then(prepared("remind-of-cases", ""))


def test_is_tried_once_under_one_id() -> None:
    given(prepared()).when(assigning()).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        remind,
        assigning(to=None),
        replace(assigning(), items=replace(ITEMS, digest=digest_of(["1"]))),
    ],
)
def test_takes_another_id_for_other_cases_or_another_assessor(other: Prepare) -> None:
    given(prepared()).when(other).then_refused("prepared-otherwise")


def test_is_refused_where_it_would_touch_nothing() -> None:
    nothing = replace(assigning(), items=Items(0, digest_of(())))
    given().when(nothing).then_refused("nothing-to-do")


def test_is_refused_beyond_the_rulebooks_cap() -> None:
    given().when(replace(remind, most=1)).then_refused("too-many")


def test_gives_nobody_cases_that_they_choose_themselves() -> None:
    given().when(assigning(to="registrar-1")).then_refused("own-case")


def test_is_released_by_a_second_registrar() -> None:
    given(prepared()).when(releasing()).then(released)
    given(prepared()).when(releasing("registrar-1")).then_refused("same-person")
    given(prepared(), released).when(releasing()).then_nothing()


def test_is_not_released_for_other_cases_than_were_tried() -> None:
    given(prepared()).when(releasing(digest="e" * 64)).then_refused("other-items")
    fewer = replace(releasing(), items=Items(1, digest_of(TOUCHED[:1])))
    given(prepared()).when(fewer).then_refused("other-items")


def test_is_not_released_unprepared() -> None:
    given().when(releasing()).then_refused("not-prepared")


def test_ends_with_how_many_were_refused() -> None:
    given(prepared(), released).when(finish).then(finished)
    given(prepared(), released, finished).when(finish).then_nothing()
    given(prepared()).when(finish).then_refused("not-prepared")


def test_can_be_carried_out_whatever_its_kind() -> None:
    kinds = {assigning().selection.kind, remind.selection.kind}
    assert set(CARRYING.kinds) == kinds
