"""The steps of an equivalence application, in the words of who takes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import httpx

from shared.contracts.appealing import AppealOutcome, FindOnAppeal
from shared.contracts.assessment import AppointAssessor, Finding, Recommendation
from shared.contracts.assessors import Interests
from shared.contracts.declarations import Finding as PanelFinding
from shared.contracts.declarations import FindingGround, JudgeDeclaration
from shared.contracts.judging import (
    AdjudicateAssessment,
    ReconsiderRecommendation,
    SubmitAssessment,
)
from shared.identity.demonstration import PEOPLE
from tests.support.documents import a_pdf
from tests.support.story import Story, text_of_letter
from tests.support.story_people import (
    Applicant,
    Assessor,
    PanelMember,
    Proposer,
    Registrar,
)

SCOPES = ("nuclear-medicine", "radiation-physics")
NARROWER = SCOPES[:1]
PAPERS = ("certificate", "curriculum-vitae", "portfolio", "evidence-matrix")
"""The documents handed in, by kind."""

SECTIONS = (
    *("about-you", "scopes-and-route", "qualification", "proposers"),
    *("declarations", "indemnity"),
)


@dataclass(frozen=True)
class Candidate:
    """An applicant, with what they write into the form and who proposes them."""

    as_applicant: Applicant
    form: Mapping[str, str | Sequence[str]]
    proposers: tuple[Proposer, Proposer]


@dataclass(frozen=True)
class Cast:
    """Everybody who takes part on the register's side."""

    story: Story
    registrar: Registrar
    assessors: tuple[Assessor, ...]
    panel: tuple[PanelMember, ...]

    def assessor(self, actor: str) -> Assessor:
        """Return the assessor whom events name so."""
        [found] = [one for one in self.assessors if one.actor == actor]
        return found

    def assigned_to(self, assessment: UUID) -> tuple[Assessor, Assessor]:
        """Return the two who judge the case."""
        voices = self.registrar.sees_case(assessment)["voices"]
        first, second = (
            self.assessor(voice["assessor_id"])
            for voice in voices
            if voice["part"] == "assessor"
        )
        return first, second

    def with_the_word(self, assessment: UUID) -> Assessor:
        """Return the one assessor in whose queue the case is."""
        [found] = [one for one in self.assessors if str(assessment) in one.queue()]
        return found


@dataclass(frozen=True)
class Chain:
    """An application on its way, and the two assessors to whom its case was given."""

    everybody: Cast
    candidate: Candidate
    application: UUID
    assessment: UUID
    first: Assessor
    second: Assessor


def gather(story: Story) -> Cast:
    """Return everybody; the assessors beyond the first two join the pool, one leads."""
    registrar = Registrar(story, "registrar")
    names = [name for name in PEOPLE if name.startswith("assessor")]
    assessors = tuple(Assessor(story, name) for name in names)
    for one in assessors[2:]:
        person = PEOPLE[one.name]
        registrar.commands(
            AppointAssessor(
                assessor_id=one.actor,
                scopes=SCOPES,
                capacity=5,
                lead=one is assessors[-1],
                name=person.display_name,
                email=person.email,
                interests=Interests(),
            )
        )
    panel = tuple(PanelMember(story, f"panel-{number}") for number in range(1, 5))
    return Cast(story, registrar, assessors, panel)


def candidate(
    story: Story, name: str, given_names: str, family_name: str, **changed: str
) -> Candidate:
    """Return an applicant for two scopes by equivalence, with two proposers."""
    sign = family_name.lower()
    proposers = (
        Proposer(story, "Dr Siân Morgan", f"sian.morgan.{sign}@hospital.example"),
        Proposer(story, "Rhys Begum", f"rhys.begum.{sign}@hospital.example"),
    )
    form = {
        "given_names": given_names,
        "family_name": family_name,
        "date_of_birth": "1984-03-02",
        "email": f"{sign}@example.org",
        "employer": f"{family_name} Infirmary",
        "work_town": "Norwich",
        "scopes": SCOPES,
        "route": "equivalence",
        "qualification": "HND Engineering",
        "awarding_body": "Anglia Polytechnic",
        "awarded_on": "2008-07-01",
        "proposer_1_name": proposers[0].name,
        "proposer_1_email": proposers[0].address,
        "proposer_2_name": proposers[1].name,
        "proposer_2_email": proposers[1].address,
        "health_to_declare": "no",
        "character_to_declare": "no",
        "indemnity": "yes",
        **changed,
    }
    return Candidate(Applicant(story, name), form, proposers)


def applied(everybody: Cast, who: Candidate) -> Chain:
    """Return the chain that begins with an application sent and a case assigned."""
    application = _sent(who)
    assessment = everybody.registrar.case_of(application)
    first, second = everybody.assigned_to(assessment)
    return Chain(everybody, who, application, assessment, first, second)


def _sent(who: Candidate) -> UUID:
    """Have the form begun, left, come back to and sent; return the application."""
    applicant = who.as_applicant
    application = applicant.starts_form()
    half = {"given_names": who.form["given_names"], "then": "later"}
    _fill_in(applicant, application, "about-you", half)
    returned = applicant.reads("applications", f"/api/drafts/{application}")
    assert returned["answers"]["given_names"] == who.form["given_names"]
    for section in SECTIONS:
        _fill_in(applicant, application, section, who.form)
    assert "Application sent" in applicant.sends_application(application)
    return application


