"""The events and commands of a case about a fraudulent or incorrect entry."""

from datetime import timedelta
from uuid import UUID

from services.applications.entry_fraud.commands import (
    AnswerCase,
    AppealCase,
    DecideAppeal,
    DecideCase,
    Held,
    RaiseCase,
    RecordUnanswered,
    Subject,
    TakeEffect,
)
from shared.contracts.entry_fraud import (
    Allegation,
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudOutcome,
    EntryFraudRaised,
    EntryFraudTookEffect,
    RaisedBy,
)
from shared.rulebook.tables.entry_fraud import AppealTo
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID, TODAY

CASE = UUID("0192f0c1-0000-7000-8000-0000000000fa")
APPLICANT = "applicant-1"
RESPOND_BY = TODAY + timedelta(days=29)
APPEAL_BY = TODAY + timedelta(days=60)
LATER = RESPOND_BY + timedelta(days=1)

HELD = Held("CT000007", ("nuclear-medicine", "sonography"), ("advanced",), stands=True)
ENTERED = Subject(
    application_id=APPLICATION_ID,
    person_id=PERSON_ID,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
    applicant=APPLICANT,
    acted=frozenset({"assessor-1", "registrar-2"}),
    tied=frozenset({"registrar-3"}),
    held=HELD,
)

raise_it = RaiseCase(
    case_id=CASE,
    application_id=None,
    registration_number="CT000007",
    source=RaisedBy.REGISTRAR,
    concern_id=None,
    raiser="registrar-1",
    allegation=Allegation.FRAUDULENT,
    particulars="The diploma is not on the list of passes.",
    respond_by=RESPOND_BY,
    now=NOW,
    subject=ENTERED,
)
raised = EntryFraudRaised(
    case_id=CASE,
    application_id=APPLICATION_ID,
    source=RaisedBy.REGISTRAR,
    raiser="registrar-1",
    respond_by=RESPOND_BY,
    registration_number="CT000007",
    allegation=Allegation.FRAUDULENT,
    particulars="The diploma is not on the list of passes.",
    person_id=PERSON_ID,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
answer_it = AnswerCase(
    case_id=CASE,
    statement="I passed under another name.",
    documents=(),
    sender=APPLICANT,
    now=NOW,
    today=TODAY,
    subject=ENTERED,
)
answered = EntryFraudAnswered(
    case_id=CASE,
    application_id=APPLICATION_ID,
    answer=1,
    person_id=PERSON_ID,
    statement="I passed under another name.",
)
record_unanswered = RecordUnanswered(CASE, NOW, LATER)
remove_it = DecideCase(
    case_id=CASE,
    outcome=EntryFraudOutcome.REMOVED,
    scopes_ended=(),
    levels_ended=(),
    reasons=("diploma-not-genuine",),
    explanation="The awarding body knows nothing of it.",
    decider="panel-1",
    appeal_by=APPEAL_BY,
    now=NOW,
    today=TODAY,
    subject=ENTERED,
)
removed = EntryFraudDecided(
    case_id=CASE,
    application_id=APPLICATION_ID,
    outcome=EntryFraudOutcome.REMOVED,
    decider="panel-1",
    appeal_by=APPEAL_BY,
    reasons=("diploma-not-genuine",),
    explanation="The awarding body knows nothing of it.",
    person_id=PERSON_ID,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
appeal_it = AppealCase(
    case_id=CASE,
    statement="It is genuine.",
    documents=(),
    sender=APPLICANT,
    now=NOW,
    today=TODAY,
    subject=ENTERED,
)
appealed = EntryFraudAppealed(
    case_id=CASE,
    application_id=APPLICATION_ID,
    statement="It is genuine.",
    person_id=PERSON_ID,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
dismiss_it = DecideAppeal(
    case_id=CASE,
    set_aside=False,
    reasons=("nothing-new",),
    explanation=None,
    decider="panel-2",
    by_court=False,
    appeal_to=AppealTo.PANEL,
    now=NOW,
    today=TODAY,
    subject=ENTERED,
)
dismissed = EntryFraudAppealDecided(
    case_id=CASE,
    application_id=APPLICATION_ID,
    set_aside=False,
    decider="panel-2",
    reasons=("nothing-new",),
    person_id=PERSON_ID,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
take_effect = TakeEffect(CASE, NOW, APPEAL_BY + timedelta(days=1), ENTERED)
in_effect = EntryFraudTookEffect(
    case_id=CASE,
    application_id=APPLICATION_ID,
    outcome=EntryFraudOutcome.REMOVED,
    effective_on=APPEAL_BY + timedelta(days=1),
    person_id=PERSON_ID,
)
