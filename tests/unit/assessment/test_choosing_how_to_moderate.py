"""A disagreement."""

from dataclasses import replace

import pytest

from services.assessment.assessing.accepting import on_disagreement_found
from services.assessment.assessing.commands import Declared, Moderate, Parties
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.likeness import folded
from shared.contracts.assessment import Outcome
from shared.contracts.assigning import AssessorRecused
from shared.contracts.judging import Moderation
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    BEN,
    CARA,
    RULEBOOK,
    asked,
)
from tests.support.given import Given
from tests.support.judging import (
    ACCEPT,
    DORA,
    EVERYBODY,
    MODERATION_ENDS,
    NARROWER,
    NOT_MET,
    PARTLY,
    REFUSE,
    STARTED,
    begun,
    busy,
    concluded,
    differ,
    end_moderation,
    found,
    judge,
    judged,
    moderate,
    thought,
    without,
)

given = Given(ASSESSMENT)
DISCUSS, THIRD = Moderation.DISCUSS, Moderation.THIRD_ASSESSOR
LEAD, REGISTRAR = Moderation.LEAD_ASSESSOR, Moderation.REGISTRAR
THIN = found(records=NOT_MET)
DISPUTED = (*STARTED, judged(ANNA), judged(BEN, REFUSE, THIN), differ("records"))
TO_CARA = begun(THIRD, CARA, considered=thought(CARA), more=1)
TO_DORA = begun(LEAD, DORA, considered=thought(DORA), more=1)


def test_is_found_where_they_recommend_different_things() -> None:
    given(*STARTED, judged(ANNA)).when(judge(BEN, REFUSE, THIN)).then(
        judged(BEN, REFUSE, THIN), differ("records")
    )


def test_is_found_where_they_would_accept_different_scopes() -> None:
    first = judged(ANNA, NARROWER, scopes=("nuclear-medicine",))
    second = judge(BEN, NARROWER, scopes=("radiation-physics",))
    given(*STARTED, first).when(second).then(
        judged(BEN, NARROWER, scopes=("radiation-physics",)), differ()
    )


def test_is_none_where_they_recommend_the_same_for_different_findings() -> None:
    partly = found(records=PARTLY)
    given(*STARTED, judged(ANNA)).when(judge(BEN, ACCEPT, partly)).then(
        judged(BEN, ACCEPT, partly), concluded(Outcome.ACCEPT, gaps=("records",))
    )


def test_is_moderated_by_the_order_of_the_rulebook() -> None:
    (command,) = on_disagreement_found(differ(), asked())
    assert isinstance(command, Moderate)
    assert command.order == RULEBOOK.judging.moderation
    assert command.days == RULEBOOK.judging.moderation_days


def test_is_discussed_by_both() -> None:
    given(*DISPUTED).when(moderate(DISCUSS, THIRD)).then(begun(DISCUSS, ANNA, BEN))


def test_goes_to_a_third_assessor_who_is_free() -> None:
    given(*DISPUTED).when(moderate(THIRD, LEAD)).then(TO_CARA)


def test_goes_to_a_lead_as_the_third_only_where_nobody_else_is_free() -> None:
    free = tuple(busy(one) if one.assessor_id == CARA else one for one in EVERYBODY)
    early = tuple(
        replace(one, open_cases=4) if one.assessor_id == CARA else one
        for one in EVERYBODY
    )
    given(*DISPUTED).when(moderate(THIRD, pool=early)).then(TO_CARA)
    given(*DISPUTED).when(moderate(THIRD, pool=free)).then(
        begun(THIRD, DORA, considered=thought(DORA, unfit={CARA: "no-capacity"}))
    )


def test_goes_to_a_lead_assessor() -> None:
    given(*DISPUTED).when(moderate(LEAD)).then(TO_DORA)


def test_goes_to_the_registrar_where_the_rulebook_says_so() -> None:
    given(*DISPUTED).when(moderate(REGISTRAR, THIRD)).then(
        concluded(Outcome.DISAGREEMENT, gaps=("records",))
    )


def test_goes_to_nobody_with_a_conflict_and_says_why() -> None:
    declared = Declared(addresses=folded("cara@example.org"))
    pool = tuple(
        replace(one, declared=declared) if one.assessor_id == CARA else one
        for one in EVERYBODY
    )
    parties = Parties(proposers=folded("Cara@example.org"))
    given(*DISPUTED).when(moderate(THIRD, pool=pool, parties=parties)).then(
        begun(THIRD, DORA, considered=thought(DORA, unfit={CARA: "proposer"}))
    )


def test_goes_to_nobody_who_gave_the_case_back() -> None:
    left = AssessorRecused(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=CARA,
        reason="no-time",
    )
    given(*DISPUTED, begun(THIRD, CARA), left, differ("records")).when(
        moderate(THIRD)
    ).then(begun(THIRD, DORA, considered=thought(DORA, unfit={CARA: "left-the-case"})))


def test_goes_the_next_way_where_nobody_is_free_for_one() -> None:
    pool = without(EVERYBODY, CARA, DORA)
    given(*DISPUTED).when(moderate(THIRD, LEAD, DISCUSS, pool=pool)).then(
        begun(DISCUSS, ANNA, BEN)
    )


def test_goes_to_nobody_who_has_no_room() -> None:
    pool = tuple(map(busy, EVERYBODY))
    given(*DISPUTED).when(moderate(THIRD, pool=pool)).then(
        concluded(Outcome.DISAGREEMENT, gaps=("records",))
    )


def test_goes_no_way_twice() -> None:
    history = (
        *DISPUTED,
        begun(DISCUSS, ANNA, BEN),
        differ("records", tried=(DISCUSS,)),
    )
    given(*history).when(moderate(DISCUSS, THIRD)).then(TO_CARA)


def test_goes_to_nobody_who_had_a_part_in_it_before() -> None:
    tried = (THIRD,)
    history = (*DISPUTED, begun(THIRD, DORA), differ("records", tried=tried))
    given(*history).when(moderate(THIRD, LEAD)).then(
        concluded(Outcome.DISAGREEMENT, gaps=("records",), assessors=(ANNA, BEN, DORA))
    )


def test_is_moderated_once_at_a_time() -> None:
    history = (*DISPUTED, begun(DISCUSS, ANNA, BEN))
    given(*history).when(moderate(DISCUSS, THIRD)).then_nothing()


@pytest.mark.parametrize("history", [(), STARTED, (*STARTED, judged(ANNA))])
def test_is_not_moderated_where_there_is_none(history: tuple[()]) -> None:
    given(*history).when(moderate(DISCUSS)).then_nothing()


def test_stands_when_the_last_day_has_passed() -> None:
    given(*DISPUTED, begun(DISCUSS, ANNA, BEN)).when(end_moderation()).then(
        differ("records", tried=(DISCUSS,))
    )


def test_is_moderated_to_the_end_of_the_last_day() -> None:
    early = end_moderation(MODERATION_ENDS.replace(year=2025))
    given(*DISPUTED, begun(DISCUSS, ANNA, BEN)).when(early).then_nothing()


def test_is_settled_when_the_last_day_finds_it_concluded() -> None:
    history = (*STARTED, judged(ANNA), judged(BEN), concluded(Outcome.ACCEPT))
    given(*history).when(end_moderation()).then_nothing()
