"""What a case must know beyond its own stream: the pool, its papers, its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.assessment.assessing.commands import (
    Adjudicate,
    AssignAgain,
    Assigning,
    Claim,
    Command,
    Moderate,
    OpenAssessment,
    Parties,
    PoolMember,
    Recommend,
    Reconsider,
    Remind,
    Reopen,
    Save,
    TakeOff,
)
from services.assessment.assessing.commands.judgement import Words
from services.assessment.assessing.commands.parties import NOBODY
from services.assessment.assessing.pool_and_parties import (
    Opened,
    opened_cases,
    pool_on,
)
from services.assessment.assessing.queries import (
    staff_tied,
)
from services.assessment.assessing.rules.conflicts import conflict
from services.assessment.assessing.rules.naming import assessment_of
from services.assessment.assessing.rules.pool import absence
from services.assessment.assessing.spoken import drafts_of, words_of
from shared.capability import Database
from shared.clock import register_date
from shared.contracts.assessment import AssessorsAssigned, RecommendationGiven
from shared.contracts.assigning import AssessorJoined, AssessorRecused
from shared.contracts.contract import EventData
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentReopened,
    AssessmentSaved,
    ModerationBegun,
    RecommendationReconsidered,
)

APPLICANTS = """
SELECT assessment_id, person_id
FROM case_papers
WHERE assessment_id = ANY($1::uuid[])
"""

Given: TypeAlias = tuple[UUID, str]
Asking = Assigning | Moderate | Reopen
Saying = Save | Recommend | Reconsider | Adjudicate
Spoken = RecommendationGiven | RecommendationReconsidered | AssessmentAdjudicated


@dataclass(frozen=True, slots=True)
class Known:
    """What a batch knows, as on the day `today`."""

    pool: Mapping[str, PoolMember] = field(default_factory=dict[str, PoolMember])
    opened: Mapping[UUID, Opened] = field(default_factory=dict[UUID, Opened])
    words: Mapping[Given, Words] = field(default_factory=dict[Given, Words])
    drafts: Mapping[Given, Mapping[str, str]] = field(
        default_factory=dict[Given, Mapping[str, str]]
    )
    applicants: Mapping[UUID, UUID | None] = field(
        default_factory=dict[UUID, UUID | None]
    )
    tied: Mapping[UUID, frozenset[str]] = field(
        default_factory=dict[UUID, frozenset[str]]
    )
    today: date = date.min

    @property
    def everybody(self) -> tuple[PoolMember, ...]:
        """Return the whole pool."""
        return tuple(self.pool.values())

    def free_of(self, parties: Parties) -> tuple[PoolMember, ...]:
        """Return who of the pool has no conflict with the case and is not absent.

        Nobody assesses a case in which they have a conflict (domain §8, 1).
        """
        return tuple(
            member
            for member in self.pool.values()
            if conflict(member.declared, parties) is None
            and absence(member, self.today) is None
        )


class PoolAndPapers:
    """Knows the pool and its workload, one batch at a time."""

    turn: str | None = "assessing"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what these commands must know, and no more."""
        known = Known()
        asking = [one for one in commands if isinstance(one, Asking)]
        if asking:
            known = await _with_pool(database, known, asking[0])
        opened = [
            one.assessment_id
            for one in commands
            if isinstance(one, AssignAgain | Claim | TakeOff | Moderate | Reopen)
        ]
        opened += [
            assessment_of(one.application_id)
            for one in commands
            if isinstance(one, OpenAssessment) and one.afresh
        ]
        if opened:
            known = await _with_opened(database, known, opened)
        judged = [
            one.assessment_id for one in commands if isinstance(one, Saying | TakeOff)
        ]
        if judged:
            known = await _with_words(database, known, judged)
        by_staff = [
            one.assessment_id
            for one in commands
            if (isinstance(one, TakeOff) and one.by_registrar)
            or (isinstance(one, Remind) and one.actor is not None)
        ]
        if by_staff:
            known = replace(known, tied=await staff_tied(database, by_staff))
        saved = [one.assessment_id for one in commands if isinstance(one, Save)]
        if saved:
            known = replace(known, drafts=await drafts_of(database, saved))
        return known

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the pool, or the reasons, it is decided by."""
        match command:
            case OpenAssessment():
                told = replace(command, pool=known.everybody)
                return _like_the_first(told, known) if command.afresh else told
            case AssignAgain() | Claim() | TakeOff():
                return _told(command, known)
            case Remind():
                tied = known.tied.get(command.assessment_id, frozenset[str]())
                return replace(command, tied=tied)
            case Moderate() | Reopen():
                opened = known.opened.get(command.assessment_id)
                parties = opened.parties if opened else NOBODY
                return replace(command, parties=parties, pool=known.everybody)
            case Save() | Recommend() | Reconsider() | Adjudicate():
                return _with_record(command, known)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an assignment or a recommendation."""
        if isinstance(event, Spoken):
            return _heard(_moved(known, (event.assessor_id,), -1), event)
        if isinstance(event, AssessmentSaved):
            given = (event.assessment_id, event.assessor_id)
            return replace(known, drafts={**known.drafts, given: event.draft or {}})
        return _burdened(known, event)


