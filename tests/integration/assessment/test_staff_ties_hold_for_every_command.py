"""Whoever of the staff is tied to an applicant does nothing in the case."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID, uuid4

import pytest

from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.carrying_out import CARRYING
from shared.bulk.carrying_out import carry_out_next
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assigning import ReassignCase, Reassignment, RemindAssessors
from shared.contracts.catalogue import COMMANDS
from shared.contracts.contract import CommandData
from shared.contracts.many_cases import AssignCases, ReleaseCasesAction, RemindOfCases
from shared.contracts.staff_interests import StaffInterestDeclared, Tie
from shared.eventstore.answers import Ask
from shared.identity.demonstration import PEOPLE
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import Role
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

SCOPE = "nuclear-medicine"
PERSON = numbered(2)
REGISTRAR, COLLEAGUE = PEOPLE["registrar"].actor, "registrar-2"
ASSESSORS = ("actor-a", "actor-b")
NAMES_ONE = frozenset({"assessment_id", "cases"})
PROPOSER = "proposer@example.org"

Make: TypeAlias = Callable[[UUID], CommandData]

WANTED: dict[type[CommandData], tuple[Make, str]] = {
    ReassignCase: (
        lambda case: ReassignCase(
            assessment_id=case,
            assessor_id="actor-a",
            reason=Reassignment.OTHER,
            to="actor-c",
        ),
        "not-assigned",
    ),
    RemindAssessors: (
        lambda case: RemindAssessors(assessment_id=case),
        "nobody-to-remind",
    ),
    RemindOfCases: (
        lambda case: RemindOfCases(bulk_id=uuid4(), cases=(case,)),
        "nothing-to-do",
    ),
    AssignCases: (
        lambda case: AssignCases(bulk_id=uuid4(), cases=(case,)),
        "nothing-to-do",
    ),
}
"""Each command of a registrar on a case, and how it is refused where none is there."""


def is_tied(**named: object) -> tuple[str, StaffInterestDeclared]:
    event = StaffInterestDeclared.model_validate(
        {"interest_id": numbered(50), "actor": REGISTRAR, "tie": Tie.FAMILY, **named}
    )
    return f"staff-interest/{numbered(50)}", event


async def opened(assessment: StoredService, *assessors: str) -> UUID:
    for actor in assessors:
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=5)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))
    submitted = ApplicationSubmitted(
        application_id=numbered(1),
        scopes=(SCOPE,),
        route="training-scheme",
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=PERSON,
        email="zoe@example.org",
        proposer_1_email=PROPOSER.title(),
    )
    await assessment.hears(ASSESSING, (f"application/{numbered(1)}", submitted))
    found = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    assert isinstance(found, UUID)
    return found


async def asked(
    assessment: StoredService, command: CommandData, actor: str
) -> str | None:
    [answer] = await assessment.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer.code


def test_asks_of_every_command_of_a_registrar() -> None:
    by_registrars = {
        command
        for command in COMMANDS.values()
        if command.TYPE.startswith("register.assessment.")
        and Role.REGISTRAR in PERMISSIONS[command.TYPE]
        and NAMES_ONE & command.model_fields.keys()
    }
    assert by_registrars == WANTED.keys()


@pytest.mark.parametrize("kind", WANTED)
@pytest.mark.parametrize(
    "named",
    [
        {"person_id": PERSON},
        {"tie": Tie.SELF, "email_digest": sha256(PROPOSER.encode()).hexdigest()},
    ],
    ids=["applicant", "own-proposal"],
)
async def test_refuses_it_as_if_there_were_no_case_and_to_nobody_else(
    assessment: StoredService, kind: type[CommandData], named: dict[str, object]
) -> None:
    make, code = WANTED[kind]
    # To fill seats, there has to be one that is free.
    case = await opened(assessment, *(() if kind is AssignCases else ASSESSORS))
    event = AssessorAppointed(assessor_id="actor-c", scopes=(SCOPE,), capacity=5)
    await assessment.hears(ASSESSING, ("assessor/actor-c", event))
    await assessment.hears(ASSESSING, is_tied(**named))
    assert await asked(assessment, make(case), REGISTRAR) == code
    assert await asked(assessment, make(case), COLLEAGUE) is None


async def test_releases_no_action_on_the_case_either(assessment: StoredService) -> None:
    case = await opened(assessment, *ASSESSORS)
    prepare = RemindOfCases(bulk_id=uuid4(), cases=(case,))
    assert await asked(assessment, prepare, COLLEAGUE) is None
    await assessment.hears(ASSESSING, is_tied(person_id=PERSON))
    digest = await assessment.pool.fetchval("SELECT items_digest FROM bulks")
    release = ReleaseCasesAction(bulk_id=prepare.bulk_id, items_digest=digest)
    assert await asked(assessment, release, REGISTRAR) == "other-items"
    assert await asked(assessment, release, "registrar-3") is None
    assert await carry_out_next(assessment, CARRYING)
