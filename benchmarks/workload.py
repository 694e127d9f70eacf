"""The work itself: commands for us, and the very rows and records for the floors."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import uuid_utils.compat

from benchmarks.capabilities import (
    APPOINTING,
    ASSESSORS,
    CONCLUDING,
    SCOPES,
    AppointSomebody,
    ConcludeAssessment,
)
from shared.clock import Clock, register_date
from shared.contracts.assessment import AssessmentConcluded, AssessorAppointed, Outcome
from shared.contracts.contract import CommandData, EventData
from shared.eventstore.answers import Ask
from shared.eventstore.execute import Executor
from shared.eventstore.minting import Minting
from shared.eventstore.recording import Circumstances, record
from shared.eventstore.store import NewEvent, Store
from shared.rulebook import load_rulebooks

RULEBOOK = Path(__file__).parents[1] / "rulebooks" / "rct-voluntary.toml"
ACTOR = "registrar-1"
EVENTS_A_STREAM = 4
BATCH = 500


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: as a command, and as the event it leads to, of one subject."""

    name: str
    command: Callable[[UUID], CommandData]
    event: Callable[[UUID], EventData]
    stream: Callable[[UUID], str]


PLAIN = Work(
    name="no personal data",
    command=lambda subject: ConcludeAssessment(
        assessment_id=subject, application_id=subject
    ),
    event=lambda subject: AssessmentConcluded(
        assessment_id=subject,
        application_id=subject,
        outcome=Outcome.ACCEPT,
        assessors=ASSESSORS,
    ),
    stream=lambda subject: f"assessment/{subject}",
)

PERSONAL = Work(
    name="3 personal fields",
    command=lambda subject: AppointSomebody(
        assessor_id=str(subject),
        person_id=subject,
        name="Siân Morgan",
        email="sian.morgan@hospital.example",
    ),
    event=lambda subject: AssessorAppointed(
        assessor_id=str(subject),
        scopes=SCOPES,
        capacity=8,
        person_id=subject,
        name="Siân Morgan",
        email="sian.morgan@hospital.example",
    ),
    stream=lambda subject: f"assessor/{subject}",
)


def subjects(number: int) -> Iterator[tuple[UUID, int]]:
    """Yield subjects with versions: each subject four times, in four batches of 500.

    So three commands of four find a history to fold.
    """
    while number > 0:
        some = [uuid_utils.compat.uuid7() for _ in range(min(BATCH, number))]
        for version in range(1, EVENTS_A_STREAM + 1):
            for subject in some[:number]:
                yield subject, version
            number -= min(len(some), number)


def asks(work: Work, number: int) -> list[Ask]:
    """Return so many commands, each with an id of its own."""
    result: list[Ask] = []
    for subject, _ in subjects(number):
        command_id = uuid_utils.compat.uuid7()
        result.append(Ask(command_id, work.command(subject), ACTOR, command_id))
    return result


def events(work: Work, number: int) -> list[NewEvent]:
    """Return so many events as our store would get them, encoded and sealed."""
    now, minting = datetime.now(UTC), Minting()
    circumstances = Circumstances(
        ACTOR, now, now, "rct-voluntary/2026-01-01", UUID(int=1), UUID(int=2)
    )
    return [
        record(
            work.event(subject),
            work.stream(subject),
            version,
            "assessment",
            "assessment.events",
            circumstances,
            minting,
        )
        for subject, version in subjects(number)
    ]


def in_batches(items: Sequence[Ask]) -> list[Sequence[Ask]]:
    """Return the commands as batches of 500."""
    return [items[at : at + BATCH] for at in range(0, len(items), BATCH)]


def executor(store: Store, woken: Callable[[], None] = lambda: None) -> Executor:
    """Return the kit's executor as a service has it."""
    clock, rulebooks = Clock(), load_rulebooks(RULEBOOK)
    return Executor(
        "assessment",
        store,
        (CONCLUDING, APPOINTING),
        clock,
        lambda: rulebooks.on(register_date(clock.now())),
        woken,
    )
