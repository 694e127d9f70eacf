"""Receiving a document."""

from dataclasses import replace

import pytest

from services.applications.evidence.commands import Case
from services.applications.evidence.decider import DOCUMENT
from services.applications.evidence.subscribers import policy
from shared.contracts.evidence import (
    Destruction,
    DocumentDestroyed,
    DocumentWithdrawn,
    Scan,
)
from tests.support.applications import APPLICATION_ID, PERSON_ID, RULEBOOK
from tests.support.documents import CASE, DOCUMENT_ID, POLICY, receive, received
from tests.support.given import Given

given = Given(DOCUMENT)

withdrawn = DocumentWithdrawn(document_id=DOCUMENT_ID, application_id=APPLICATION_ID)
destroyed = DocumentDestroyed(
    document_id=DOCUMENT_ID,
    application_id=APPLICATION_ID,
    reason=Destruction.WITHDRAWN,
)


def test_records_what_came_by_its_hash_and_for_whom() -> None:
    given().when(receive).then(received)


def test_changes_nothing_when_the_same_comes_again() -> None:
    given(received).when(receive).then_nothing()


def test_is_refused_under_an_id_that_has_other_content() -> None:
    given(received).when(replace(receive, sha256="cd" * 32)).then_refused(
        "other-content"
    )


@pytest.mark.parametrize("after", [(withdrawn,), (withdrawn, destroyed)])
def test_is_refused_once_it_was_taken_back(
    after: tuple[DocumentWithdrawn | DocumentDestroyed, ...],
) -> None:
    given(received, *after).when(receive).then_refused("document-gone")


@pytest.mark.parametrize("case", [None, Case(person_id=None, actor=None)])
def test_is_refused_where_there_is_no_case_or_its_person_is_erased(
    case: Case | None,
) -> None:
    given().when(replace(receive, case=case)).then_refused("no-such-application")


def test_is_refused_once_the_application_is_accepted() -> None:
    closed = replace(CASE, closed=True)
    given().when(replace(receive, case=closed)).then_refused("application-closed")


def test_is_refused_for_a_kind_that_the_rulebook_has_not() -> None:
    unknown = replace(receive, policy=policy(RULEBOOK, "holiday-picture"))
    given().when(unknown).then_refused("unknown-kind-of-document")


def test_is_refused_for_a_type_that_the_rulebook_does_not_take() -> None:
    given().when(replace(receive, media_type="image/gif")).then_refused(
        "type-not-accepted"
    )


def test_takes_the_largest_that_the_rulebook_allows_and_no_larger() -> None:
    largest = POLICY.largest_bytes
    given().when(replace(receive, size=largest)).then(
        received.model_copy(update={"size": largest})
    )
    given().when(replace(receive, size=largest + 1)).then_refused("too-large")


def test_takes_as_many_as_the_rulebook_allows_and_no_more() -> None:
    most = POLICY.most_documents
    given().when(replace(receive, case=replace(CASE, held=most - 1))).then(received)
    given().when(replace(receive, case=replace(CASE, held=most))).then_refused(
        "too-many-documents"
    )


def test_is_refused_when_it_holds_malware() -> None:
    given().when(replace(receive, scan=Scan.INFECTED)).then_refused("infected-document")


@pytest.mark.parametrize("scan", [Scan.NOT_SCANNED, Scan.PENDING])
@pytest.mark.parametrize("admits", [True, False])
def test_holds_up_admission_unscanned_only_where_the_rulebook_says_so(
    scan: Scan, admits: bool
) -> None:
    strict = replace(POLICY, admits_unscanned=admits)
    given().when(replace(receive, scan=scan, policy=strict)).then(
        received.model_copy(update={"scan": scan, "holds_up_admission": not admits})
    )


def test_lets_the_papers_of_a_declaration_be_seen_by_no_assessor() -> None:
    declaration = policy(RULEBOOK, "declaration")
    assert declaration.seen_by == ("panel",)
    given().when(replace(receive, kind="declaration", policy=declaration)).then(
        received.model_copy(update={"kind": "declaration", "seen_by": ("panel",)})
    )


def test_names_the_person_so_that_an_erasure_finds_it() -> None:
    assert received.person_id == PERSON_ID
