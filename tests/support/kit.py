"""What tests of the kit ask for: executors on made-up capabilities, and requests."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from shared.capability import Capability
from shared.clock import Clock, register_date
from shared.contracts import applications, assessment
from shared.contracts.contract import CommandData
from shared.eventstore.answers import Ask
from shared.eventstore.execute import Executor
from shared.eventstore.store import Store
from shared.messaging.inbox import Inbox
from shared.messaging.passing_over import PASSING_OVER
from shared.rulebook import Rulebook, load_rulebooks
from tests.support.made_up import COUNTING, HEARING, SPEAKING

ROOT = Path(__file__).parents[2]
RULEBOOK = ROOT / "rulebooks" / "rct-voluntary.toml"
ACTOR = "actor-made-up"


@cache
def rulebook() -> Rulebook:
    """Return the rules in force today."""
    return load_rulebooks(RULEBOOK).on(register_date(Clock().now()))


def executor(
    store: Store,
    *capabilities: Capability,
    service: str = "applications",
    clock: Clock | None = None,
    woken: Callable[[], None] = lambda: None,
) -> Executor:
    """Return an executor; of the speaking and counting capabilities unless told."""
    return Executor(
        service,
        store,
        capabilities or (SPEAKING, COUNTING, PASSING_OVER),
        clock or Clock(),
        rulebook,
        woken,
    )


def inbox(
    store: Store, capability: Capability = HEARING, clock: Clock | None = None
) -> Inbox:
    """Return the inbox of a capability of the assessment service."""
    return Inbox("assessment", capability, store, clock or Clock(), rulebook)


def ask(
    data: CommandData,
    command_id: UUID | None = None,
    expected_version: int | None = None,
) -> Ask:
    """Return the command as an authorised actor asks it."""
    return Ask(command_id or uuid4(), data, ACTOR, uuid4(), expected_version)


def submit(application_id: UUID, **submission: str) -> applications.SubmitApplication:
    """Return the command that begins a stream."""
    return applications.SubmitApplication(
        application_id=application_id, submission=submission
    )


def refuse(
    application_id: UUID, *reasons: str, explanation: str | None = None
) -> applications.DecideApplication:
    """Return the command that adds to a stream."""
    return applications.DecideApplication(
        application_id=application_id,
        decision=applications.Decision.REFUSE,
        reasons=reasons,
        explanation=explanation,
    )


def appoint(assessor_id: str) -> assessment.AppointAssessor:
    """Return the command that takes the next number."""
    return assessment.AppointAssessor(assessor_id=assessor_id, scopes=(), capacity=1)


def stream_of(application_id: UUID) -> str:
    """Return the stream of an application."""
    return f"application/{application_id}"


async def begun(executing: Executor, *reasons: str) -> UUID:
    """Return an application whose stream has one event, and one for each reason."""
    application_id = uuid4()
    asks: Sequence[CommandData] = [
        submit(application_id, given_names="Nora"),
        *(refuse(application_id, reason) for reason in reasons),
    ]
    await executing.execute([ask(one) for one in asks])
    return application_id
