"""Who sees the documents of a case."""

from uuid import UUID

import pytest

from shared.contracts.assigning import AssessorJoined, AssessorRecused, Joining
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.judging import (
    AssessmentClosed,
    AssessmentReopened,
    DisagreementFound,
    Moderation,
    ModerationBegun,
)
from shared.identity.demonstration import PEOPLE
from tests.support.applications import NOW
from tests.support.documents import a_pdf
from tests.support.documents_desk import ASSESSMENT, ID, Desk

pytestmark = pytest.mark.integration


async def test_are_read_on_record(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.status("registrar", f"/api/documents/{document_id}/content")
    looks = await desk.service.pool.fetch(
        "SELECT convert_from(entry, 'UTF8') AS entry FROM events"
        " WHERE stream LIKE 'looking/%'"
    )
    assert any(f"document/{document_id}" in each["entry"] for each in looks)


async def test_exist_for_those_on_the_case_alone(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    paths = (
        f"/api/documents/{document_id}",
        f"/api/documents/{document_id}/content",
        f"/api/applications/{ID}/documents",
        f"/applications/{ID}/documents",
    )
    for path in paths:
        assert await desk.status("assessor-1", path) == 404
    await desk.assign("assessor-1")
    for path in paths:
        assert await desk.status("registrar", path) == 200
        assert await desk.status("applicant", path) == 200
        assert await desk.status("assessor-1", path) == 200
        assert await desk.status("assessor-2", path) == 404
        assert await desk.status("regulator", path) == 403
        assert await desk.status(None, path) == 401


async def test_of_a_declaration_exist_for_no_assessor(desk: Desk) -> None:
    document_id = await desk.added(a_pdf(), kind="declaration")
    await desk.assign("assessor-1")
    assert await desk.status("assessor-1", f"/api/documents/{document_id}") == 404
    async with desk.client("assessor-1") as client:
        listed = await client.get(f"/api/applications/{ID}/documents")
    assert listed.json() == {"documents": []}


async def test_are_added_by_nobody_outside_the_case(desk: Desk) -> None:
    await desk.assign("assessor-1")
    assert (await desk.add(a_pdf(), person="assessor-1")).status_code == 403
    await desk.service.pool.execute("UPDATE evidence_cases SET actor = 'actor-other'")
    assert (await desk.add(a_pdf())).status_code == 404
    assert (await desk.add(a_pdf(), person="registrar")).status_code == 200


async def test_are_no_more_for_who_gave_the_case_back_and_at_once_for_their_successor(
    desk: Desk,
) -> None:
    document_id = await desk.added(a_pdf())
    await desk.assign("assessor-1")
    await desk.hears(recused("assessor-1"), joined("assessor-2"))
    assert await readers(desk, document_id) == {"assessor-2"}
    # Whoever is off a case is not on it again, whatever is heard in whichever order.
    await desk.hears(moderated(Moderation.DISCUSS, "assessor-1", "assessor-2"))
    assert await readers(desk, document_id) == {"assessor-2"}


async def test_are_for_a_moderator_while_they_have_the_word(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.assign("assessor-1")
    await desk.hears(moderated(Moderation.THIRD_ASSESSOR, "assessor-2"))
    assert await readers(desk, document_id) == {"assessor-1", "assessor-2"}
    await desk.hears(disagreed())
    assert await readers(desk, document_id) == {"assessor-1"}
    await desk.hears(moderated(Moderation.LEAD_ASSESSOR, "assessor-2"))
    assert await readers(desk, document_id) == {"assessor-1", "assessor-2"}


async def test_are_for_those_who_judge_another_round(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.assign("assessor-1")
    await desk.hears(reopened("assessor-2"))
    assert await readers(desk, document_id) == {"assessor-2"}


async def test_are_for_nobody_once_the_case_is_closed(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.assign("assessor-1", "assessor-2")
    closed = AssessmentClosed(assessment_id=ASSESSMENT, application_id=ID)
    await desk.hears(closed)
    assert await readers(desk, document_id) == set()


async def test_are_for_others_once_an_appeal_has_it_assessed_afresh(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    ordered = FreshAssessmentOrdered(
        application_id=ID, excluded=(PEOPLE["assessor-1"].actor,)
    )
    # It may be heard before the first assignment is: the two come by other topics.
    await desk.hears(ordered, stream=f"elsewhere/{ID}")
    await desk.assign("assessor-1", "assessor-2")
    assert await readers(desk, document_id) == {"assessor-2"}


async def test_of_a_declaration_are_for_its_panel_while_it_is_before_them(
    desk: Desk,
) -> None:
    declaration = await desk.added(a_pdf(), kind="declaration")
    portfolio = await desk.added(a_pdf("portfolio"))
    assert await desk.status("panel-1", f"/documents/{declaration}") == 404
    await before_the_panel(desk, "open")
    assert await desk.status("panel-1", f"/documents/{declaration}") == 200
    assert await desk.status("panel-1", f"/documents/{portfolio}") == 404
    async with desk.client("panel-1") as client:
        listed = (await client.get(f"/api/applications/{ID}/documents")).json()
    assert [one["document_id"] for one in listed["documents"]] == [str(declaration)]
    await desk.service.pool.execute(
        "INSERT INTO declaration_ties VALUES ($1, $2, 'recused')",
        ID,
        PEOPLE["panel-1"].actor,
    )
    assert await desk.status("panel-1", f"/documents/{declaration}") == 404
    assert await desk.status("panel-2", f"/documents/{declaration}") == 200
    await desk.service.pool.execute("UPDATE declarations SET status = 'concluded'")
    assert await desk.status("panel-2", f"/documents/{declaration}") == 404


async def test_of_the_case_are_for_the_panel_that_hears_an_appeal(desk: Desk) -> None:
    declaration = await desk.added(a_pdf(), kind="declaration")
    portfolio = await desk.added(a_pdf("portfolio"))
    assert await desk.status("panel-1", f"/documents/{portfolio}") == 404
    await desk.service.pool.execute(
        "UPDATE applications SET status = 'under-appeal', deciders = $1",
        [PEOPLE["panel-2"].actor],
    )
    assert await desk.status("panel-1", f"/documents/{portfolio}") == 200
    assert await desk.status("panel-1", f"/documents/{declaration}") == 404
    assert await desk.status("panel-2", f"/documents/{portfolio}") == 404


async def test_of_somebody_they_are_tied_to_exist_for_no_registrar(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    assert await desk.status("registrar", f"/documents/{document_id}") == 200
    await desk.service.pool.execute(
        "INSERT INTO staff_interests (interest_id, actor, tie, person_id)"
        " SELECT $1, $2, 'family', person_id FROM applications",
        ASSESSMENT,
        PEOPLE["registrar"].actor,
    )
    assert await desk.status("registrar", f"/documents/{document_id}") == 404


async def readers(desk: Desk, document_id: UUID) -> set[str]:
    """Return the assessors for whom the document and the list exist."""
    found: set[str] = set()
    for person in ("assessor-1", "assessor-2"):
        said = {
            await desk.status(person, path)
            for path in (
                f"/documents/{document_id}",
                f"/api/documents/{document_id}/content",
                f"/applications/{ID}/documents",
            )
        }
        assert len(said) == 1
        if said == {200}:
            found.add(person)
    return found


async def before_the_panel(desk: Desk, status: str) -> None:
    await desk.service.pool.execute(
        "INSERT INTO declarations"
        " (application_id, round, status, origin, raised_at, judge_by, overdue)"
        " VALUES ($1, 1, $2, 'declared-by-applicant', now(), now(), false)",
        ID,
        status,
    )


def recused(person: str) -> AssessorRecused:
    return AssessorRecused(
        assessment_id=ASSESSMENT,
        application_id=ID,
        assessor_id=PEOPLE[person].actor,
        reason="no-time",
    )


def joined(person: str) -> AssessorJoined:
    return AssessorJoined(
        assessment_id=ASSESSMENT,
        application_id=ID,
        assessor_id=PEOPLE[person].actor,
        reason=Joining.REPLACEMENT,
        seats=1,
        due_at=NOW,
    )


def moderated(moderation: Moderation, *people: str) -> ModerationBegun:
    return ModerationBegun(
        assessment_id=ASSESSMENT,
        application_id=ID,
        round=1,
        moderation=moderation,
        moderators=tuple(PEOPLE[person].actor for person in people),
        due_at=NOW,
    )


def disagreed() -> DisagreementFound:
    return DisagreementFound(
        assessment_id=ASSESSMENT, application_id=ID, round=1, standards=(), judged=1
    )


def reopened(*people: str) -> AssessmentReopened:
    return AssessmentReopened(
        assessment_id=ASSESSMENT,
        application_id=ID,
        round=2,
        gaps=(),
        assessors=tuple(PEOPLE[person].actor for person in people),
        seats=1,
        due_at=NOW,
    )
