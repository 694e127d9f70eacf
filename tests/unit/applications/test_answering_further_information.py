"""Answering a request for further information."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.applications.applying.decider import APPLICATION
from tests.support.deciding import (
    ANSWER_BY,
    accept,
    answer,
    answered,
    asked,
    gaps_found,
    lapsed,
    submitted,
)
from tests.support.given import Given

given = Given(APPLICATION)
said = answered.model_copy(update={"statement": "My logbook of 2018."})
late = replace(answer, today=ANSWER_BY + timedelta(days=1))


def test_sends_the_case_back_to_its_assessors() -> None:
    given(submitted, gaps_found, asked).when(answer).then(said)
    given(submitted, gaps_found, asked, answered).when(accept).then_refused(
        "no-recommendation"
    )


def test_counts_on_the_last_day() -> None:
    given(submitted, gaps_found, asked).when(replace(answer, today=ANSWER_BY)).then(
        said
    )


def test_may_bring_documents_alone() -> None:
    document = UUID(int=7)
    given(submitted, gaps_found, asked).when(
        replace(answer, statement=None, documents=(document,))
    ).then(answered.model_copy(update={"documents": (document,)}))


def test_is_recorded_by_the_registrar_where_it_came_on_paper() -> None:
    given(submitted, gaps_found, asked).when(replace(answer, sender=None)).then(said)


def test_is_refused_when_it_brings_nothing() -> None:
    given(submitted, gaps_found, asked).when(
        replace(answer, statement=" ")
    ).then_refused("empty-answer")


def test_is_refused_too_late_and_names_the_day() -> None:
    then = given(submitted, gaps_found, asked).when(late)
    then.then_refused("answer-late")
    assert then.refused is not None
    assert "18 January 2027" in then.refused.sentence
    given(submitted, gaps_found, asked, lapsed).when(late).then_refused("answer-late")


def test_is_refused_a_second_time_in_a_round() -> None:
    given(submitted, gaps_found, asked, answered).when(answer).then_refused("not-asked")


def test_is_refused_where_nobody_asked() -> None:
    given(submitted, gaps_found).when(answer).then_refused("not-asked")


def test_is_not_there_for_anybody_but_the_applicant() -> None:
    given(submitted, gaps_found, asked).when(
        replace(answer, sender="applicant-2")
    ).then_refused("not-found")
    given().when(answer).then_refused("not-found")
