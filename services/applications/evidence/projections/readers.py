"""Who reads a case's documents follows who has the case: given, left, given again.

Whoever is off the case reads nothing more from that moment on, and the panels' members
are no rows here: they sit as long as the matter is before them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from shared.capability import Database, Recorded
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.assigning import AssessorJoined, AssessorRecused
from shared.contracts.contract import EventData
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.judging import (
    AssessmentClosed,
    AssessmentReopened,
    DisagreementFound,
    Moderation,
    ModerationBegun,
)

ASSESSOR, MODERATOR = "assessor", "moderator"

# Who is gone stays gone, in whichever order the two are heard.
READS = """
INSERT INTO evidence_readers (application_id, actor, part)
VALUES ($1, $2, $3)
ON CONFLICT (application_id, actor) DO UPDATE SET
    part = CASE excluded.part
        WHEN 'assessor' THEN 'assessor' ELSE evidence_readers.part END,
    standing = CASE evidence_readers.standing
        WHEN 'gone' THEN 'gone' ELSE 'reading' END
"""

LEAVES = """
INSERT INTO evidence_readers (application_id, actor, standing)
VALUES ($1, $2, 'gone')
ON CONFLICT (application_id, actor) DO UPDATE SET standing = 'gone'
"""

# A moderator reads while they have the word; an assessor to the end of the round.
WORD_ENDS = """
UPDATE evidence_readers
   SET standing = 'stood-down'
 WHERE application_id = $1 AND part = 'moderator' AND standing = 'reading'
"""

STAND_DOWN = """
UPDATE evidence_readers
   SET standing = 'stood-down'
 WHERE application_id = $1 AND standing = 'reading'
"""

Change: TypeAlias = tuple[str, tuple[object, ...]]


async def take_in_readers(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in who reads, in the order in which it is heard, run by run of one kind."""
    changes = (change for one in recorded for change in _changes(one.event))
    for statement, run in groupby(changes, key=itemgetter(0)):
        await database.executemany(statement, [row for _, row in run])


def _changes(event: EventData) -> Iterator[Change]:
    match event:
        case AssessorsAssigned(application_id=case, assessors=assessors):
            yield from ((READS, (case, one, ASSESSOR)) for one in assessors)
        case AssessorJoined(application_id=case, assessor_id=assessor):
            yield READS, (case, assessor, ASSESSOR)
        case AssessorRecused(application_id=case, assessor_id=assessor):
            yield LEAVES, (case, assessor)
        case ModerationBegun():
            yield from _moderated(event)
        case DisagreementFound(application_id=case):
            yield WORD_ENDS, (case,)
        case AssessmentReopened(application_id=case, assessors=assessors):
            yield STAND_DOWN, (case,)
            yield from ((READS, (case, one, ASSESSOR)) for one in assessors)
        case AssessmentClosed(application_id=case):
            yield STAND_DOWN, (case,)
        case FreshAssessmentOrdered(application_id=case, excluded=excluded):
            yield from ((LEAVES, (case, one)) for one in excluded)
        case _:
            return


def _moderated(event: ModerationBegun) -> Iterator[Change]:
    """Those who discuss are assessors already; another has the word alone."""
    part = ASSESSOR if event.moderation is Moderation.DISCUSS else MODERATOR
    for one in event.moderators:
        yield READS, (event.application_id, one, part)
