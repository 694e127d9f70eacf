"""Who may be on a case, and who is party to it: as the read tables know it by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from asyncpg import Record

from services.assessment.assessing.commands import Declared, Parties, PoolMember
from services.assessment.assessing.queries import (
    CENTRE,
    EMPLOYER,
    PERSON,
    STAFF,
    WORKLOADS,
)
from services.assessment.assessing.rules.likeness import folded, likely, marked, plain
from shared.capability import Database

PARTIES = """
SELECT
    cases.assessment_id,
    cases.opened_on,
    cases.scopes,
    cases.route,
    cases.standards,
    cases.level,
    case_papers.parties,
    case_papers.person_id,
    case_papers.email,
    case_papers.given_names,
    case_papers.family_name,
    case_papers.proposer_1_name,
    case_papers.proposer_2_name,
    case_papers.other_proposer_names,
    case_papers.employer,
    case_papers.awarding_body
FROM cases
LEFT JOIN case_papers USING (assessment_id)
WHERE cases.assessment_id = ANY($1::uuid[])
"""

INTERESTS = """
SELECT assessor_id, kind, value, ceased, tie
FROM pool_interests
WHERE ceased IS NULL OR ceased >= $1
UNION ALL
SELECT actor, 'staff', person_id::text, NULL, tie
FROM staff_ties
WHERE person_id IS NOT NULL
UNION ALL
SELECT actor, 'staff', email_digest, NULL, tie
FROM staff_ties
WHERE email_digest IS NOT NULL
"""

DAYS_A_YEAR = 366
"""A year at its longest: in doubt somebody is excluded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is there: when it was opened, for what, and who is party to it."""

    opened_on: date
    parties: Parties
    scopes: tuple[str, ...]
    route: str
    standards: tuple[str, ...]
    level: str | None


async def pool_on(
    database: Database, today: date, same_employer_years: int
) -> dict[str, PoolMember]:
    """Return everybody who was appointed, by id, as on a day."""
    since = today - timedelta(days=DAYS_A_YEAR * same_employer_years)
    interests: dict[str, list[Record]] = {}
    for row in await database.fetch(INTERESTS, since):
        interests.setdefault(row["assessor_id"], []).append(row)
    return {
        row["assessor_id"]: PoolMember(
            assessor_id=row["assessor_id"],
            scopes=frozenset(row["scopes"]),
            capacity=row["capacity"],
            open_cases=row["open_cases"],
            until=row["until"],
            training_lapses_on=row["training_lapses_on"],
            interests_by=row["interests_by"],
            on_leave=row["on_leave"],
            lead=row["lead"],
            levels=frozenset(row["levels"]),
            declared=_declared(row, interests.get(row["assessor_id"], ()), today),
        )
        for row in await database.fetch(WORKLOADS, today)
    }


def _declared(member: Record, interests: Sequence[Record], today: date) -> Declared:
    def values(kind: str) -> list[str]:
        return [one["value"] for one in interests if one["kind"] == kind]

    current = [
        one["value"]
        for one in interests
        if one["kind"] == EMPLOYER and (one["ceased"] is None or one["ceased"] >= today)
    ]
    return Declared(
        addresses=folded(member["email"]),
        names=plain(member["name"]),
        employers=plain(*values(EMPLOYER)),
        likely_employers=likely(*values(EMPLOYER)),
        current=plain(*current),
        centres=likely(*values(CENTRE)),
        people={
            address: one["tie"]
            for one in interests
            if one["kind"] == PERSON
            for address in folded(one["value"])
        },
        marks={one["value"]: one["tie"] for one in interests if one["kind"] == STAFF},
    )


async def parties_to(
    database: Database, cases: Sequence[UUID]
) -> Mapping[UUID, Parties]:
    """Return who is party to each of these cases by now."""
    rows = await database.fetch(PARTIES, cases)
    return {row["assessment_id"]: _parties(row) for row in rows}


async def opened_cases(
    database: Database, cases: Sequence[UUID]
) -> Mapping[UUID, Opened]:
    """Return those of these cases that are there."""
    return {
        row["assessment_id"]: Opened(
            row["opened_on"],
            _parties(row),
            tuple(row["scopes"]),
            row["route"],
            tuple(row["standards"]),
            row["level"],
        )
        for row in await database.fetch(PARTIES, cases)
    }


def _parties(papers: Record) -> Parties:
    """Return who is party to a case, as far as its papers are still held."""
    names = (papers["given_names"], papers["family_name"])
    applicants = folded(papers["email"])
    return Parties(
        applicants=applicants,
        proposers=frozenset(papers["parties"] or ()) - applicants,
        applicant_names=plain(" ".join(filter(None, names))),
        proposer_names=plain(
            papers["proposer_1_name"],
            papers["proposer_2_name"],
            *(papers["other_proposer_names"] or ()),
        ),
        employers=plain(papers["employer"]),
        likely_employers=likely(papers["employer"]),
        centres=likely(papers["employer"], papers["awarding_body"]),
        marks=marked(papers["person_id"], papers["email"]),
    )
