"""Eligibility for anybody who asks: for programs and for people, about nobody.

Nothing personal is asked and nothing is kept. The answer guides; a person decides.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.applications.applying.rules.eligibility import (
    Eligibility,
    Practice,
    Result,
    eligibility,
)
from services.applications.applying.rules.further_conditions import is_year
from services.applications.applying.rules.practice import years_in
from shared.clock import register_date
from shared.errors import Malformed
from shared.rulebook import Rulebook
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter()

GUIDANCE = "This is guidance by the rulebook and no decision: a person decides."
LONGEST_ASKED = 200

SAID = {
    Result.PRIMARY: "The award leads to a primary route.",
    Result.EQUIVALENCE: "The award leads to the register by equivalence.",
    Result.NOT_YET: "The award alone does not lead to the register yet.",
    Result.ELSEWHERE: "This work is registered elsewhere.",
    Result.FOR_A_PERSON: "The rulebook does not know this award: contact the register.",
}
"""What each result means, in a sentence."""

Asked = Annotated[str, Query(max_length=LONGEST_ASKED)]


@dataclass(frozen=True, slots=True)
class Named:
    """A code of the rulebook with what it is called there."""

    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody is sent who belongs on another register."""

    body: str
    sentence: str
    link_text: str
    link: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """What an award leads to in a scope, by the rulebook in force today."""

    result: Result
    sentence: str
    award: Named | None
    routes: tuple[Named, ...]
    missing: tuple[Named, ...]
    signpost: Way | None
    rule: str | None
    rulebook: str
    guidance: str = GUIDANCE


@router.get("/api/eligibility", dependencies=[allowed("applications.ask-eligibility")])
async def ask_eligibility(
    service: CurrentService,
    award: Annotated[str, Query(min_length=1, max_length=LONGEST_ASKED)],
    scope: Annotated[str, Query(min_length=1, max_length=LONGEST_ASKED)],
    institution: Asked = "",
    year: Annotated[int | None, Query(ge=1900, le=2199)] = None,
    practised: Annotated[int | None, Query(ge=0, le=99)] = None,
    trained: bool = False,
) -> Guidance:
    """Return what an award leads to; `year` is that of intake, `award` a code or name.

    For a route that is open for a time, `practised` is in how many of the years that it
    looks at one practised, and `trained` whether training and experience can be shown.
    A scope that neither this register has nor a signpost names is malformed.
    """
    rules = service.rulebook
    if rules.scope(scope) is None and rules.signpost(scope) is None:
        codes = ", ".join(each.code for each in rules.scopes)
        raise Malformed(f"The register has no such scope; it has {codes}.", "scope")
    today = register_date(service.clock.now())
    practice = Practice(practised, trained)
    found = eligibility(award, institution, year, scope, rules, today, practice)
    return guidance_of(found, rules)


@router.get(
    "/eligibility",
    summary="What an award leads to",
    response_class=HTMLResponse,
    dependencies=[allowed("applications.ask-eligibility")],
)
async def try_eligibility(
    request: Request,
    service: CurrentService,
    award: Asked = "",
    scope: Asked = "",
    institution: Asked = "",
    year: Asked = "",
    practised: Asked = "",
    trained: Asked = "",
) -> HTMLResponse:
    """Show the form, and what the award leads to once one is named."""
    rules, today = service.rulebook, register_date(service.clock.now())
    year = year.strip()
    faults: dict[str, str] = {}
    if scope and not award.strip():
        faults["award"] = "Name the award, such as DipIPEM(T) or HNC."
    if award.strip() and not scope:
        faults["scope"] = "Choose a scope of practice."
    if year and not is_year(year, today):
        faults["year"] = "The year of intake is four digits, and not in the future."
    if practised.strip() and years_in(practised.strip()) is None:
        faults["practised"] = "The years of practice are a whole number, such as 3."
    found = None
    if award.strip() and not faults:
        intake = int(year) if year else None
        practice = Practice(years_in(practised.strip()), bool(trained))
        answer = eligibility(award, institution, intake, scope, rules, today, practice)
        found = guidance_of(answer, rules)
    return page(
        request,
        "eligibility.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK,
        rulebook=rules,
        asked={
            "award": award,
            "scope": scope,
            "institution": institution,
            "year": year,
            "practised": practised.strip(),
            "trained": trained,
        },
        faults=faults,
        found=found,
        guidance=GUIDANCE,
    )


def guidance_of(found: Eligibility, rules: Rulebook) -> Guidance:
    """Return an answer of the table in the rulebook's words."""
    award = rules.award(found.award) if found.award else None
    sign = rules.signpost(found.signpost) if found.signpost else None
    routes = (rules.route(code) for code in found.routes)
    lacks = (rules.shortfall(code) for code in found.missing)
    return Guidance(
        result=found.result,
        sentence=SAID[found.result],
        award=Named(award.code, award.title) if award else None,
        routes=tuple(Named(route.code, route.title) for route in routes if route),
        missing=tuple(Named(lack.code, lack.sentence) for lack in lacks if lack),
        signpost=(
            Way(sign.body, sign.sentence, sign.link_text, sign.link) if sign else None
        ),
        rule=found.rule,
        rulebook=rules.version_label,
    )