def _burdened(known: Known, event: EventData) -> Known:
    """Return what is known when somebody owes a word, or owes it no more."""
    match event:
        case AssessorsAssigned() | AssessmentReopened():
            return _moved(known, event.assessors, 1)
        case ModerationBegun():
            return _moved(known, event.moderators, 1)
        case AssessorJoined():
            return _moved(known, (event.assessor_id,), 1)
        case AssessorRecused():
            return _moved(known, (event.assessor_id,), -1)
        case _:
            return known


def _like_the_first(command: OpenAssessment, known: Known) -> OpenAssessment:
    first = known.opened.get(assessment_of(command.application_id))
    if first is None:
        return command
    return replace(
        command,
        scopes=first.scopes,
        route=first.route,
        standards=first.standards,
        parties=first.parties,
        level=first.level,
    )


def _with_record(command: Saying, known: Known) -> Saying:
    given = (command.assessment_id, command.assessor_id)
    person_id = known.applicants.get(command.assessment_id)
    if isinstance(command, Save):
        draft = known.drafts.get(given)
        return replace(command, on_record=draft, person_id=person_id)
    words = known.words.get(given, Words())
    return replace(command, on_record=words, person_id=person_id)


def _heard(known: Known, event: Spoken) -> Known:
    given = (event.assessment_id, event.assessor_id)
    words = Words(event.reasons, event.reasons_by_standard or {})
    return replace(known, words={**known.words, given: words})


def _told(
    command: AssignAgain | Claim | TakeOff, known: Known
) -> AssignAgain | Claim | TakeOff:
    opened = known.opened.get(command.assessment_id)
    if opened is None:
        return command
    told = replace(command, parties=opened.parties, pool=known.everybody)
    match told:
        case AssignAgain():
            return replace(told, opened_on=opened.opened_on)
        case TakeOff():
            applicant = known.applicants.get(command.assessment_id)
            tied = known.tied.get(command.assessment_id, frozenset[str]())
            return replace(told, person_id=applicant, tied=tied)
        case Claim():
            return told


def _moved(known: Known, assessors: Sequence[str], by: int) -> Known:
    moved = {
        one: replace(known.pool[one], open_cases=known.pool[one].open_cases + by)
        for one in assessors
        if one in known.pool
    }
    return replace(known, pool={**known.pool, **moved})


async def _with_pool(database: Database, known: Known, asking: Asking) -> Known:
    today = register_date(asking.now)
    pool = await pool_on(database, today, asking.policy.same_employer_years)
    return replace(known, pool=pool, today=today)


async def _with_opened(
    database: Database, known: Known, cases: Sequence[UUID]
) -> Known:
    return replace(known, opened=await opened_cases(database, cases))


async def _with_words(
    database: Database, known: Known, judged: Sequence[UUID]
) -> Known:
    rows = await database.fetch(APPLICANTS, judged)
    applicants = {row["assessment_id"]: row["person_id"] for row in rows}
    said = await words_of(database, judged)
    words = {given: Words(*one) for given, one in said.items()}
    return replace(known, words=words, applicants=applicants)
