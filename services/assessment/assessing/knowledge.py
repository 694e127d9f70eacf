"""What a case must know beyond its own stream: the pool, its papers, its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.assessment.assessing.commands import (
    AssignAgain,
    Command,
    OpenAssessment,
    PoolMember,
    Recommend,
    RecordOverdue,
)
from services.assessment.assessing.queries import WORKLOADS
from services.assessment.assessing.rules.naming import folded
from shared.capability import Database
from shared.contracts.assessment import AssessorsAssigned, RecommendationGiven
from shared.contracts.contract import EventData

OPENED = """
SELECT cases.assessment_id, cases.opened_on, case_papers.parties
FROM cases
LEFT JOIN case_papers USING (assessment_id)
WHERE cases.assessment_id = ANY($1::uuid[])
"""

APPLICANTS = """
SELECT assessment_id, person_id
FROM case_papers
WHERE assessment_id = ANY($1::uuid[])
"""

REASONS = """
SELECT assessment_id, assessor_id, reasons
FROM case_reasons
WHERE assessment_id = ANY($1::uuid[])
"""

Given: TypeAlias = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that waits: the day it was opened, and who is party to it."""

    opened_on: date
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a batch knows; `addresses` are the assessors' own, folded."""

    pool: Mapping[str, PoolMember] = field(default_factory=dict[str, PoolMember])
    addresses: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, frozenset[str]]
    )
    opened: Mapping[UUID, Opened] = field(default_factory=dict[UUID, Opened])
    reasons: Mapping[Given, str | None] = field(default_factory=dict[Given, str | None])
    applicants: Mapping[UUID, UUID | None] = field(
        default_factory=dict[UUID, UUID | None]
    )

    def free_of(self, parties: frozenset[str]) -> tuple[PoolMember, ...]:
        """Return the pool without those who are party to the case.

        Nobody assesses their own application, or one they propose (domain §8, 1).
        """
        return tuple(
            member
            for member in self.pool.values()
            if parties.isdisjoint(self.addresses[member.assessor_id])
        )


class PoolAndPapers:
    """Knows the pool and its workload, one batch at a time."""

    turn: str | None = "assessing"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what these commands must know, and no more."""
        known = Known()
        if any(isinstance(one, OpenAssessment | AssignAgain) for one in commands):
            known = await _with_pool(database, known)
        waiting = [
            one.assessment_id for one in commands if isinstance(one, AssignAgain)
        ]
        if waiting:
            known = await _with_opened(database, known, waiting)
        judged = [one.assessment_id for one in commands if isinstance(one, Recommend)]
        if judged:
            known = await _with_reasons(database, known, judged)
        return known

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the pool, or the reasons, it is decided by."""
        match command:
            case OpenAssessment():
                return replace(command, pool=known.free_of(command.parties))
            case AssignAgain():
                return _told(command, known)
            case Recommend():
                given = (command.assessment_id, command.assessor_id)
                return replace(
                    command,
                    reasons_on_record=known.reasons.get(given),
                    person_id=known.applicants.get(command.assessment_id),
                )
            case RecordOverdue():
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an assignment or a recommendation."""
        match event:
            case AssessorsAssigned():
                return _moved(known, event.assessors, 1)
            case RecommendationGiven():
                given = (event.assessment_id, event.assessor_id)
                reasons = {**known.reasons, given: event.reasons}
                return replace(_moved(known, (event.assessor_id,), -1), reasons=reasons)
            case _:
                return known


def _told(command: AssignAgain, known: Known) -> AssignAgain:
    opened = known.opened.get(command.assessment_id)
    if opened is None:
        return command
    return replace(
        command, opened_on=opened.opened_on, pool=known.free_of(opened.parties)
    )


def _moved(known: Known, assessors: Sequence[str], by: int) -> Known:
    moved = {
        one: replace(known.pool[one], open_cases=known.pool[one].open_cases + by)
        for one in assessors
        if one in known.pool
    }
    return replace(known, pool={**known.pool, **moved})


async def _with_pool(database: Database, known: Known) -> Known:
    rows = await database.fetch(WORKLOADS)
    pool = {
        row["assessor_id"]: PoolMember(
            assessor_id=row["assessor_id"],
            scopes=frozenset(row["scopes"]),
            capacity=row["capacity"],
            open_cases=row["open_cases"],
        )
        for row in rows
    }
    addresses = {row["assessor_id"]: folded(row["email"]) for row in rows}
    return replace(known, pool=pool, addresses=addresses)


async def _with_opened(
    database: Database, known: Known, waiting: Sequence[UUID]
) -> Known:
    rows = await database.fetch(OPENED, waiting)
    opened = {
        row["assessment_id"]: Opened(row["opened_on"], frozenset(row["parties"] or ()))
        for row in rows
    }
    return replace(known, opened=opened)


async def _with_reasons(
    database: Database, known: Known, judged: Sequence[UUID]
) -> Known:
    rows = await database.fetch(REASONS, judged)
    reasons = {
        (row["assessment_id"], row["assessor_id"]): row["reasons"] for row in rows
    }
    rows = await database.fetch(APPLICANTS, judged)
    applicants = {row["assessment_id"]: row["person_id"] for row in rows}
    return replace(known, reasons=reasons, applicants=applicants)
