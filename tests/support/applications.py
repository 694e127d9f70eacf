"""An application that may be assessed, and a desk that takes applications in order."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from services.applications.applying.commands import SubmitApplication
from services.applications.applying.decider import APPLICATION
from services.applications.applying.knowledge import Known, KnownApplications
from services.applications.applying.rules.reading import Submission, read
from services.applications.applying.state import State
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.errors import Refused
from shared.rulebook import Rulebook, load_rulebook
from tests.support.given import without_personal_data

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
RULEBOOK = load_rulebook(ROOT / "rulebooks" / "rct-voluntary.toml", TODAY)
APPLICATION_ID = UUID("0192f0c1-0000-7000-8000-000000000001")
PERSON_ID = UUID("0192f0c1-0000-7000-8000-00000000000a")

ANSWERS: Mapping[str, str] = {
    "external_ref": "REF-1",
    "title": "Ms",
    "given_names": "Zoë",
    "family_name": "Łukasik",
    "date_of_birth": "1990-05-17",
    "email": "zoe.lukasik@example.org",
    "employer": "Anglia Imaging Ltd",
    "work_town": "Norwich",
    "scopes": "nuclear-medicine",
    "route": "training-scheme",
    "qualification": "DipIPEM(T)",
    "awarding_body": "IPEM",
    "awarded_on": "2015-07-01",
    "proposer_1_name": "Siân Morgan",
    "proposer_1_email": "sian.morgan@hospital.example",
    "proposer_2_name": "Rhys Begum",
    "proposer_2_email": "rhys.begum@hospital.example",
    "health_to_declare": "no",
    "character_to_declare": "no",
    "indemnity": "yes",
    "submitted_on": "2026-09-29",
}


def answers(**changed: str) -> dict[str, str]:
    """Return the answers of an application that may be assessed, some changed."""
    return {**ANSWERS, **changed}


def submission(**changed: str) -> Submission:
    """Return those answers as the rules read them."""
    return read(answers(**changed), RULEBOOK, TODAY)


def submit(
    content: Mapping[str, str] | None = None,
    *,
    before: bytes | None = None,
    alike: tuple[UUID, ...] = (),
    today: date = TODAY,
    rulebook: Rulebook = RULEBOOK,
) -> SubmitApplication:
    """Return the command that submits `content`, the usual answers unless told."""
    return SubmitApplication(
        application_id=APPLICATION_ID,
        submission=ANSWERS if content is None else content,
        rulebook=rulebook,
        now=NOW,
        today=today,
        person_id=PERSON_ID,
        alike=alike,
        before=before,
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of an import file, blank lines left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def application_id(reference: str) -> UUID:
    """Return the id of the application with the sender's reference."""
    return uuid5(NAMESPACE_URL, reference.strip())


@dataclass
class Desk:
    """Takes applications one after the other, as the service does, in memory."""

    known: Known = field(default_factory=Known)
    states: dict[UUID, State] = field(default_factory=dict[UUID, State])

    def __post_init__(self) -> None:
        """Number the people as they come."""
        people = count(1)
        self.knowledge = KnownApplications(lambda: UUID(int=next(people)))

    def take(self, row: Mapping[str, str]) -> tuple[str, str]:
        """Return the outcome of one row, and its reasons or flags joined by `;`."""
        command = self.inform(row)
        state = self.states.get(command.application_id, APPLICATION.initial)
        try:
            events = APPLICATION.decide(command, state)
        except Refused as refused:
            return "refused", refused.code
        for event in events:
            self.known = self.knowledge.learn(self.known, event)
            state = APPLICATION.evolve(state, without_personal_data(event))
            self.states[command.application_id] = state
        match events:
            case [ApplicationSubmitted(possible_duplicate_of=alike)]:
                return "accepted", "possible-duplicate" if alike else ""
            case [ApplicationReturned(faults=faults)]:
                return "returned", ";".join(faults)
            case _:
                return "repeated", ""

    def inform(self, row: Mapping[str, str]) -> SubmitApplication:
        """Return the command that submits the row, with what its rules must know."""
        command = SubmitApplication(
            application_id=application_id(row["external_ref"]),
            submission=row,
            rulebook=RULEBOOK,
            now=NOW,
            today=TODAY,
        )
        informed = self.knowledge.inform(command, self.known)
        assert isinstance(informed, SubmitApplication)
        return informed

    def take_all(self, rows: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
        """Return the outcome of each row, in order."""
        return [self.take(row) for row in rows]
