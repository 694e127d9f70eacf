"""A case as one reader may see it.

An assessor sees of the others nothing, not even whether they have spoken, before all
of the round is locked (domain §1.4: the second assessment is blind).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from asyncpg import Record

from services.assessment.assessing.queries import (
    SHOWN_PAPERS,
    CaseLine,
    line_of,
    listed,
)
from services.assessment.assessing.rules.agreement import alike
from services.assessment.assessing.rules.blindness import JUDGE, Reader, may_see
from services.assessment.assessing.rules.targets import last_day
from services.assessment.assessing.spoken import FIRST, Spoken, draft_of, spoken_of
from shared.capability import Database

FORMER = "former-assessor"
"""The part of who judged in an earlier round, and does not in this one."""

CASE = "SELECT * FROM cases WHERE assessment_id = $1"

OWN_PAPERS = f"""
SELECT {listed(SHOWN_PAPERS)}
FROM case_papers
WHERE assessment_id = $1
"""  # noqa: S608 - made of constants

DOCUMENTS = """
SELECT document_id, kind, file_name, size, scan, received_at
FROM case_documents
WHERE application_id = $1
ORDER BY received_at, document_id
"""

ASSESSORS = """
SELECT assessor_id, part, task, recommendation
FROM case_assessors
WHERE assessment_id = $1
ORDER BY part, assessor_id
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """An assessor of a case, and the last thing they recommended if they have.

    `owes` is what the case waits for from them: to judge, to reconsider or to
    adjudicate; None for nothing.
    """

    assessor_id: str
    part: str
    owes: str | None
    recommendation: str | None
    given_at: datetime | None
    reasons: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked in the round that runs, or was in the last.

    `standards` are those to be judged; `disputed` those that were found differently,
    while `moderation` goes on to the end of `until`.
    """

    number: int
    standards: tuple[str, ...]
    moderation: str | None
    until: date | None
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two judged alike before they spoke: of `standards` so many `alike`."""

    same_recommendation: bool
    standards: int
    alike: int


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A document beside the case, which opens where it is kept.

    `size` is in bytes, `scan` what a malware scanner said of it.
    """

    document_id: UUID
    kind: str
    file_name: str | None
    size: int
    scan: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A case as one reader may see it; `papers` is empty once erased.

    `documents` are those that assessors may see, none for who is off the case.

    `spoken` are all versions of what was said; `owes` and `draft` are the reader's own.
    """

    line: CaseLine
    round: Round
    papers: Mapping[str, object]
    documents: tuple[CaseDocument, ...]
    voices: tuple[Voice, ...]
    spoken: tuple[Spoken, ...]
    agreement: Agreement | None
    gaps: tuple[str, ...]
    recommended_scopes: tuple[str, ...]
    owes: str | None
    draft: Mapping[str, str]


async def case_for(
    database: Database, assessment_id: UUID, assessor_id: str | None
) -> Case | None:
    """Return the case as its assessor sees it, or whole for None, the registrar.

    None for a case that is not there, or not theirs: they cannot tell which.
    """
    row = await database.fetchrow(CASE, assessment_id)
    if row is None:
        return None
    people = await database.fetch(ASSESSORS, assessment_id)
    spoken = await spoken_of(database, assessment_id)
    reader: Reader | None = None
    draft: Mapping[str, str] = {}
    if assessor_id is not None:
        reader = _reader(assessor_id, people, spoken)
        if reader is None:
            return None
        open_round = cast("int", row["open_round"])
        spoken = tuple(
            one
            for one in spoken
            if may_see(reader, one.assessor_id, one.round, open_round)
        )
        draft = await draft_of(database, assessment_id, assessor_id)
    papers = await database.fetchrow(OWN_PAPERS, assessment_id)
    return Case(
        line=line_of(row),
        round=_round(row, blind=reader is not None and reader.blind),
        papers=dict(papers) if papers else {},
        documents=await _documents(database, row["application_id"], people, reader),
        voices=_voices(people, spoken, assessor_id),
        spoken=spoken,
        agreement=_agreement(people, spoken, row["round"]),
        gaps=tuple(row["gaps"]),
        recommended_scopes=tuple(row["recommended_scopes"]),
        owes=reader.owed if reader else None,
        draft=draft,
    )


async def _documents(
    database: Database,
    application_id: UUID,
    people: Sequence[Record],
    reader: Reader | None,
) -> tuple[CaseDocument, ...]:
    former = reader is not None and any(
        row["part"] == FORMER and row["assessor_id"] == reader.assessor_id
        for row in people
    )
    if former:
        return ()
    rows = await database.fetch(DOCUMENTS, application_id)
    return tuple(CaseDocument(**dict(row)) for row in rows)


def _reader(
    assessor_id: str, people: Sequence[Record], spoken: Sequence[Spoken]
) -> Reader | None:
    for row in people:
        if row["assessor_id"] == assessor_id:
            rounds = {one.round for one in spoken if one.assessor_id == assessor_id}
            return Reader(assessor_id, _owed(row), rounds)
    return None


def _owed(row: Record) -> str | None:
    return row["task"] if row["recommendation"] is None else None


def _round(row: Record, *, blind: bool) -> Round:
    """Return what is asked; who judges blind is not told that others differed."""
    moderation = None if blind else cast("str | None", row["moderation"])
    return Round(
        number=row["round"],
        standards=tuple(row["asked"]),
        moderation=moderation,
        until=last_day(row["moderation_due_at"]) if moderation else None,
        disputed=() if blind else tuple(row["disputed"]),
    )


def _voices(
    people: Sequence[Record], spoken: Sequence[Spoken], assessor_id: str | None
) -> tuple[Voice, ...]:
    """Return the assessors, of whom an assessor sees those whose words they see."""
    last = {one.assessor_id: one for one in spoken}
    return tuple(
        _voice(row, last.get(row["assessor_id"]))
        for row in people
        if assessor_id in (None, row["assessor_id"]) or row["assessor_id"] in last
    )


def _voice(row: Record, last: Spoken | None) -> Voice:
    owes = _owed(row)
    said = None if owes == JUDGE else last
    return Voice(
        assessor_id=row["assessor_id"],
        part=row["part"],
        owes=owes,
        recommendation=said.recommendation if said else None,
        given_at=said.given_at if said else None,
        reasons=said.reasons if said else None,
    )


def _agreement(
    people: Sequence[Record], spoken: Sequence[Spoken], number: int
) -> Agreement | None:
    """Return how far the assessors of the round agree, None before both are seen."""
    own = {row["assessor_id"] for row in people if row["part"] == "assessor"}
    blind = [
        one
        for one in spoken
        if one.round == number and one.version == FIRST and one.assessor_id in own
    ]
    if len(blind) < 2:  # noqa: PLR2004 - it takes two to agree
        return None
    standards = {code for one in blind for code in one.findings}
    return Agreement(
        same_recommendation=len({(o.recommendation, o.scopes) for o in blind}) == 1,
        standards=len(standards),
        alike=alike([one.findings for one in blind]),
    )
