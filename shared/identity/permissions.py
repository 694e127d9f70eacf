"""The one table of permissions: each action, and the roles that may do it.

An action is what a route declares, or the TYPE of a command. Deny by default: what is
not in the table nobody may do, and every route must name an action of the table.

- `public` as a role means that no token is needed.
- A command's action is its TYPE, whether it comes by HTTP, by a page or by Kafka.
- Segregation of duties within a role (a registrar who assessed does not decide) is a
  rule of the capability, which sees the actor.
"""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts.addressing import SettleAddress
from shared.contracts.appealing import (
    FindOnAppeal,
    LodgeAppeal,
    RecordAppeal,
    RecordAppealWithdrawal,
    WithdrawAppeal,
)
from shared.contracts.applications import (
    SUBMIT_ON_PAPER,
    DecideApplication,
    SubmitApplication,
)
from shared.contracts.assessment import AppointAssessor, GiveRecommendation
from shared.contracts.assessors import (
    CancelLeave,
    DeclareInterests,
    EndAppointment,
    GiveUpLeave,
    RecordLeave,
    RecordTraining,
    TakeLeave,
)
from shared.contracts.assigning import (
    ClaimCase,
    ReassignCase,
    RecuseFromCase,
    RemindAssessors,
)
from shared.contracts.confirming import AskAnotherProposer, RecordPaperConfirmation
from shared.contracts.contract import CommandData
from shared.contracts.corresponding import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    RecordFurtherInformation,
    RecordWithdrawal,
    WithdrawApplication,
)
from shared.contracts.declarations import JudgeDeclaration, RecuseFromDeclaration
from shared.contracts.drafts import DiscardDraft, SaveDraft, StartDraft
from shared.contracts.elsewhere import CheckRegistrationElsewhere
from shared.contracts.entry_fraud import (
    AnswerEntryFraud,
    AppealEntryFraud,
    DecideEntryFraud,
    DecideEntryFraudAppeal,
    RaiseEntryFraud,
    RecordCourtOnEntryFraud,
    RecordEntryFraudAnswer,
    RecordEntryFraudAppeal,
)
from shared.contracts.evidence import WithdrawDocument
from shared.contracts.fees import (
    AllocatePayment,
    DismissPayment,
    RecordPayment,
    RecordReturnedPayment,
    RecordUnmatchedPayment,
    RefundFee,
    WaiveFee,
)
from shared.contracts.identity import DecidePossibleDuplicate
from shared.contracts.judging import (
    AdjudicateAssessment,
    ReconsiderRecommendation,
    SaveAssessment,
    SubmitAssessment,
)
from shared.contracts.many_cases import (
    AssignCases,
    ReleaseCasesAction,
    RemindOfCases,
)
from shared.contracts.messaging import PassOverMessage, RetryMessage
from shared.contracts.notifications import (
    OrderDelivery,
    RecordLetterPosted,
    RecordMessageBounced,
    RecordMessageDelivered,
    RecordToldOtherwise,
    WithdrawMessage,
)
from shared.contracts.preferring import RecordPreferences, SetPreferences
from shared.contracts.retention import ErasePerson, LiftLegalHold, PlaceLegalHold
from shared.contracts.serving import CloseRefused
from shared.contracts.staff_interests import DeclareStaffInterest, EndStaffInterest
from shared.contracts.subscribing import (
    ChangeSubscriberEndpoint,
    DisableSubscriber,
    EnableSubscriber,
    EndSubscription,
    RegisterSubscriber,
    RotateSubscriberSecret,
)
from shared.contracts.transfers import MoveScope, ReleaseBulk
from shared.errors import NotAuthenticated, NotPermitted
from shared.identity.caller import Caller
from shared.identity.roles import Role

_EVERYBODY = frozenset({Role.PUBLIC})
_SIGNED_IN = frozenset(Role) - _EVERYBODY
_APPLICANT = frozenset({Role.APPLICANT})
_REGISTRAR = frozenset({Role.REGISTRAR})
_ASSESSOR = frozenset({Role.ASSESSOR})
_PANEL = frozenset({Role.PANEL})
_REGULATOR = frozenset({Role.REGULATOR})
_OPERATOR = frozenset({Role.OPERATOR})
_SERVICE = frozenset({Role.SERVICE})

PERMISSIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        # Commands, by their TYPE.
        SubmitApplication.TYPE: _REGISTRAR | _APPLICANT,
        DecideApplication.TYPE: _REGISTRAR,
        CheckRegistrationElsewhere.TYPE: _REGISTRAR,
        AskFurtherInformation.TYPE: _REGISTRAR,
        RecordFurtherInformation.TYPE: _REGISTRAR,
        RecordWithdrawal.TYPE: _REGISTRAR,
        RecordAppeal.TYPE: _REGISTRAR,
        RecordAppealWithdrawal.TYPE: _REGISTRAR,
        CloseRefused.TYPE: _REGISTRAR,
        AnswerFurtherInformation.TYPE: _APPLICANT,
        WithdrawApplication.TYPE: _APPLICANT,
        LodgeAppeal.TYPE: _APPLICANT,
        WithdrawAppeal.TYPE: _APPLICANT,
        FindOnAppeal.TYPE: _PANEL,
        DeclareStaffInterest.TYPE: _REGISTRAR | _PANEL,
        EndStaffInterest.TYPE: _REGISTRAR,
        RaiseEntryFraud.TYPE: _REGISTRAR,
        AnswerEntryFraud.TYPE: _APPLICANT,
        RecordEntryFraudAnswer.TYPE: _REGISTRAR,
        DecideEntryFraud.TYPE: _REGISTRAR | _PANEL,
        AppealEntryFraud.TYPE: _APPLICANT,
        RecordEntryFraudAppeal.TYPE: _REGISTRAR,
        DecideEntryFraudAppeal.TYPE: _PANEL,
        RecordCourtOnEntryFraud.TYPE: _REGISTRAR,
        StartDraft.TYPE: _APPLICANT,
        SaveDraft.TYPE: _APPLICANT,
        DiscardDraft.TYPE: _APPLICANT,
        WithdrawDocument.TYPE: _REGISTRAR | _APPLICANT,
        RecordPaperConfirmation.TYPE: _REGISTRAR,
        AskAnotherProposer.TYPE: _REGISTRAR,
        AppointAssessor.TYPE: _REGISTRAR,
        ErasePerson.TYPE: _REGISTRAR,
        PlaceLegalHold.TYPE: _REGISTRAR,
        LiftLegalHold.TYPE: _REGISTRAR,
        MoveScope.TYPE: _REGISTRAR,
        ReleaseBulk.TYPE: _REGISTRAR,
        GiveRecommendation.TYPE: _ASSESSOR,
        SaveAssessment.TYPE: _ASSESSOR,
        SubmitAssessment.TYPE: _ASSESSOR,
        ReconsiderRecommendation.TYPE: _ASSESSOR,
        AdjudicateAssessment.TYPE: _ASSESSOR,
        JudgeDeclaration.TYPE: _PANEL,
        RecuseFromDeclaration.TYPE: _PANEL,
        DecidePossibleDuplicate.TYPE: _REGISTRAR,
        RecordPayment.TYPE: _REGISTRAR,
        RecordReturnedPayment.TYPE: _REGISTRAR,
        RecordUnmatchedPayment.TYPE: _REGISTRAR,
        AllocatePayment.TYPE: _REGISTRAR,
        DismissPayment.TYPE: _REGISTRAR,
        RefundFee.TYPE: _REGISTRAR,
        WaiveFee.TYPE: _REGISTRAR,
        RecordTraining.TYPE: _REGISTRAR,
        RecordLeave.TYPE: _REGISTRAR,
        CancelLeave.TYPE: _REGISTRAR,
        TakeLeave.TYPE: _ASSESSOR,
        GiveUpLeave.TYPE: _ASSESSOR,
        DeclareInterests.TYPE: _ASSESSOR,
        EndAppointment.TYPE: _REGISTRAR,
        ClaimCase.TYPE: _ASSESSOR,
        RecuseFromCase.TYPE: _ASSESSOR,
        ReassignCase.TYPE: _REGISTRAR,
        RemindAssessors.TYPE: _REGISTRAR,
        OrderDelivery.TYPE: _REGISTRAR,
        RecordLetterPosted.TYPE: _REGISTRAR,
        RecordMessageBounced.TYPE: _REGISTRAR,
        RecordMessageDelivered.TYPE: _REGISTRAR,
        RecordToldOtherwise.TYPE: _REGISTRAR,
        WithdrawMessage.TYPE: _REGISTRAR,
        SettleAddress.TYPE: _REGISTRAR,
        SetPreferences.TYPE: _APPLICANT,
        RecordPreferences.TYPE: _REGISTRAR,
        RegisterSubscriber.TYPE: _REGISTRAR,
        ChangeSubscriberEndpoint.TYPE: _REGISTRAR,
        RotateSubscriberSecret.TYPE: _REGISTRAR,
        DisableSubscriber.TYPE: _REGISTRAR,
        EnableSubscriber.TYPE: _REGISTRAR,
        EndSubscription.TYPE: _REGISTRAR,
        AssignCases.TYPE: _REGISTRAR,
        RemindOfCases.TYPE: _REGISTRAR,
        ReleaseCasesAction.TYPE: _REGISTRAR,
        RetryMessage.TYPE: _OPERATOR,
        PassOverMessage.TYPE: _OPERATOR,
        # Every service: for people and probes.
        "service.read-home": _EVERYBODY,
        "service.read-static": _EVERYBODY,
        "service.read-docs": _EVERYBODY,
        "service.read-health": _EVERYBODY,
        "service.read-metrics": _EVERYBODY,
        "service.sign-in": _EVERYBODY,
        "service.sign-out": _EVERYBODY,
        # Every service: commands. The command's own TYPE is asked for besides.
        "service.send-command": _SIGNED_IN,
        "service.read-answer": _SIGNED_IN,
        # Every service: streams. A stream comes with its disclosures.
        "service.read-heads": _SERVICE | _OPERATOR | _REGULATOR,
        "service.read-stream": _SERVICE,
        "service.read-digest": _SERVICE | _OPERATOR | _REGULATOR | _REGISTRAR,
        # Every service: running it.
        "service.read-waiting": _OPERATOR | _REGISTRAR,
        "service.read-clock": _SIGNED_IN,
        "service.move-clock": _OPERATOR,
        # Applications.
        "applications.submit-batch": _REGISTRAR,
        SUBMIT_ON_PAPER: _REGISTRAR,
        "applications.ask-eligibility": _EVERYBODY,
        "applications.list-applications": _REGISTRAR,
        "applications.read-application": _REGISTRAR | _REGULATOR,
        # Evidence: whose case it is, and who judges it, the route looks up.
        "applications.add-document": _REGISTRAR | _APPLICANT,
        "applications.list-documents": _REGISTRAR | _APPLICANT | _ASSESSOR | _PANEL,
        "applications.read-document": _REGISTRAR | _APPLICANT | _ASSESSOR | _PANEL,
        "applications.read-own-drafts": _APPLICANT,
        "applications.list-confirmations": _REGISTRAR,
        # Whoever holds a signed link, which says who was asked.
        "applications.confirm-by-link": _EVERYBODY,
        "applications.answer-by-link": _EVERYBODY,
        "applications.read-status": _APPLICANT | _REGISTRAR,
        "applications.list-work": _REGISTRAR,
        "applications.list-appeals": _PANEL | _REGISTRAR,
        "applications.read-appeal": _PANEL,
        "applications.list-entry-fraud": _REGISTRAR | _PANEL,
        # Whoever it is not about, or who is tied to them, is told 404.
        "applications.read-entry-fraud": _REGISTRAR | _PANEL | _APPLICANT,
        "applications.list-staff-interests": _REGISTRAR,
        "applications.list-refusals": _REGISTRAR,
        "applications.read-retention": _REGISTRAR | _REGULATOR,
        "applications.read-bulk": _REGISTRAR | _REGULATOR | _OPERATOR,
        # Whoever is not of the panel, or is tied to the case, is told 404.
        "applications.list-declarations": _SIGNED_IN,
        "applications.read-declaration": _SIGNED_IN,
        "applications.list-duplicates": _REGISTRAR,
        "applications.read-fees": _REGISTRAR,
        "applications.list-unmatched": _REGISTRAR,
        "applications.reconcile-fees": _REGISTRAR | _REGULATOR | _OPERATOR,
        "applications.import-payments": _REGISTRAR,
        "applications.read-duplicate": _REGISTRAR,
        "applications.search-register": _EVERYBODY,
        "applications.read-entry": _EVERYBODY,
        # Assessment.
        "assessment.read-queue": _ASSESSOR,
        "assessment.read-case": _ASSESSOR | _REGISTRAR,
        "assessment.read-claimable": _ASSESSOR,
        "assessment.decline-case": _EVERYBODY,
        "assessment.read-assessor": _ASSESSOR | _REGISTRAR,
        "assessment.list-scopes": _REGISTRAR,
        "assessment.list-assessors": _REGISTRAR,
        "assessment.list-cases": _REGISTRAR,
        "assessment.read-bulk": _REGISTRAR | _REGULATOR | _OPERATOR,
        # Notifications.
        # Whoever reports is told by the signature.
        "notifications.report-returned-mail": _EVERYBODY,
        "notifications.list-messages": _REGISTRAR | _OPERATOR,
        "notifications.read-templates": _REGISTRAR | _OPERATOR,
        # Whoever it is not about is told 404.
        "notifications.read-preferences": _APPLICANT | _REGISTRAR,
        "notifications.list-addresses": _REGISTRAR,
        "notifications.list-subscribers": _REGISTRAR | _OPERATOR,
        # With it anybody could speak in our name to the subscriber.
        "notifications.read-subscriber-secret": _REGISTRAR,
        # Audit. The log holds no personal data: that is what sealing is for.
        "audit.read-log": _EVERYBODY,
        "audit.read-digests": _REGULATOR | _REGISTRAR | _OPERATOR | _SERVICE,
        "audit.read-gaps": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.read-quarantine": _REGULATOR | _OPERATOR,
        # A record that nobody could read may hold anybody's data.
        "audit.read-quarantined-bytes": _OPERATOR,
        # What a service that lost its database takes back, with disclosures.
        "audit.read-heads-by-source": _SERVICE,
        "audit.read-entries-by-source": _SERVICE,
        "audit.read-erasures": _SERVICE | _REGULATOR | _OPERATOR,
        "audit.read-trail": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.read-case-file": _REGULATOR | _REGISTRAR,
        "audit.list-reports": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.read-report": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.read-as-at": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.issue-report": _REGULATOR | _REGISTRAR,
        "audit.draw-sample": _REGULATOR | _REGISTRAR | _OPERATOR,
        "applications.read-register-as-at": _REGULATOR | _REGISTRAR | _OPERATOR,
        "audit.read-disclosures": _REGULATOR | _REGISTRAR,
    }
)
"""Every action of the register, and who may do it."""


def may(caller: Caller, action: str) -> bool:
    """Tell whether the caller may do `action`; an action not in the table, nobody."""
    roles = PERMISSIONS.get(action, frozenset[Role]())
    return Role.PUBLIC in roles or bool(caller.roles & roles)


def require(caller: Caller, action: str) -> None:
    """Return if the caller may do `action`, else say what is missing.

    `NotAuthenticated` where a token might help, `NotPermitted` where it did not.
    """
    if may(caller, action):
        return
    if not caller.known:
        raise NotAuthenticated
    raise NotPermitted(f"Your role does not allow '{action}'.", action)


def require_command(caller: Caller, command: CommandData) -> None:
    """Return if the caller may send the command as it is filled in, as `require`."""
    for action in command.actions():
        require(caller, action)
