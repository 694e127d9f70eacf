"""Every decision about a declared matter, and how it stands after each event."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from services.applications.declarations.commands import (
    CloseDeclaration,
    Command,
    Judge,
    RaiseDeclaration,
    RecordOverdue,
    Recuse,
)
from services.applications.declarations.rules import Reason, found_together, refused
from services.applications.declarations.state import Ended, NotRaised, Open, State
from shared.contracts.declarations import (
    DeclarationClosed,
    DeclarationConcluded,
    DeclarationJudged,
    DeclarationOverdue,
    DeclarationRaised,
    Finding,
    MatterOrigin,
    PanelMemberAdded,
    PanelMemberRecused,
)
from shared.decider import Decider

Event: TypeAlias = (
    DeclarationRaised
    | DeclarationJudged
    | DeclarationConcluded
    | PanelMemberAdded
    | PanelMemberRecused
    | DeclarationOverdue
    | DeclarationClosed
)


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case RaiseDeclaration():
            return _raise(command, state)
        case Judge():
            return _judge(command, state)
        case Recuse():
            return _recuse(command, state)
        case RecordOverdue():
            return _overdue(command, state)
        case CloseDeclaration():
            return _close(command, state)


def _raise(command: RaiseDeclaration, state: State) -> Sequence[Event]:
    """Raise what is declared once, and what is referred whenever none is open.

    An appeal brings back what a refusal left without a finding, and raises nothing new.
    """
    match state:
        case NotRaised():
            appealed = command.origin is MatterOrigin.APPEALED
            return [] if appealed else [_raised(command, 1)]
        case Open():
            return []
        case Ended():
            return _again(command, state)


def _again(command: RaiseDeclaration, state: Ended) -> Sequence[Event]:
    match command.origin:
        case MatterOrigin.DECLARED:
            return []
        case MatterOrigin.REFERRED:
            return [_raised(command, state.round + 1)]
        case MatterOrigin.APPEALED:
            return [] if state.finding else [_raised(command, state.round)]


def _raised(command: RaiseDeclaration, round_: int) -> DeclarationRaised:
    subject = command.subject
    return DeclarationRaised(
        application_id=command.application_id,
        round=round_,
        origin=command.origin,
        panel_members=command.panel_members,
        judge_by=command.judge_by,
        person_id=subject.person_id,
        given_names=subject.given_names,
        family_name=subject.family_name,
        employer=subject.employer,
        grounds=subject.grounds,
        details=subject.details,
    )


def _judge(command: Judge, state: State) -> Sequence[Event]:
    match state:
        case NotRaised():
            raise refused(Reason.NOT_RAISED)
        case Open():
            return _finding(command, state)
        case Ended(findings=findings):
            if (command.member, command.finding) in findings:
                return []
            raise refused(Reason.NOT_OPEN)


def _finding(command: Judge, state: Open) -> Sequence[Event]:
    before = dict(state.findings).get(command.member)
    if before is command.finding:
        return []
    if before is not None:
        raise refused(Reason.ALREADY_JUDGED)
    if command.ties:
        raise refused(Reason.TIED)
    if command.member in state.recused:
        raise refused(Reason.RECUSED)
    if command.member in state.judged:
        raise refused(Reason.JUDGED_BEFORE)
    if not command.grounds:
        raise refused(Reason.NO_GROUNDS)
    judged = DeclarationJudged(
        application_id=command.application_id,
        round=state.round,
        member=command.member,
        finding=command.finding,
        person_id=command.person_id,
        grounds=command.grounds,
        explanation=command.explanation,
    )
    findings = (*state.findings, (command.member, command.finding))
    if len(findings) < state.panel_members:
        return [judged]
    together = found_together([finding for _, finding in findings])
    if together is None:
        more = PanelMemberAdded(
            application_id=command.application_id,
            round=state.round,
            panel_members=state.panel_members + 1,
        )
        return [judged, more]
    concluded = DeclarationConcluded(
        application_id=command.application_id,
        round=state.round,
        finding=together,
        members=tuple(member for member, _ in findings),
    )
    return [judged, concluded]


def _recuse(command: Recuse, state: State) -> Sequence[Event]:
    match state:
        case NotRaised():
            raise refused(Reason.NOT_RAISED)
        case Ended():
            raise refused(Reason.NOT_OPEN)
        case Open():
            if command.member in state.recused:
                return []
            if command.member in dict(state.findings):
                raise refused(Reason.ALREADY_JUDGED)
            return [
                PanelMemberRecused(
                    application_id=command.application_id,
                    member=command.member,
                    reason=command.reason,
                    person_id=command.person_id,
                    explanation=command.explanation,
                )
            ]


def _overdue(command: RecordOverdue, state: State) -> Sequence[Event]:
    match state:
        case Open(overdue=False):
            return [
                DeclarationOverdue(
                    application_id=command.application_id,
                    round=state.round,
                    was_due_on=state.judge_by,
                    judged_by=tuple(member for member, _ in state.findings),
                )
            ]
        case NotRaised() | Open() | Ended():
            return []


def _close(command: CloseDeclaration, state: State) -> Sequence[Event]:
    match state:
        case Open(round=round_):
            return [
                DeclarationClosed(
                    application_id=command.application_id,
                    round=round_,
                    reason=command.reason,
                )
            ]
        case NotRaised() | Ended():
            return []


def evolve(state: State, event: Event) -> State:
    """Return how the matter stands after `event`."""
    match event:
        case DeclarationRaised():
            return _opened(state, event)
        case PanelMemberRecused(member=member):
            return replace(state, recused=state.recused | {member})
        case _:
            return _moved(state, event) if isinstance(state, Open) else state


def _opened(state: State, event: DeclarationRaised) -> Open:
    """Return the matter before the panel: what a round goes on with stays given."""
    before = state.findings if isinstance(state, Ended) else ()
    judged = state.judged if isinstance(state, Ended) else frozenset[str]()
    goes_on = isinstance(state, Ended) and state.round == event.round
    given, earlier = (before, ()) if goes_on else ((), before)
    return Open(
        round=event.round,
        panel_members=event.panel_members,
        judge_by=event.judge_by,
        overdue=False,
        findings=given,
        judged=judged | {member for member, _ in earlier},
        recused=state.recused,
    )


def _moved(
    state: Open,
    event: DeclarationJudged
    | DeclarationConcluded
    | PanelMemberAdded
    | DeclarationOverdue
    | DeclarationClosed,
) -> State:
    match event:
        case DeclarationJudged(member=member, finding=finding):
            return replace(state, findings=(*state.findings, (member, finding)))
        case PanelMemberAdded(panel_members=panel_members):
            return replace(state, panel_members=panel_members)
        case DeclarationOverdue():
            return replace(state, overdue=True)
        case DeclarationConcluded(finding=finding):
            return _ended(state, finding)
        case DeclarationClosed():
            return _ended(state, None)


def _ended(state: Open, finding: Finding | None) -> Ended:
    return Ended(state.round, finding, state.findings, state.judged, state.recused)


DECLARATION = Decider[Command, State, Event](
    initial=NotRaised(), decide=decide, evolve=evolve
)
"""The rules of one application's declared matters."""
