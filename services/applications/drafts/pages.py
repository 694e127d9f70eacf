"""The applicant's form: started, saved section by section, checked, and sent.

It works without JavaScript; everybody sees their own drafts and no other.
"""

from http import HTTPStatus
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from services.applications.drafts.form import Section, sections
from services.applications.drafts.queries import Draft, own_draft, own_drafts
from services.applications.wanted import read_wanted
from shared.clock import register_date
from shared.contracts.application_faults import in_words
from shared.contracts.applications import ApplicationReturned, SubmitApplication
from shared.contracts.contract import CommandData
from shared.contracts.drafts import DiscardDraft, SaveDraft, StartDraft
from shared.errors import NotFound
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.caller import Caller
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.forms import written
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)

READ = "applications.read-own-drafts"


@router.get("/drafts", summary="My applications", dependencies=[allowed(READ)])
async def drafts(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the applicant's own drafts."""
    async with service.read() as database:
        own = await own_drafts(database, caller.actor)
    looking.results = len(own)
    return page(request, "drafts.html", drafts=own)


@router.post("/drafts", dependencies=[allowed(StartDraft.TYPE)])
async def start(
    service: CurrentService, caller: CurrentCaller, correlation: CorrelationId
) -> Response:
    """Start a draft, and show it."""
    command = StartDraft(draft_id=uuid4())
    await _execute(service, command, caller, correlation)
    return _to(command.draft_id)


@router.get("/drafts/{draft_id}", dependencies=[allowed(READ)])
async def overview(
    request: Request,
    draft_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the sections of the form, and what each still lacks."""
    draft = await _own(service, draft_id, caller)
    looking.person_id = draft.person_id
    return await _overview(request, service, draft)


@router.post("/drafts/{draft_id}/deletion", dependencies=[allowed(DiscardDraft.TYPE)])
async def discard(
    draft_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Delete the draft."""
    await _own(service, draft_id, caller)
    await _execute(service, DiscardDraft(draft_id=draft_id), caller, correlation)
    return RedirectResponse("/drafts", status_code=HTTPStatus.SEE_OTHER)


@router.get("/drafts/{draft_id}/answers", dependencies=[allowed(READ)])
async def check_answers(
    request: Request,
    draft_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show all answers, to be checked before they are sent."""
    draft = await _own(service, draft_id, caller)
    looking.person_id = draft.person_id
    return _check(request, service, draft)


@router.post(
    "/drafts/{draft_id}/submission", dependencies=[allowed(SubmitApplication.TYPE)]
)
async def submit(
    request: Request,
    draft_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Send the application; with faults it stays a draft, and each is named."""
    draft = await _own(service, draft_id, caller)
    submission = {
        **draft.answers,
        "external_ref": f"form-{draft_id}",
        "submitted_on": register_date(service.clock.now()).isoformat(),
    }
    command = SubmitApplication(application_id=draft_id, submission=submission)
    answer = await _execute(service, command, caller, correlation)
    if answer.outcome is AnswerOutcome.REFUSED:
        return _check(request, service, draft, [answer.sentence or "It was refused."])
    faults = [
        in_words(str(fault))
        for event in answer.events
        if event.type == ApplicationReturned.TYPE
        for fault in _codes(event.data["faults"])
    ]
    if faults:
        return _check(request, service, draft, faults)
    return page(request, "draft_sent.html", draft=draft)


@router.get("/drafts/{draft_id}/{section}", dependencies=[allowed(READ)])
async def show_section(
    request: Request,
    draft_id: UUID,
    section: str,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show a section of the form with what was saved of it."""
    draft = await _own(service, draft_id, caller)
    looking.person_id = draft.person_id
    return _section_page(request, draft, _section(service, section))


@router.post("/drafts/{draft_id}/{section}", dependencies=[allowed(SaveDraft.TYPE)])
async def save_section(
    request: Request,
    draft_id: UUID,
    section: str,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Save a section, complete or not, and go on to the next or back to them all."""
    draft, asked = await _own(service, draft_id, caller), _section(service, section)
    async with request.form() as form:
        answers = _answers(asked, form)
        later = form.get("then") == "later"
    command = SaveDraft(draft_id=draft_id, answers=answers)
    answer = await _execute(service, command, caller, correlation)
    saved = Draft(
        draft.draft_id,
        draft.standing,
        draft.changed_at,
        draft.deleted_at,
        draft.person_id,
        {**draft.answers, **answers},
    )
    if answer.outcome is AnswerOutcome.REFUSED:
        return _section_page(request, saved, asked, refused=answer.sentence)
    if asked.missing(answers) and not later:
        return _section_page(request, saved, asked, complete=False)
    return _to(draft_id)


async def _own(service: Service, draft_id: UUID, caller: Caller) -> Draft:
    async with service.read() as database:
        draft = await own_draft(database, draft_id, caller.actor)
    if draft is None:
        raise NotFound("There is no such draft.")
    return draft


async def _execute(
    service: Service, command: CommandData, caller: Caller, correlation: UUID
) -> Answer:
    [answer] = await service.execute([Ask(uuid4(), command, caller.actor, correlation)])
    return answer


def _section(service: Service, code: str) -> Section:
    for section in sections(service.rulebook):
        if section.code == code:
            return section
    raise NotFound("The form has no such section.")


def _answers(section: Section, form: FormData) -> dict[str, str]:
    """Return the section's answers; of several choices, joined as a file has them."""
    answers: dict[str, str] = {}
    for question in section.questions:
        values = [written(str(value)) or "" for value in form.getlist(question.name)]
        text = ";".join(values) if question.kind == "several" else "".join(values[:1])
        answers[question.name] = text
    return answers


async def _overview(request: Request, service: Service, draft: Draft) -> HTMLResponse:
    asked = sections(service.rulebook)
    async with service.read() as database:
        wanted = await read_wanted(database, draft.draft_id, service.rulebook)
    return page(
        request,
        "draft.html",
        draft=draft,
        sections=[(each, each.missing(draft.answers)) for each in asked],
        wanted=wanted,
    )


def _section_page(
    request: Request,
    draft: Draft,
    section: Section,
    *,
    complete: bool = True,
    refused: str | None = None,
) -> HTMLResponse:
    fine = complete and refused is None
    return page(
        request,
        "draft_section.html",
        status=HTTPStatus.OK if fine else HTTPStatus.UNPROCESSABLE_ENTITY,
        draft=draft,
        section=section,
        missing=[] if complete else section.missing(draft.answers),
        refused=refused,
    )


def _check(
    request: Request, service: Service, draft: Draft, faults: list[str] | None = None
) -> HTMLResponse:
    return page(
        request,
        "draft_answers.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK,
        draft=draft,
        sections=sections(service.rulebook),
        faults=faults or [],
    )


def _codes(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _to(draft_id: UUID) -> RedirectResponse:
    return RedirectResponse(f"/drafts/{draft_id}", status_code=HTTPStatus.SEE_OTHER)
