"""A case that anybody asks anything of, again and in any order."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.assessment.assessing.commands import Command, Moderate, PoolMember
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.commands.judging import (
    Adjudicate,
    Recommend,
    Reconsider,
)
from services.assessment.assessing.commands.parties import Declared, Parties
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.rules.agreement import in_dispute
from services.assessment.assessing.rules.blindness import Reader, may_see
from services.assessment.assessing.state import (
    Concluded,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessorsAssigned,
    Finding,
    Recommendation,
    RecommendationGiven,
)
from shared.contracts.assigning import AssessorJoined
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    DisagreementFound,
    Moderation,
    ModerationBegun,
    RecommendationReconsidered,
)
from shared.errors import Refused
from tests.support.assessment import ANNA, ASSESSMENT_ID, BEN, CARA, NOW, POLICY, TODAY
from tests.support.given import without_personal_data
from tests.support.judging import (
    BY_STANDARD,
    DORA,
    EVERYBODY,
    MODERATION_ENDS,
    STARTED,
    close,
    end_moderation,
    moderate,
    reopen,
    save,
)

EVE = "actor-eve"
"""In the pool, and a proposer of the applicant."""

PROPOSER = "eve@hospital.example"
PARTIES = Parties(proposers=frozenset({PROPOSER}))
POOL: tuple[PoolMember, ...] = (
    *EVERYBODY,
    replace(
        EVERYBODY[0],
        assessor_id=EVE,
        lead=True,
        declared=Declared(addresses=frozenset({PROPOSER})),
    ),
)
ORDER = (
    Moderation.DISCUSS,
    Moderation.THIRD_ASSESSOR,
    Moderation.LEAD_ASSESSOR,
    Moderation.REGISTRAR,
)
Said = RecommendationGiven | RecommendationReconsidered | AssessmentAdjudicated

people = st.sampled_from([ANNA, BEN, CARA, DORA, EVE, "actor-nobody"])
findings = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(BY_STANDARD.standards, st.sampled_from(Finding))
)
judgements = st.builds(
    Judgement,
    st.sampled_from(Recommendation),
    st.one_of(
        findings,
        st.just(dict.fromkeys(BY_STANDARD.standards, Finding.MET)),
        st.just(
            {
                **dict.fromkeys(BY_STANDARD.standards, Finding.MET),
                "records": Finding.NOT_MET,
            }
        ),
        st.just({"records": Finding.MET}),
    ),
    st.sampled_from([(), ("nuclear-medicine",)]),
)


def sound(view: Recommendation, standards: Collection[str]) -> Judgement:
    """Return a recommendation with findings that it follows from."""
    met = view in {Recommendation.ACCEPT, Recommendation.ACCEPT_NARROWER}
    finding = Finding.MET if met else Finding.NOT_MET
    narrower = view is Recommendation.ACCEPT_NARROWER
    scopes = ("nuclear-medicine",) if narrower else ()
    return Judgement(view, dict.fromkeys(standards, finding), scopes)


def words(judgement: Judgement) -> Words:
    """Return reasons for everything, which are enough for anybody."""
    return Words("Because.", dict.fromkeys(judgement.findings, "Because."))


class AnyCase(RuleBasedStateMachine):
    """A case judged by standards, with everything that can be asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Event] = list(STARTED)
        self.asked: list[Command] = []
        self.now = NOW

    def ask(self, command: Command) -> None:
        """Ask as the kit does: folded bare, told what is known; refused is fine."""
        self.asked.append(command)
        state = ASSESSMENT.fold(map(without_personal_data, self.history))
        try:
            decided = ASSESSMENT.decide(self.informed(command), state)
        except Refused:
            return
        self.history.extend(decided)
        for event in decided:
            if isinstance(event, DisagreementFound):
                self.ask(moderate(*ORDER))

    def informed(self, command: Command) -> Command:
        """Return the command with what knowledge would add to it."""
        if isinstance(command, Moderate):
            return replace(command, pool=POOL, parties=PARTIES)
        if isinstance(command, Recommend | Reconsider | Adjudicate):
            mine = [
                one
                for one in self.history
                if isinstance(one, Said) and one.assessor_id == command.assessor_id
            ]
            if mine:
                last = mine[-1]
                said = Words(last.reasons, last.reasons_by_standard or {})
                return replace(command, on_record=said)
        return command

    @rule(who=people, judgement=judgements)
    def judge(self, who: str, judgement: Judgement) -> None:
        """Somebody judges."""
        self.ask(Recommend(ASSESSMENT_ID, who, judgement, words(judgement), self.now))

    @rule(judgement=judgements)
    def both_judge(self, judgement: Judgement) -> None:
        """Both assessors say the same."""
        for who in (ANNA, BEN):
            self.judge(who, judgement)

    @rule(views=st.tuples(*[st.sampled_from(list(Recommendation))] * 2))
    def go_on(self, views: tuple[Recommendation, ...]) -> None:
        """Whoever the case waits for says something that can be said."""
        state = ASSESSMENT.fold(self.history)
        match state:
            case UnderAssessment():
                for who, view in zip(state.missing, views, strict=False):
                    self.judge(who, sound(view, state.standards))
            case UnderModeration(moderation=Moderation.DISCUSS):
                # One at a time, so that whoever has had the word may try again.
                who = state.case.assessors[views[0] is views[1]]
                self.reconsider(who, sound(views[0], state.case.standards))
            case UnderModeration(moderation=Moderation.THIRD_ASSESSOR):
                for who in state.missing:
                    self.judge(who, sound(views[0], state.case.standards))
            case UnderModeration(moderation=Moderation.LEAD_ASSESSOR):
                disputed = in_dispute(state.case.given.values())
                for who in state.missing:
                    self.adjudicate(who, sound(views[0], disputed))
            case Concluded():
                self.reopen(state.case.round)
            case _:
                pass

    @rule(who=people, judgement=judgements)
    def reconsider(self, who: str, judgement: Judgement) -> None:
        """Somebody speaks in a discussion."""
        self.ask(Reconsider(ASSESSMENT_ID, who, judgement, words(judgement), self.now))

    @rule(who=people, judgement=judgements)
    def adjudicate(self, who: str, judgement: Judgement) -> None:
        """Somebody settles a disagreement."""
        self.ask(Adjudicate(ASSESSMENT_ID, who, judgement, words(judgement), self.now))

    @rule(who=people)
    def save(self, who: str) -> None:
        """Somebody puts a draft aside."""
        self.ask(save(who, {"reasons": "So far."}))

    @rule()
    def time_passes(self) -> None:
        """The last day of a moderation passes."""
        self.now = max(self.now, MODERATION_ENDS) + timedelta(days=20)
        self.ask(replace(end_moderation(), now=self.now))

    @rule(number=st.integers(1, 3))
    def reopen(self, number: int) -> None:
        """The applicant answers."""
        asked = reopen("records", round_=number, pool=POOL)
        self.ask(replace(asked, parties=PARTIES, policy=POLICY, today=TODAY))

    @rule(moderated=st.permutations(ORDER))
    def moderate(self, moderated: list[Moderation]) -> None:
        """Moderation is asked for, in whatever order."""
        self.ask(moderate(*moderated))

    @rule(at=st.integers(0, 30))
    def repeat(self, at: int) -> None:
        """Something is asked once more."""
        if self.asked:
            self.ask(self.asked[at % len(self.asked)])

    @rule(really=st.integers(0, 9))
    def withdraw(self, really: int) -> None:
        """The applicant withdraws, now and then."""
        if really == 0:
            self.ask(close())

    @invariant()
    def nobody_speaks_twice(self) -> None:
        """One judgement a round, one second thought, one adjudication."""
        spoken = Counter(
            (type(one), one.assessor_id, one.round)
            for one in self.history
            if isinstance(one, Said)
        )
        assert all(times == 1 for times in spoken.values())

    @invariant()
    def nobody_has_two_parts(self) -> None:
        """Who assesses does not settle, whoever came third does not either."""
        seated = {ANNA, BEN}
        asked: list[str] = []
        for one in self.history:
            match one:
                case AssessorsAssigned() | AssessmentReopened():
                    seated.update(one.assessors)
                case AssessorJoined():
                    seated.add(one.assessor_id)
                case ModerationBegun() if one.moderation is not Moderation.DISCUSS:
                    assert not seated & set(one.moderators)
                    asked.extend(one.moderators)
                case _:
                    pass
        assert len(asked) == len(set(asked))

    @invariant()
    def nobody_with_a_conflict_has_a_part(self) -> None:
        """A proposer of the applicant is never asked, and never heard."""
        for one in self.history:
            match one:
                case ModerationBegun():
                    assert EVE not in one.moderators
                case AssessmentReopened():
                    assert EVE not in one.assessors
                case AssessorJoined() | RecommendationGiven():
                    assert one.assessor_id != EVE
                case _:
                    pass

    @invariant()
    def each_round_is_concluded_once(self) -> None:
        """One conclusion a round, none after the case is closed."""
        rounds = [
            one.round for one in self.history if isinstance(one, AssessmentConcluded)
        ]
        assert rounds == sorted(set(rounds))
        closed = [isinstance(one, AssessmentClosed) for one in self.history]
        assert not any(closed[:-1])

    @invariant()
    def the_blind_judge_blind(self) -> None:
        """Whoever judges sees nothing that others say in the round at that moment."""
        open_round = 0
        before: list[tuple[str, int]] = []
        for one in self.history:
            match one:
                case ModerationBegun() if one.moderation is Moderation.DISCUSS:
                    open_round = one.round
                case AssessmentConcluded():
                    open_round = one.round
                case RecommendationGiven():
                    rounds = {
                        spoken for who, spoken in before if who == one.assessor_id
                    }
                    reader = Reader(one.assessor_id, "judge", rounds)
                    others = [it for it in before if it[0] != one.assessor_id]
                    seen = [
                        spoken
                        for who, spoken in others
                        if may_see(reader, who, spoken, open_round)
                    ]
                    assert all(spoken < one.round for spoken in seen)
                    before.append((one.assessor_id, one.round))
                case _:
                    pass

    @invariant()
    def it_folds_the_same_without_disclosures(self) -> None:
        """No rule looks at what an erasure takes away."""
        bare = ASSESSMENT.fold(map(without_personal_data, self.history))
        assert ASSESSMENT.fold(self.history) == bare


TestAnyCase = AnyCase.TestCase
TestAnyCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
