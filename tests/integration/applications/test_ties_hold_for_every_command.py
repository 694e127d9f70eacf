"""Whoever is tied to an application does nothing in it, by whatever command."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest

from services.applications.confirming.subscribers import CONFIRMING, confirmation_of
from services.applications.entry_fraud.subscribers import ENTRY_FRAUD
from services.applications.evidence.commands import ReceiveDocument
from services.applications.evidence.subscribers import EVIDENCE, policy
from services.applications.fees.subscribers import FEES
from services.applications.identity.subscribers import IDENTITY
from services.applications.matters import pair_of
from shared.contracts import appealing, corresponding, elsewhere, entry_fraud, fees
from shared.contracts.applications import (
    DecideApplication,
    Decision,
    SubmitApplication,
)
from shared.contracts.assessment import Outcome
from shared.contracts.catalogue import COMMANDS
from shared.contracts.confirming import AskAnotherProposer, RecordPaperConfirmation
from shared.contracts.contract import CommandData
from shared.contracts.evidence import Scan, WithdrawDocument
from shared.contracts.identity import (
    DecidePossibleDuplicate,
    IdentityGround,
    SamePerson,
)
from shared.contracts.serving import CloseRefused
from shared.contracts.staff_interests import DeclareStaffInterest, Tie
from shared.eventstore.answers import Answer, Ask, Internal
from shared.identity.demonstration import PEOPLE
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import Role
from tests.support.applications import NOW, RULEBOOK, TODAY, answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID, OTHER = application_id("REF-1"), application_id("REF-2")
REGISTRAR, COLLEAGUE = PEOPLE["registrar"].actor, "registrar-2"
FIRST = confirmation_of(ID, "proposer-1")
CASE, DOCUMENT, MONEY = (
    uuid5(NAMESPACE_URL, name) for name in ("case", "document", "money")
)

TIED = {"tied-to-applicant", "tied-to-person"}
NAMES_ONE = frozenset(
    {"application_id", "confirmation_id", "pair_id", "case_id", "document_id"}
)
"""The fields by which a command says to which application something is done."""

ELSEWHERE = frozenset({WithdrawDocument.TYPE})
"""Has a test of its own below: a document is hidden, and no tie named."""

Make: TypeAlias = Callable[[], CommandData]

WANTED: tuple[Make, ...] = (
    lambda: fees.AllocatePayment(payment_id=MONEY, application_id=ID),
    lambda: fees.RecordPayment(
        application_id=ID,
        payment_id=uuid4(),
        pence=100,
        paid_on=TODAY,
        method=fees.PaymentMethod.CARD,
    ),
    lambda: fees.RecordReturnedPayment(
        application_id=ID,
        payment_id=uuid4(),
        returned_on=TODAY,
        reason=fees.ReturnGround.OTHER,
    ),
    lambda: fees.RefundFee(
        application_id=ID,
        refund_id=uuid4(),
        pence=1,
        reason=next(iter(fees.RefundGround)),
    ),
    lambda: fees.WaiveFee(
        application_id=ID,
        waiver_id=uuid4(),
        pence=1,
        reason=next(iter(fees.WaiverGround)),
    ),
    lambda: RecordPaperConfirmation(confirmation_id=FIRST, name="Ada Lovelace"),
    lambda: AskAnotherProposer(
        confirmation_id=FIRST, name="Ada Lovelace", email="ada@example.org"
    ),
    lambda: corresponding.AskFurtherInformation(application_id=ID, gaps=("a-gap",)),
    lambda: corresponding.RecordFurtherInformation(application_id=ID, statement="So."),
    lambda: corresponding.RecordWithdrawal(application_id=ID),
    lambda: appealing.RecordAppeal(application_id=ID, grounds=("judgement",)),
    lambda: appealing.RecordAppealWithdrawal(application_id=ID),
    lambda: elsewhere.CheckRegistrationElsewhere(
        application_id=ID, source="hcpc", found=elsewhere.Found.NO_BAR
    ),
    lambda: SubmitApplication(application_id=ID, submission=answers()),
    lambda: DecideApplication(application_id=ID, decision=Decision.ACCEPT),
    lambda: CloseRefused(application_id=ID),
    lambda: DecidePossibleDuplicate(
        pair_id=pair_of(ID, OTHER),
        decision=SamePerson.KEPT_APART,
        grounds=(next(iter(IdentityGround)),),
    ),
    lambda: raised(uuid4()),
    lambda: entry_fraud.RecordEntryFraudAnswer(case_id=CASE, statement="No."),
    lambda: entry_fraud.RecordEntryFraudAppeal(case_id=CASE, statement="No."),
    lambda: entry_fraud.DecideEntryFraud(
        case_id=CASE, outcome=entry_fraud.EntryFraudOutcome.NO_CASE
    ),
    lambda: entry_fraud.RecordCourtOnEntryFraud(case_id=CASE, set_aside=True),
)
"""Each command of a registrar, as one may ask for it of the application."""


def raised(case_id: UUID) -> entry_fraud.RaiseEntryFraud:
    return entry_fraud.RaiseEntryFraud(
        case_id=case_id,
        application_id=ID,
        source=next(iter(entry_fraud.RaisedBy)),
        allegation=next(iter(entry_fraud.Allegation)),
        particulars="The reference is not genuine.",
    )


async def answered(
    service: ApplicationsService, command: CommandData, actor: str = REGISTRAR
) -> Answer:
    ask = Ask(uuid4(), command, actor, uuid4(), roles=frozenset({Role.REGISTRAR}))
    [answer] = await service.execute([ask])
    return answer


async def submitted(service: ApplicationsService, *references: str) -> None:
    for reference in references:
        content = row(answers(external_ref=reference))
        async with service.client("applicant") as client:
            answer = await client.post("/api/applications", json=content)
        assert answer.status_code == 200, answer.text
    for capability in (CONFIRMING, FEES, IDENTITY, EVIDENCE, ENTRY_FRAUD):
        await service.hear_own(service.another_inbox(capability))


async def is_tied(service: ApplicationsService) -> None:
    """Have the registrar declare that the applicant is of their family."""
    person = await service.pool.fetchval(
        "SELECT person_id FROM applications WHERE application_id = $1", ID
    )
    tie = DeclareStaffInterest(
        interest_id=uuid4(), actor=REGISTRAR, tie=Tie.FAMILY, person_id=person
    )
    assert (await answered(service, tie)).code is None


def received() -> Internal:
    """Return that the registrar added a document that came on paper."""
    kind = RULEBOOK.evidence.kinds[0].code
    command = ReceiveDocument(
        document_id=DOCUMENT,
        application_id=ID,
        kind=kind,
        sha256="0" * 64,
        size=1,
        media_type=RULEBOOK.evidence.media_types[0],
        scan=Scan.CLEAN,
        file_name="paper.pdf",
        policy=policy(RULEBOOK, kind),
        now=NOW + timedelta(hours=1),
    )
    return Internal(EVIDENCE.name, command, uuid4(), REGISTRAR, uuid4())


def test_asks_of_every_command_of_a_registrar() -> None:
    by_registrars = {
        command.TYPE
        for command in COMMANDS.values()
        if command.TYPE.startswith("register.applications.")
        and Role.REGISTRAR in PERMISSIONS[command.TYPE]
        and NAMES_ONE & command.model_fields.keys()
    }
    assert by_registrars == {make().TYPE for make in WANTED} | ELSEWHERE


@pytest.mark.parametrize("make", WANTED, ids=lambda make: make().TYPE.split(".")[2])
async def test_refuses_it_to_who_is_tied_and_to_nobody_else(
    applications: ApplicationsService, make: Make
) -> None:
    await submitted(applications, "REF-1", "REF-2")
    await applications.find_gaps(ID, "a-gap", outcome=Outcome.FURTHER_INFORMATION)
    assert (await answered(applications, raised(CASE), "registrar-3")).code is None
    await is_tied(applications)
    refusal = await answered(applications, make())
    assert refusal.code in TIED
    assert refusal.rule == "domain §8, 1"
    assert (await answered(applications, make(), COLLEAGUE)).code not in TIED


async def test_hides_a_document_from_who_supplied_it_and_is_tied_since(
    applications: ApplicationsService,
) -> None:
    await submitted(applications, "REF-1")
    [kept] = await applications.execute_internal([received()])
    assert kept.code is None
    await is_tied(applications)
    refusal = await answered(applications, WithdrawDocument(document_id=DOCUMENT))
    assert refusal.code == "no-such-document"
