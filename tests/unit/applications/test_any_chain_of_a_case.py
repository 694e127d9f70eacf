"""A chain of assessments, decisions and appeals, over both services."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.applications.applying.commands import Beside, Entry
from services.applications.applying.commands import Command as Asking
from services.applications.applying.decider import APPLICATION
from services.applications.applying.state import (
    Accepted,
    Pending,
    Recommended,
    Rejected,
    UnderAppeal,
)
from services.applications.applying.subscribers import APPLYING
from services.assessment.assessing.commands import Command as Judging
from services.assessment.assessing.commands import Moderate, OpenAssessment, TakeOff
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.commands.judging import (
    Adjudicate,
    Recommend,
    Reconsider,
    Reopen,
)
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.subscribers import ASSESSING
from shared.capability import Asked
from shared.contracts.appealing import AppealFindingGiven, AppealOutcome
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
    Decision,
)
from shared.contracts.assessment import Recommendation, RecommendationGiven
from shared.contracts.contract import EventData
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.judging import (
    AssessmentAdjudicated,
    DisagreementFound,
    Moderation,
    RecommendationReconsidered,
)
from shared.errors import Refused
from tests.support.applications import APPLICATION_ID, NOW, TODAY, answers, submit
from tests.support.assessment import POLICY, RULEBOOK, member
from tests.support.deciding import accept, answer, ask, dismiss, lodge, take_back
from tests.support.given import without_personal_data

PEOPLE = tuple(f"person-{number}" for number in range(1, 13))
"""Each of them may assess, decide and hear, as far as roles go."""

SCOPES = ("nuclear-medicine", "radiation-physics")
POOL = tuple(
    member(one, scopes=frozenset(SCOPES), capacity=50, lead=one in PEOPLE[8:])
    for one in PEOPLE[:11]
)
WAYS = (Moderation.THIRD_ASSESSOR, Moderation.LEAD_ASSESSOR, Moderation.REGISTRAR)
SPOKE = (RecommendationGiven, RecommendationReconsidered, AssessmentAdjudicated)
REASONS = ("no-practice-in-scope",)
BESIDE = Beside(applicant="applicant-1", entry=Entry("CT000007", stands=True))

people = st.sampled_from(PEOPLE)
views = st.sampled_from(
    [Recommendation.ACCEPT, Recommendation.REFUSE, Recommendation.FURTHER_INFORMATION]
)


class AnyChain(RuleBasedStateMachine):
    """One application, its assessments and everybody; the services hear each other."""

    def __init__(self) -> None:
        super().__init__()
        self.application: list[EventData] = []
        self.cases: dict[UUID, list[EventData]] = {}
        self.assessments: list[UUID] = []
        self.unheard: list[EventData] = []
        self.slow = False
        self.asked: list[Asking] = []
        self.today = TODAY
        self.asks(submit(answers(scopes=";".join(SCOPES))))

    def asks(self, command: Asking) -> None:
        """Ask the application; a refusal changes nothing."""
        self.asked.append(command)
        state = APPLICATION.fold(map(without_personal_data, self.application))  # pyright: ignore[reportArgumentType]
        try:
            happened = APPLICATION.decide(command, state)
        except Refused:
            return
        self.application.extend(happened)
        self.is_said(happened)

    def judges(self, command: Judging) -> None:
        """Ask a case, told what knowledge would add."""
        case = self.cases.setdefault(command.assessment_id, [])
        state = ASSESSMENT.fold(map(without_personal_data, case))  # pyright: ignore[reportArgumentType]
        try:
            happened = ASSESSMENT.decide(self.told(command), state)
        except Refused:
            return
        case.extend(happened)
        if case and command.assessment_id not in self.assessments:
            self.assessments.append(command.assessment_id)
        self.is_said(happened)

    def told(self, command: Judging) -> Judging:
        """Return the command with the pool; a fresh case has the first's papers."""
        match command:
            case OpenAssessment():
                told = replace(command, pool=POOL, policy=POLICY)
                return replace(told, scopes=SCOPES, route="training-scheme")
            case Moderate():
                return replace(command, pool=POOL, policy=POLICY, order=WAYS)
            case Reopen() | TakeOff():
                return replace(command, pool=POOL, policy=POLICY)
            case _:
                return command

    def is_said(self, happened: Sequence[EventData]) -> None:
        """Let both services hear what happened, at once or later, in order."""
        self.unheard.extend(happened)
        while self.unheard and not self.slow:
            self.is_heard(self.unheard.pop(0))

    def is_heard(self, event: EventData) -> None:
        """Let each capability make of the event what it does."""
        asked = Asked(UUID(int=1), "service:x", NOW, RULEBOOK)
        heard: Any
        for heard in ASSESSING.hears.get(type(event), _nothing)(event, asked):
            self.judges(heard)
        for heard in APPLYING.hears.get(type(event), _nothing)(event, asked):
            self.asks(heard)

    @property
    def case(self) -> UUID:
        """Return the case of the present assessment, as far as it was heard of."""
        return self.assessments[-1] if self.assessments else UUID(int=0)

    @rule()
    def hears_slowly_or_catches_up(self) -> None:
        """The services stop hearing each other, or hear all that they missed."""
        self.slow = not self.slow
        self.is_said(())

    @initialize(
        steps=st.lists(st.booleans(), max_size=10),
        outcome=st.sampled_from(list(AppealOutcome)),
    )
    def has_come_so_far(self, steps: list[bool], outcome: AppealOutcome) -> None:
        """The chain has a beginning, so that its end is tried as often."""
        for refusing in steps:
            self.goes_on(outcome, refusing=refusing)

    @rule(outcome=st.sampled_from(list(AppealOutcome)), refusing=st.booleans())
    def goes_on(self, outcome: AppealOutcome, *, refusing: bool) -> None:
        """What is next is done, by whoever may do it."""
        match APPLICATION.fold(self.application):  # pyright: ignore[reportArgumentType]
            case Pending():
                other = Recommendation.REFUSE if refusing else Recommendation.ACCEPT
                self.are_judged_by_whom_it_is_for(Recommendation.REFUSE, other)
            case Recommended():
                self.is_decided_against_by_somebody(refusing)
            case Rejected() | Accepted():
                self.is_appealed()
            case UnderAppeal() if refusing:
                self.is_found_on_by_whoever_may(outcome)
            case UnderAppeal():
                self.is_taken_back_after_a_finding(outcome)
            case _:
                self.asks(answer)

    @rule(view=views, other=views)
    def are_judged_by_whom_it_is_for(
        self, view: Recommendation, other: Recommendation
    ) -> None:
        """Whoever has the word says something, two of them perhaps differently."""
        for who, said in zip(PEOPLE, (view, other) * 6, strict=False):
            self.is_judged(who, said)

    @rule(who=people, view=views)
    def is_judged(self, who: str, view: Recommendation) -> None:
        """Somebody judges, whether or not it is for them."""
        gaps = ("safety",) if view is Recommendation.FURTHER_INFORMATION else ()
        judgement, words = Judgement(view, {}, (), gaps), Words("Because.")
        for kind in (Recommend, Reconsider, Adjudicate):
            self.judges(kind(self.case, who, judgement, words, NOW))

    @rule(who=people)
    def is_taken_off(self, who: str) -> None:
        """Somebody gives the case back, even after they spoke."""
        self.judges(
            TakeOff(
                assessment_id=self.case,
                assessor_id=who,
                reason="conflict-of-interest",
                by_registrar=False,
                actor=who,
                today=TODAY,
                policy=POLICY,
                now=NOW,
            )
        )

    @rule(who=people, decision=st.sampled_from(list(Decision)))
    def is_decided(self, who: str, decision: Decision) -> None:
        """Somebody decides."""
        narrows = decision is Decision.ACCEPT_NARROWER
        self.asks(
            replace(
                accept,
                decision=decision,
                decider=who,
                reasons=REASONS,
                scopes=SCOPES[:1] if narrows else (),
                appeal_by=TODAY + timedelta(days=31),
            )
        )

    @rule(refusing=st.booleans())
    def is_decided_against_by_somebody(self, refusing: bool) -> None:
        """Whoever may decides against the applicant, wholly or in part."""
        against = Decision.REFUSE if refusing else Decision.ACCEPT_NARROWER
        for who in PEOPLE:
            self.is_decided(who, against)

    @rule(who=people)
    def is_asked_and_answered(self, who: str) -> None:
        """Somebody asks for further information, and the applicant answers."""
        self.asks(replace(ask, asker=who, gaps=("safety",)))
        self.asks(answer)

    @rule()
    def is_appealed(self) -> None:
        """The applicant appeals."""
        self.asks(lodge)

    @rule()
    def is_taken_back(self) -> None:
        """The applicant takes the appeal back."""
        self.asks(take_back)

    @rule(who=people, outcome=st.sampled_from(list(AppealOutcome)))
    def is_found_on(self, who: str, outcome: AppealOutcome) -> None:
        """Somebody finds on the appeal."""
        self.asks(
            replace(
                dismiss, member=who, outcome=outcome, reasons=REASONS, beside=BESIDE
            )
        )

    @rule(outcome=st.sampled_from(list(AppealOutcome)))
    def is_found_on_by_whoever_may(self, outcome: AppealOutcome) -> None:
        """Everybody tries to find the same, until it is decided."""
        for who in PEOPLE:
            self.is_found_on(who, outcome)

    @rule(outcome=st.sampled_from(list(AppealOutcome)))
    def is_taken_back_after_a_finding(self, outcome: AppealOutcome) -> None:
        """One member finds, and the applicant takes the appeal back."""
        before = len(self.application)
        for who in PEOPLE:
            if len(self.application) == before:
                self.is_found_on(who, outcome)
        self.is_taken_back()

    @rule(again=st.integers(0, 10**6))
    def is_asked_again(self, again: int) -> None:
        """A command comes a second time, late and out of its order."""
        self.asks(self.asked[again % len(self.asked)])

    @invariant()
    def nobody_acts_twice_in_the_chain(self) -> None:
        """Who assesses, decides or hears does one of it, once (§8, 1)."""
        parts: dict[str, set[str]] = {}
        for case, history in self.cases.items():
            for event in history:
                if isinstance(event, SPOKE):
                    parts.setdefault(event.assessor_id, set()).add(f"assessed {case}")
        assessment = 1
        for event in self.application:
            match event:
                case FreshAssessmentOrdered():
                    assessment = event.assessment
                case ApplicationAccepted(appeal=0) | ApplicationRefused():
                    decided = f"decided {assessment}"
                    parts.setdefault(event.decider, set()).add(decided)
                case AppealFindingGiven():
                    parts.setdefault(event.member, set()).add(f"heard {event.appeal}")
                case _:
                    pass
        assert not {who: did for who, did in parts.items() if len(did) > 1}

    @invariant()
    def every_assessment_is_of_the_one_application(self) -> None:
        """A fresh assessment is opened for each that was ordered, and no other."""
        ordered = [e for e in self.application if isinstance(e, FreshAssessmentOrdered)]
        submitted = any(isinstance(e, ApplicationSubmitted) for e in self.application)
        assert len(self.assessments) <= len(ordered) + submitted
        assert {e.application_id for e in ordered} <= {APPLICATION_ID}

    @invariant()
    def a_disagreement_is_settled_by_somebody_else(self) -> None:
        """Who adjudicates did not speak before (§8, 1)."""
        for history in self.cases.values():
            spoke: set[str] = set()
            disputed = False
            for event in history:
                disputed = disputed or isinstance(event, DisagreementFound)
                if isinstance(event, AssessmentAdjudicated):
                    assert disputed
                    assert event.assessor_id not in spoke
                elif isinstance(event, RecommendationGiven):
                    spoke.add(event.assessor_id)


def _nothing(_event: EventData, _asked: Asked) -> Sequence[Judging]:
    return ()


AnyChain.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None
)
TestAnyChain = AnyChain.TestCase
