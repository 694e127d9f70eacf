"""The events of an application on its way to a decision."""

from datetime import date, timedelta
from uuid import UUID

from services.applications.applying.commands import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    Beside,
    DecideApplication,
    FindOnAppeal,
    LodgeAppeal,
    WithdrawAppeal,
    WithdrawApplication,
)
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
    Decision,
    RecommendationReceived,
)
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from tests.support.applications import APPLICATION_ID, NOW, RULEBOOK, TODAY

ASSESSMENT_ID = UUID("0192f0c1-0000-7000-8000-0000000000aa")

submitted = ApplicationSubmitted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    submitted_on=date(2026, 9, 29),
    possible_duplicate_of=(),
)
recommended = RecommendationReceived(
    application_id=APPLICATION_ID,
    assessment_id=ASSESSMENT_ID,
    outcome="accept",
    assessors=("assessor-1", "assessor-2"),
)
accepted = ApplicationAccepted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    decider="registrar-1",
)
refused = ApplicationRefused(
    application_id=APPLICATION_ID,
    reasons=("evidence-missing",),
    decider="registrar-1",
)

APPLICANT = "applicant-1"
BOTH = ("nuclear-medicine", "radiation-physics")
GAPS = ("records", "safety")
ANSWER_BY = TODAY + timedelta(days=57)
APPEAL_BY = TODAY + timedelta(days=31)
OWN = Beside(applicant=APPLICANT)

submitted_in_both = submitted.model_copy(update={"scopes": BOTH})
gaps_found = recommended.model_copy(
    update={"outcome": "further-information", "gaps": GAPS}
)
asked = FurtherInformationAsked(
    application_id=APPLICATION_ID,
    assessment_id=ASSESSMENT_ID,
    round=1,
    gaps=GAPS,
    answer_by=ANSWER_BY,
)
answered = FurtherInformationReceived(
    application_id=APPLICATION_ID, assessment_id=ASSESSMENT_ID, round=1, gaps=GAPS
)
lapsed = FurtherInformationLapsed(
    application_id=APPLICATION_ID,
    assessment_id=ASSESSMENT_ID,
    round=1,
    was_due_on=ANSWER_BY,
)
withdrawn = ApplicationWithdrawn(application_id=APPLICATION_ID, concern_open=False)
admitted_in_one = accepted.model_copy(
    update={
        "not_admitted": ("radiation-physics",),
        "reasons": ("no-practice-in-scope",),
        "appeal_by": APPEAL_BY,
    }
)
appealable = refused.model_copy(update={"appeal_by": APPEAL_BY})
lodged = AppealLodged(
    application_id=APPLICATION_ID,
    appeal=1,
    grounds=("judgement",),
    members=2,
    decide_by=TODAY + timedelta(days=30),
)
found = AppealFindingGiven(
    application_id=APPLICATION_ID,
    appeal=1,
    member="panel-1",
    outcome=AppealOutcome.DISMISSED,
    reasons=("evidence-missing",),
)
appeal_withdrawn = AppealWithdrawn(
    application_id=APPLICATION_ID, appeal=1, against=Against.REFUSAL
)
appeal_dismissed = AppealDecided(
    application_id=APPLICATION_ID,
    appeal=1,
    outcome=AppealOutcome.DISMISSED,
    members=("panel-1", "panel-2"),
    reasons=("evidence-missing",),
)

accept = DecideApplication(
    application_id=APPLICATION_ID,
    decision=Decision.ACCEPT,
    reasons=(),
    explanation=None,
    decider="registrar-1",
    now=NOW,
    settled_before=frozenset(RULEBOOK.admission.settled_before),
)
ask = AskFurtherInformation(
    application_id=APPLICATION_ID,
    gaps=GAPS,
    explanation=None,
    asker="registrar-1",
    rounds=2,
    answer_by=ANSWER_BY,
    now=NOW,
)
answer = AnswerFurtherInformation(
    application_id=APPLICATION_ID,
    statement="My logbook of 2018.",
    documents=(),
    sender=APPLICANT,
    now=NOW,
    today=TODAY,
    beside=OWN,
)
withdraw = WithdrawApplication(APPLICATION_ID, APPLICANT, NOW, beside=OWN)
lodge = LodgeAppeal(
    application_id=APPLICATION_ID,
    grounds=("judgement",),
    statement="The logbook was there.",
    documents=(),
    sender=APPLICANT,
    rules=RULEBOOK.appeals,
    decide_by=TODAY + timedelta(days=30),
    now=NOW,
    today=TODAY,
    beside=OWN,
)
take_back = WithdrawAppeal(APPLICATION_ID, APPLICANT, NOW, beside=OWN)
dismiss = FindOnAppeal(
    application_id=APPLICATION_ID,
    member="panel-1",
    outcome=AppealOutcome.DISMISSED,
    scopes=(),
    reasons=("evidence-missing",),
    explanation=None,
    settled_before=frozenset(RULEBOOK.admission.settled_before),
    now=NOW,
)
