"""Taking a document back."""

from dataclasses import replace

from services.applications.evidence.commands import RecordDestroyed, WithdrawDocument
from services.applications.evidence.decider import DOCUMENT
from shared.contracts.evidence import (
    Destruction,
    DocumentDestroyed,
    DocumentScanned,
    DocumentWithdrawn,
    Scan,
)
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.documents import (
    APPLICANT,
    CASE,
    DOCUMENT_ID,
    REGISTRAR,
    received,
)
from tests.support.given import Given

given = Given(DOCUMENT)

withdraw = WithdrawDocument(DOCUMENT_ID, APPLICANT, NOW, REGISTRAR, CASE)
withdrawn = DocumentWithdrawn(document_id=DOCUMENT_ID, application_id=APPLICATION_ID)
destroy = RecordDestroyed(DOCUMENT_ID, Destruction.WITHDRAWN, NOW)
destroyed = DocumentDestroyed(
    document_id=DOCUMENT_ID, application_id=APPLICATION_ID, reason=destroy.reason
)
judged = replace(CASE, judged=True)


def test_is_for_the_applicant_and_for_who_supplied_it() -> None:
    given(received).when(withdraw).then(withdrawn)
    given(received).when(replace(withdraw, actor=REGISTRAR)).then(withdrawn)


def test_finds_nothing_for_anybody_else() -> None:
    given(received).when(replace(withdraw, actor="actor-other")).then_refused(
        "no-such-document"
    )


def test_finds_nothing_where_nothing_came() -> None:
    given().when(withdraw).then_refused("no-such-document")


def test_changes_nothing_the_second_time() -> None:
    given(received, withdrawn).when(withdraw).then_nothing()
    given(received, withdrawn, destroyed).when(withdraw).then_nothing()


def test_is_refused_once_assessors_were_given_it() -> None:
    given(received).when(replace(withdraw, case=judged)).then_refused("with-assessors")


def test_is_allowed_of_malware_at_any_time() -> None:
    infected = DocumentScanned(
        document_id=DOCUMENT_ID, application_id=APPLICATION_ID, scan=Scan.INFECTED
    )
    given(received, infected).when(replace(withdraw, case=judged)).then(withdrawn)


def test_ends_with_the_content_destroyed_which_is_recorded_once() -> None:
    given(received, withdrawn).when(destroy).then(destroyed)
    given(received, withdrawn, destroyed).when(destroy).then_nothing()


def test_destroys_nothing_that_was_not_taken_back() -> None:
    given(received).when(destroy).then_refused("no-such-document")
    given().when(destroy).then_refused("no-such-document")


def test_is_not_needed_where_the_person_is_erased() -> None:
    erased = replace(destroy, reason=Destruction.PERSON_ERASED)
    given(received).when(erased).then(
        destroyed.model_copy(update={"reason": Destruction.PERSON_ERASED})
    )
