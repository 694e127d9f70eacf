"""The page of a case, with the form of what it asks of its reader."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID, uuid4

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.assessment.assessing.judging_form import Fault
from services.assessment.assessing.queries import is_tied
from services.assessment.assessing.rules.blindness import ADJUDICATE, JUDGE
from services.assessment.assessing.seeing import Case, case_for
from shared.contracts.assessment import Finding, Recommendation
from shared.contracts.assigning import Reassignment, Recusal
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.rulebook import Rulebook
from shared.web.pages import page
from shared.web.service import Service

LEAVING = (JUDGE, ADJUDICATE)
"""Who owes one of these may give the case back; what was given once is locked."""


async def seen_case(service: Service, caller: Caller, assessment_id: UUID) -> Case:
    """Return the case as the caller may see it, else `NotFound`."""
    whole = Role.REGISTRAR in caller.roles
    async with service.read() as database:
        found = await case_for(database, assessment_id, None if whole else caller.actor)
        tied = await is_tied(database, assessment_id, caller.actor)
    if found is None or tied:
        raise NotFound
    return found


def case_page(
    request: Request,
    service: Service,
    case: Case,
    *,
    answers: Mapping[str, str] | None = None,
    faults: Sequence[Fault] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    """Return the page; `answers` fill its form, else the reader's own draft does."""
    return page(
        request,
        "case.html",
        status=status,
        case=case,
        titles=titles_of(service.rulebook),
        document_titles={
            one.code: one.title for one in service.rulebook.evidence.kinds
        },
        answers=case.draft if answers is None else answers,
        faults=faults,
        findings=list(Finding),
        recommendations=list(Recommendation),
        leaves=case.owes in LEAVING,
        replaced=[one.assessor_id for one in case.voices if one.owes in LEAVING],
        recusals=tuple(Recusal),
        reassignments=tuple(Reassignment),
        other_ids=(uuid4(), uuid4()),
        # The id of the form, so that sending it twice is giving it once.
        command_id=uuid4(),
    )


def titles_of(rulebook: Rulebook) -> Mapping[str, str]:
    """Return the titles of the standards, by code."""
    return {one.code: one.title for one in rulebook.standards}
