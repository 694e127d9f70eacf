"""Any history of an application, under random, repeated and reordered commands."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.applications.applying.commands import (
    Beside,
    CheckRegistrationElsewhere,
    Command,
    Entry,
    LapseFurtherInformation,
    ReceiveRecommendation,
    RecordAppealOverdue,
    SubmitApplication,
)
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.likeness import answers_of, content_digest
from services.applications.applying.state import (
    Accepted,
    Pending,
    Recommended,
    Rejected,
    UnderAppeal,
)
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealOverdue,
    AppealWithdrawn,
    ScopesAdmittedOnAppeal,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
    Decision,
    RecommendationReceived,
)
from shared.contracts.elsewhere import Found
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from shared.errors import Refused
from tests.support.applications import APPLICATION_ID, NOW, TODAY, answers, submit
from tests.support.deciding import (
    ASSESSMENT_ID,
    GAPS,
    accept,
    answer,
    ask,
    dismiss,
    lodge,
    take_back,
    withdraw,
)
from tests.support.given import without_personal_data

TIED = "registrar-3"
REGISTRARS = (TIED, "registrar-1", "registrar-2", "assessor-1")
PANEL = ("registrar-1", "panel-1", "panel-2", "panel-3")
PAIRS = (("assessor-1", "assessor-2"), ("assessor-3", "assessor-4"))
SCOPES = ("nuclear-medicine", "radiation-physics")
AGAINST = (Decision.REFUSE, Decision.REFUSE, Decision.ACCEPT_NARROWER)
ENDS = (ApplicationAccepted, ApplicationRefused, ApplicationWithdrawn)

matters = st.sampled_from([(), (), (), ("fee",), ("declared-matter",)])
days = st.sampled_from([0, 1, 30, 60])


class AnyHistory(RuleBasedStateMachine):
    """An application to which anybody may do anything, at any time and again."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Event] = []
        self.asked: list[Command] = []
        self.today = TODAY

    def execute(self, command: Command) -> None:
        """Decide the command, as the kit does; a refusal changes nothing."""
        self.asked.append(command)
        state = APPLICATION.fold(map(without_personal_data, self.history))
        try:
            decided = APPLICATION.decide(command, state)
        except Refused:
            return
        self.check_admission(command, decided)
        self.history.extend(decided)
        self.check_repetition(command)

    def check_repetition(self, command: Command) -> None:
        """The same at once again does nothing that was done (§8, 18)."""
        if isinstance(command, CheckRegistrationElsewhere | SubmitApplication):
            # What these repeat is told by the read tables, in tests of their own.
            return
        state = APPLICATION.fold(map(without_personal_data, self.history))
        with contextlib.suppress(Refused):
            assert not APPLICATION.decide(command, state)

    def check_admission(self, command: Command, decided: Sequence[Event]) -> None:
        """Nobody is admitted while a matter is open that the rulebook wants settled."""
        for event in decided:
            if isinstance(event, ApplicationAccepted):
                beside = getattr(command, "beside", Beside())
                assert "declared-matter" not in beside.matters

    @initialize(
        depth=st.sampled_from([1, 3, 1, 2, 0]), against=st.sampled_from(AGAINST)
    )
    def has_come_so_far(self, depth: int, against: Decision) -> None:
        """The application has a beginning, so that its end is tried as often."""
        content = answers(scopes=";".join(SCOPES))
        refusal = replace(
            accept,
            decision=against,
            scopes=SCOPES[:1] if against is Decision.ACCEPT_NARROWER else (),
            reasons=("evidence-missing",),
            appeal_by=self.today + timedelta(days=31),
        )
        beginning: tuple[Command, ...] = (
            submit(content),
            ReceiveRecommendation(
                APPLICATION_ID, ASSESSMENT_ID, "refuse", PAIRS[0], NOW, GAPS
            ),
            refusal,
            replace(lodge, today=self.today),
        )
        for command in beginning[: depth + 1]:
            self.execute(command)

    @rule(
        outcome=st.sampled_from(AppealOutcome),
        against=st.sampled_from(AGAINST),
        which=st.integers(0, 3),
    )
    def goes_on(self, outcome: AppealOutcome, against: Decision, which: int) -> None:
        """What is next is done, by whoever may do it."""
        match APPLICATION.fold(map(without_personal_data, self.history)):
            case Pending():
                self.is_recommended(PAIRS[which % 2], "refuse")
            case Recommended():
                self.is_decided(against, REGISTRARS[1 + which % 2], ())
            case Rejected() | Accepted():
                self.execute(replace(lodge, today=self.today))
            case UnderAppeal() if which:
                self.is_heard(PANEL[which], outcome, ())
                self.is_heard(PANEL[1 + which % 2], outcome, ())
            case UnderAppeal():
                self.is_taken_back("applicant-1")
            case _:
                pass

    @rule(shift=days)
    def time_passes(self, shift: int) -> None:
        """Some days pass."""
        self.today += timedelta(days=shift)

    @rule(changed=st.sampled_from(["Zoë", "Zoe"]))
    def is_submitted(self, changed: str) -> None:
        """The application comes, perhaps again, perhaps otherwise."""
        before = [
            content_digest(answers_of(event))
            for event in self.history
            if isinstance(event, ApplicationSubmitted)
        ]
        content = answers(given_names=changed, scopes=";".join(SCOPES))
        self.execute(submit(content, before=before[-1] if before else None))

    @rule(
        pair=st.sampled_from(PAIRS),
        outcome=st.sampled_from(["accept", "refuse", "further-information"]),
    )
    def is_recommended(self, pair: tuple[str, ...], outcome: str) -> None:
        """The assessors recommend."""
        gaps = () if outcome == "accept" else GAPS
        self.execute(
            ReceiveRecommendation(
                APPLICATION_ID, ASSESSMENT_ID, outcome, pair, NOW, gaps
            )
        )

    @rule(
        decision=st.sampled_from([Decision.REFUSE, Decision.ACCEPT, *Decision]),
        who=st.sampled_from(REGISTRARS),
        standing=matters,
    )
    def is_decided(
        self, decision: Decision, who: str, standing: tuple[str, ...]
    ) -> None:
        """Somebody decides."""
        narrows = decision is Decision.ACCEPT_NARROWER
        self.execute(
            replace(
                accept,
                decision=decision,
                decider=who,
                reasons=("health",),
                scopes=SCOPES[:1] if narrows else (),
                appeal_by=self.today + timedelta(days=31),
                beside=Beside(matters=standing, tied=frozenset({TIED})),
            )
        )

    @rule(who=st.sampled_from(REGISTRARS))
    def is_asked(self, who: str) -> None:
        """Somebody asks for further information."""
        self.execute(
            replace(
                ask,
                asker=who,
                answer_by=self.today + timedelta(days=57),
                beside=Beside(tied=frozenset({TIED})),
            )
        )

    @rule(who=st.sampled_from(["applicant-1", "applicant-2"]))
    def is_answered(self, who: str) -> None:
        """Somebody answers."""
        self.execute(replace(answer, sender=who, today=self.today))

    @rule()
    def may_have_lapsed(self) -> None:
        """The deadlines fall due."""
        self.execute(LapseFurtherInformation(APPLICATION_ID, NOW, self.today))
        self.execute(RecordAppealOverdue(APPLICATION_ID, NOW, self.today))

    @rule(who=st.sampled_from(["applicant-2"] * 4 + ["applicant-1"]), standing=matters)
    def is_withdrawn(self, who: str, standing: tuple[str, ...]) -> None:
        """Somebody withdraws."""
        beside = Beside(matters=standing, applicant="applicant-1")
        self.execute(replace(withdraw, sender=who, beside=beside))

    @rule()
    def is_appealed(self) -> None:
        """The applicant appeals."""
        self.execute(replace(lodge, today=self.today))

    @rule(who=st.sampled_from(["applicant-2"] + ["applicant-1"] * 3))
    def is_taken_back(self, who: str) -> None:
        """Somebody takes the appeal back."""
        beside = Beside(applicant="applicant-1")
        self.execute(replace(take_back, sender=who, beside=beside))

    @rule(found=st.sampled_from(Found), number=st.sampled_from([None, "RA1", "RA2"]))
    def is_checked_elsewhere(self, found: Found, number: str | None) -> None:
        """Another register says something."""
        self.execute(
            CheckRegistrationElsewhere(
                application_id=APPLICATION_ID,
                source="hcpc-register",
                found=found,
                explanation=None,
                checker="registrar-1",
                now=NOW,
                number=number,
                declared="RA1",
            )
        )

    @rule(
        who=st.sampled_from(PANEL),
        outcome=st.sampled_from(AppealOutcome),
        standing=matters,
    )
    def is_heard(
        self, who: str, outcome: AppealOutcome, standing: tuple[str, ...]
    ) -> None:
        """Somebody finds on an appeal."""
        state = APPLICATION.fold(map(without_personal_data, self.history))
        admitted = isinstance(state, UnderAppeal) and state.admitted
        entry = Entry("CT000007", stands=True) if admitted else None
        tied = frozenset({"panel-3"})
        beside = Beside(matters=standing, tied=tied, entry=entry)
        self.execute(replace(dismiss, member=who, outcome=outcome, beside=beside))

    @rule(which=st.integers(0, 20))
    def is_acted_on_by_whoever_may_not(self, which: int) -> None:
        """Somebody tied, or who had a part in it, tries whatever there is to do."""
        state = APPLICATION.fold(map(without_personal_data, self.history))
        case = getattr(state, "case", None)
        acted = sorted(case.acted) if case is not None else []
        who = [TIED, "panel-3", *acted][which % (2 + len(acted))]
        beside = Beside(tied=frozenset({TIED, "panel-3"}))
        refusal = replace(accept, decision=Decision.REFUSE, reasons=("unsafe",))
        self.execute(replace(refusal, decider=who, beside=beside))
        self.execute(replace(dismiss, member=who, beside=beside))

    @rule(again=st.integers(0, 10**6))
    def is_repeated(self, again: int) -> None:
        """A command comes a second time, late and out of its order."""
        if self.asked:
            self.execute(self.asked[again % len(self.asked)])

    @invariant()
    def nobody_acts_twice_in_a_chain(self) -> None:
        """Whoever assesses, decides or hears does one of it, and once (§8, 1)."""
        parts: dict[str, set[str]] = {}
        assessments = 1
        for event in self.history:
            match event:
                case RecommendationReceived():
                    part = f"assessed {assessments}"
                    actors: tuple[str, ...] = event.assessors
                case ApplicationAccepted(appeal=0) | ApplicationRefused():
                    part = f"decided {assessments}"
                    actors = (event.decider,)
                case AppealFindingGiven():
                    part = f"heard {event.appeal}"
                    actors = (event.member,)
                case FreshAssessmentOrdered():
                    assessments = event.assessment
                    continue
                case _:
                    continue
            for actor in actors:
                parts.setdefault(actor, set()).add(part)
        assert not {actor: did for actor, did in parts.items() if len(did) > 1}

    @invariant()
    def nobody_tied_acts(self) -> None:
        """A tie keeps its holder from deciding and hearing (§8, 1)."""
        for event in self.history:
            match event:
                case ApplicationAccepted() | ApplicationRefused():
                    assert event.decider != TIED
                case AppealFindingGiven():
                    assert event.member not in {TIED, "panel-3"}
                case _:
                    pass

    @invariant()
    def has_one_status_at_a_time(self) -> None:
        """The state follows from the events alone, whoever looks and when (§8, 2)."""
        bare = APPLICATION.fold(map(without_personal_data, self.history))
        assert APPLICATION.fold(self.history) == bare

    @invariant()
    def ends_once_unless_an_appeal_reopens_it(self) -> None:
        """Between two decisions lies an appeal that was decided (§8, 18)."""
        open_again = True
        for event in self.history:
            if isinstance(event, AppealDecided) and event.against is Against.REFUSAL:
                open_again = event.outcome is not AppealOutcome.DISMISSED
            if isinstance(event, ENDS):
                assert open_again
                open_again = False

    @invariant()
    def takes_no_scope_away_and_admits_in_none_not_applied_for(self) -> None:
        """Who appeals for more keeps what they have, and each scope is added once."""
        held: list[str] = []
        for event in self.history:
            match event:
                case ApplicationAccepted():
                    held = list(event.scopes)
                case ScopesAdmittedOnAppeal():
                    assert not set(held) & set(event.scopes)
                    held.extend(event.scopes)
                    assert {*held, *event.not_admitted} == set(SCOPES)
                case _:
                    pass
        state = APPLICATION.fold(map(without_personal_data, self.history))
        match state:
            case Accepted(scopes=scopes):
                assert sorted(scopes) == sorted(held)
            case UnderAppeal(admitted=admitted):
                assert sorted(admitted) == sorted(held)
            case _:
                assert not held

    @invariant()
    def hears_one_appeal_at_a_time(self) -> None:
        """Each appeal is lodged, then decided or taken back, before the next."""
        waiting: int | None = None
        for event in self.history:
            match event:
                case AppealLodged():
                    assert waiting is None
                    waiting = event.appeal
                case AppealDecided() | AppealWithdrawn():
                    assert waiting == event.appeal
                    waiting = None
                case AppealFindingGiven() | AppealOverdue():
                    assert waiting == event.appeal
                case _:
                    pass

    @invariant()
    def stops_and_starts_its_clock_in_turn(self) -> None:
        """Every interval has one beginning, one end, and its days (§8, 17)."""
        stopped: date | None = None
        for event in self.history:
            match event:
                case FurtherInformationAsked():
                    assert stopped is None
                    stopped = event.answer_by
                case FurtherInformationReceived() | FurtherInformationLapsed():
                    assert stopped is not None
                    stopped = None
                case ApplicationWithdrawn():
                    stopped = None
                case ApplicationAccepted() | ApplicationRefused():
                    assert stopped is None
                case _:
                    pass

    @invariant()
    def asks_no_oftener_than_the_rules_allow(self) -> None:
        """Two rounds an assessment, no more."""
        rounds = [
            event.round
            for event in self.history
            if isinstance(event, FurtherInformationAsked)
        ]
        assert all(number <= ask.rounds for number in rounds)


AnyHistory.TestCase.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None
)
TestAnyHistory = AnyHistory.TestCase
