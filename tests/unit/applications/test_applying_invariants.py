"""Applying, whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from services.applications.applying.commands import (
    Command,
    DecideApplication,
    ReceiveRecommendation,
)
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import Event
from services.applications.applying.knowledge import Known, KnownApplications
from services.applications.applying.rules.likeness import answers_of, content_digest
from services.applications.applying.rules.reading import read
from services.applications.applying.state import State
from shared.contracts.applications import (
    ApplicationReturned,
    ApplicationSubmitted,
    Decision,
)
from shared.contracts.applications_csv import COLUMNS
from shared.contracts.canonical import canonical
from shared.errors import Refused
from tests.support.applications import (
    ANSWERS,
    APPLICATION_ID,
    NOW,
    RULEBOOK,
    TODAY,
    submit,
)
from tests.support.deciding import (
    ASSESSMENT_ID,
    accepted,
    recommended,
    refused,
    submitted,
)
from tests.support.given import without_personal_data

# What people, spreadsheets and mischief put into a cell, lone surrogates included.
cells = st.one_of(
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(["", " ", "yes", "NO", "31/02/1990", "29/02/2008", "a@b.example"]),
    st.sampled_from(
        ["sonography", "clinical-computing;mri", "equivalence", "\0", "x;"]
    ),
    st.sampled_from(["x" * 501, "İ" * 500, "9999-12-31", "0001-01-01"]),
)
submissions = st.dictionaries(st.sampled_from(COLUMNS), cells).map(
    lambda changed: {**ANSWERS, **changed}
)
decisions = st.builds(
    DecideApplication,
    application_id=st.just(APPLICATION_ID),
    decision=st.sampled_from(Decision),
    reasons=st.lists(st.text(max_size=5)).map(tuple),
    explanation=st.none() | st.text(max_size=5),
    decider=st.sampled_from(["registrar-1", "assessor-1"]),
    now=st.just(NOW),
    person=st.none(),
)
recommendations = st.builds(
    ReceiveRecommendation,
    application_id=st.just(APPLICATION_ID),
    assessment_id=st.just(ASSESSMENT_ID),
    outcome=st.sampled_from(["accept", "refuse", "disagreement"]),
    assessors=st.just(("assessor-1", "assessor-2")),
    now=st.just(NOW),
)
commands: st.SearchStrategy[Command] = st.one_of(
    submissions.map(submit), decisions, recommendations
)
returned = ApplicationReturned(application_id=APPLICATION_ID, faults=("no-indemnity",))
events: st.SearchStrategy[Event] = st.sampled_from(
    [submitted, returned, recommended, accepted, refused]
)


@given(st.lists(commands, max_size=6))
def test_decides_anything_or_refuses_it(asked: list[Command]) -> None:
    state: State = APPLICATION.initial
    for command in asked:
        try:
            decided = APPLICATION.decide(command, state)
        except Refused:
            continue
        for event in decided:
            state = APPLICATION.evolve(state, without_personal_data(event))


@given(st.lists(events, max_size=8))
def test_folds_any_events_in_any_order(happened: list[Event]) -> None:
    APPLICATION.fold(happened)


@given(st.lists(commands, max_size=6))
def test_is_the_same_with_every_disclosure_deleted(asked: list[Command]) -> None:
    knowledge, known = KnownApplications(), Known()
    happened: list[Event] = []
    for command in asked:
        informed = knowledge.inform(command, known)
        try:
            decided = APPLICATION.decide(informed, APPLICATION.fold(happened))
        except Refused:
            continue
        for event in decided:
            known = knowledge.learn(known, event)
            happened.append(event)
    without = map(without_personal_data, happened)
    assert APPLICATION.fold(happened) == APPLICATION.fold(without)


@given(submissions)
def test_says_only_what_can_be_written(content: dict[str, str]) -> None:
    [event] = APPLICATION.decide(submit(content), APPLICATION.initial)
    assert b"\\u0000" not in canonical(event.model_dump(mode="json"))


@given(submissions)
def test_knows_the_same_content_again_from_its_event(content: dict[str, str]) -> None:
    [event] = APPLICATION.decide(submit(content), APPLICATION.initial)
    before = content_digest(read(content, RULEBOOK, TODAY).answers)
    match event:
        case ApplicationSubmitted():
            assert content_digest(answers_of(event)) == before
        case _:
            assert isinstance(event, ApplicationReturned)
            assert content_digest(event.submission or {}) == before
