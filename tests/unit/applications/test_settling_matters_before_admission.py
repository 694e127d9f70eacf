"""Settling open matters before admission."""

from dataclasses import replace

from services.applications.applying.commands import Beside
from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import Decision
from tests.support.deciding import accept, accepted, recommended, refused, submitted
from tests.support.given import Given

given = Given(APPLICATION)
matters = Beside(matters=("possible-duplicate", "fee", "declared-matter"))


def test_refuses_to_admit_and_names_each_that_stands_in_the_way() -> None:
    answer = given(submitted, recommended).when(replace(accept, beside=matters))
    answer.then_refused("matters-open")
    assert answer.refused is not None
    assert "possible-duplicate, declared-matter." in answer.refused.sentence


def test_lets_pass_what_the_rulebook_does_not_want_settled() -> None:
    fee = Beside(matters=("fee",))
    given(submitted, recommended).when(replace(accept, beside=fee)).then(accepted)


def test_stops_no_refusal() -> None:
    refuse = replace(
        accept,
        decision=Decision.REFUSE,
        reasons=("evidence-missing",),
        beside=matters,
    )
    given(submitted, recommended).when(refuse).then(refused)
