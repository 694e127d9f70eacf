"""Submitting an application."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.applications.applying.decider import APPLICATION
from services.applications.applying.rules.likeness import answers_of, content_digest
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from tests.support.applications import (
    APPLICATION_ID,
    PERSON_ID,
    RULEBOOK,
    answers,
    submission,
    submit,
)
from tests.support.given import Given

given = Given(APPLICATION)

OTHER = UUID("0192f0c1-0000-7000-8000-000000000002")
submitted = ApplicationSubmitted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    submitted_on=date(2026, 9, 29),
    possible_duplicate_of=(),
    eligibility="fits-the-route",
    person_id=PERSON_ID,
    external_ref="REF-1",
    title="Ms",
    given_names="Zoë",
    family_name="Łukasik",
    date_of_birth=date(1990, 5, 17),
    email="zoe.lukasik@example.org",
    employer="Anglia Imaging Ltd",
    work_town="Norwich",
    qualification="DipIPEM(T)",
    awarding_body="IPEM",
    awarded_on=date(2015, 7, 1),
    proposer_1_name="Siân Morgan",
    proposer_1_email="sian.morgan@hospital.example",
    proposer_2_name="Rhys Begum",
    proposer_2_email="rhys.begum@hospital.example",
    health_to_declare=False,
    character_to_declare=False,
    indemnity=True,
)


def returned(*faults: str, **changed: str) -> ApplicationReturned:
    """Return the event that sends an application back."""
    read = submission(**changed)
    return ApplicationReturned(
        application_id=APPLICATION_ID,
        faults=faults,
        person_id=PERSON_ID,
        external_ref="REF-1",
        given_names="Zoë",
        email="zoe.lukasik@example.org",
        submission=dict(read.answers),
    )


def digest(**changed: str) -> bytes:
    """Return the digest of the usual content, some of it changed."""
    return content_digest(submission(**changed).answers)


def test_sends_it_to_assessment_when_it_meets_every_condition() -> None:
    given().when(submit()).then(submitted)


def test_returns_it_with_every_fault_in_their_order() -> None:
    given().when(submit(answers(indemnity="no", scopes="astrology"))).then(
        returned("unknown-scope", "no-indemnity", indemnity="no", scopes="astrology")
    )


def test_tells_nobody_an_address_that_is_none() -> None:
    [event] = given().when(submit(answers(email="nobody"))).events
    assert isinstance(event, ApplicationReturned)
    assert event.email is None


def test_flags_a_possible_duplicate_and_accepts_it() -> None:
    given().when(submit(alike=(OTHER,))).then(
        submitted.model_copy(update={"possible_duplicate_of": (OTHER,)})
    )


def test_keeps_formulas_and_markup_as_the_text_they_are() -> None:
    odd = {"given_names": "<script>alert(1)</script>", "employer": "=1+1"}
    given().when(submit(answers(**odd))).then(submitted.model_copy(update=odd))


def test_changes_nothing_the_second_time() -> None:
    given(submitted).when(submit(before=digest())).then_nothing()


def test_changes_nothing_where_only_the_spelling_differs() -> None:
    respelt = answers(
        email="ZOE.LUKASIK@example.org",
        date_of_birth="17/05/1990",
        route=" TRAINING-SCHEME",
    )
    given(submitted).when(submit(respelt, before=digest())).then_nothing()


def test_is_refused_where_other_content_was_submitted() -> None:
    given(submitted).when(
        submit(answers(employer="Another"), before=digest())
    ).then_refused("other-content")


def test_is_refused_where_what_was_submitted_has_been_erased() -> None:
    given(submitted).when(submit(before=None)).then_refused("other-content")


def test_is_refused_without_any_answers() -> None:
    given().when(replace(submit(), submission=None)).then_refused("nothing-submitted")


def test_takes_a_returned_application_corrected() -> None:
    given(returned("no-indemnity", indemnity="no")).when(
        submit(before=digest(indemnity="no"))
    ).then(submitted)


def test_returns_a_returned_application_again_for_other_faults() -> None:
    given(returned("no-indemnity", indemnity="no")).when(
        submit(answers(scopes="mri"), before=digest(indemnity="no"))
    ).then(returned("unknown-scope", scopes="mri"))


def test_changes_nothing_where_a_returned_application_comes_again_unchanged() -> None:
    given(returned("no-indemnity", indemnity="no")).when(
        submit(answers(indemnity="no"), before=digest(indemnity="no"))
    ).then_nothing()


def test_takes_unchanged_content_once_its_date_has_come() -> None:
    early = {"submitted_on": "2026-11-30"}
    given(returned("date-in-future", **early)).when(
        submit(answers(**early), before=digest(**early), today=date(2026, 11, 30))
    ).then(submitted.model_copy(update={"submitted_on": date(2026, 11, 30)}))


def test_follows_the_rulebook_in_force() -> None:
    applying = RULEBOOK.applying.model_copy(update={"minimum_age": 40})
    strict = RULEBOOK.model_copy(update={"applying": applying})
    given().when(submit(rulebook=strict)).then(returned("under-age"))


def test_can_be_told_again_from_its_event() -> None:
    assert content_digest(answers_of(submitted)) == digest()