def _fill_in(
    applicant: Applicant,
    application: UUID,
    section: str,
    form: Mapping[str, str | Sequence[str]],
) -> None:
    """Save one section of the form."""
    path = f"/drafts/{application}/{section}"
    answer = applicant.fills_in("applications", path, form)
    assert answer.is_redirect, answer.text


def hand_in(who: Candidate, application: UUID, kinds: Iterable[str]) -> list[UUID]:
    """Have the documents of an application handed in, one of each kind."""
    applicant, surname = who.as_applicant, who.form["family_name"]
    return [
        applicant.hands_in(
            application, kind, a_pdf(f"{surname}: {kind}"), f"{kind}.pdf"
        )
        for kind in kinds
    ]


def find_no_concern(member: PanelMember, application: UUID) -> None:
    """Have a member of the panel find that a declared matter is no concern."""
    assert str(application) in member.declarations()
    member.commands(
        JudgeDeclaration(
            application_id=application,
            finding=PanelFinding.NO_CONCERN,
            grounds=(FindingGround.MANAGED_CONDITION,),
            explanation="It is treated, and was never a danger to anybody.",
        )
    )


def standards_of(assessor: Assessor, assessment: UUID) -> list[str]:
    """Return the standards that the case asks the assessor to judge."""
    return list(assessor.sees(assessment)["round"]["standards"])


def judge_by_form(
    assessor: Assessor,
    assessment: UUID,
    recommendation: Recommendation,
    unmet: Mapping[str, Finding],
    **more: str,
) -> None:
    """Have an assessor judge every standard by the form: met but for those named."""
    form = {"recommendation": recommendation.value, **more}
    for code in standards_of(assessor, assessment):
        form[f"finding:{code}"] = unmet.get(code, Finding.MET).value
        if code in unmet:
            form[f"reasons:{code}"] = "The portfolio does not show it yet."
    path = f"/cases/{assessment}/recommendation"
    assessor.sends_form("assessment", path, **form)


def judge_by_command(
    assessor: Assessor,
    assessment: UUID,
    recommendation: Recommendation,
    unmet: Mapping[str, Finding],
    scopes: tuple[str, ...] = (),
) -> None:
    """Have an assessor judge every standard by a command on Kafka."""
    standards = standards_of(assessor, assessment)
    assessor.commands(
        SubmitAssessment(
            assessment_id=assessment,
            recommendation=recommendation,
            findings={code: unmet.get(code, Finding.MET) for code in standards},
            scopes=scopes,
            reasons="Read against the standards of the scope.",
            reasons_by_standard=dict.fromkeys(unmet, "It is not in the logbook."),
        )
    )


def documents_seen(assessor: Assessor, application: UUID) -> set[UUID]:
    """Return the documents of the application that the assessor may see."""
    path = f"/api/applications/{application}/documents"
    listed = assessor.reads("applications", path)["documents"]
    return {UUID(one["document_id"]) for one in listed}


def stand_by_it(assessor: Assessor, assessment: UUID, said: Recommendation) -> None:
    """Have an assessor, who now sees what the other said, stand by their own."""
    assert len(assessor.sees(assessment)["voices"]) == len(("first", "second"))
    assessor.commands(
        ReconsiderRecommendation(
            assessment_id=assessment,
            recommendation=said,
            reasons="I have read it again, and I stand by it.",
        )
    )


def settle_the_dispute(lead: Assessor, assessment: UUID) -> None:
    """Have the lead assessor settle every standard in dispute, with reasons."""
    disputed = lead.sees(assessment)["round"]["disputed"]
    lead.commands(
        AdjudicateAssessment(
            assessment_id=assessment,
            recommendation=Recommendation.ACCEPT_NARROWER,
            findings=dict.fromkeys(disputed, Finding.PARTLY),
            scopes=NARROWER,
            reasons="The standards of one scope are met.",
            reasons_by_standard=dict.fromkeys(disputed, "In one scope only."),
        )
    )


def allowed_narrower(application: UUID) -> FindOnAppeal:
    """Return the finding that the appeal is upheld, in the narrower scope."""
    return FindOnAppeal(
        application_id=application,
        outcome=AppealOutcome.UPHELD,
        scopes=NARROWER,
        reasons=("no-practice-in-scope",),
        explanation="The logbook was not read to its end.",
    )


def is_on_the_register(chain: Chain) -> None:
    """Check that anybody finds the applicant there, and that their letter says so."""
    story, surname = chain.everybody.story, str(chain.candidate.form["family_name"])
    address = f"{story.system.url('applications')}/api/register"
    found = httpx.get(address, params={"q": surname}, trust_env=False).json()
    [entry] = found["entries"]
    assert tuple(entry["scopes"]) == NARROWER, entry
    # The letter on the decision goes beside it, and either may be the last to arrive.
    latest = story.letters_to(str(chain.candidate.form["email"]))[-2:]
    number = entry["registration_number"]
    assert any(number in text_of_letter(letter) for letter in latest)
