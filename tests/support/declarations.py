"""A declared matter, and what a panel says of it."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.applications.declarations.commands import (
    Judge,
    RaiseDeclaration,
    RecordOverdue,
    Recuse,
    Subject,
)
from shared.contracts.declarations import (
    DeclarationConcluded,
    DeclarationJudged,
    DeclarationRaised,
    Finding,
    FindingGround,
    MatterOrigin,
    PanelMemberRecused,
    RecusalGround,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
APPLICATION = UUID(int=2)
PERSON = UUID(int=1)
JUDGE_BY = date(2026, 3, 30)
SUBJECT = Subject(
    person_id=PERSON,
    given_names="Zoë",
    family_name="Łukasik",
    employer="Anglia Imaging Ltd",
    grounds=("health",),
    details="A condition that is managed.",
)
GROUNDS = (FindingGround.MANAGED_CONDITION,)
NO_CONCERN, NOTED = Finding.NO_CONCERN, Finding.CONDITIONS_NOTED
NOT_SUITABLE = Finding.NOT_SUITABLE


def raise_matter(
    origin: MatterOrigin = MatterOrigin.DECLARED, members: int = 2
) -> RaiseDeclaration:
    """Return the command that a declared matter becomes."""
    return RaiseDeclaration(APPLICATION, origin, SUBJECT, members, JUDGE_BY, NOW)


def raised(
    round_: int = 1,
    origin: MatterOrigin = MatterOrigin.DECLARED,
    members: int = 2,
) -> DeclarationRaised:
    """Return the event that a matter went before the panel."""
    return DeclarationRaised(
        application_id=APPLICATION,
        round=round_,
        origin=origin,
        panel_members=members,
        judge_by=JUDGE_BY,
        person_id=PERSON,
        given_names=SUBJECT.given_names,
        family_name=SUBJECT.family_name,
        employer=SUBJECT.employer,
        grounds=SUBJECT.grounds,
        details=SUBJECT.details,
    )


def judge(
    member: str = "panel-1",
    finding: Finding = NO_CONCERN,
    *,
    ties: tuple[str, ...] = (),
    grounds: tuple[FindingGround, ...] | None = GROUNDS,
) -> Judge:
    """Return the command by which a member gives a finding."""
    return Judge(
        application_id=APPLICATION,
        member=member,
        finding=finding,
        grounds=grounds,
        explanation="Read and discussed.",
        now=NOW,
        ties=frozenset(ties),
        person_id=PERSON,
    )


def judged(
    member: str = "panel-1", finding: Finding = NO_CONCERN, round_: int = 1
) -> DeclarationJudged:
    """Return the event that a member gave a finding."""
    return DeclarationJudged(
        application_id=APPLICATION,
        round=round_,
        member=member,
        finding=finding,
        person_id=PERSON,
        grounds=GROUNDS,
        explanation="Read and discussed.",
    )


def concluded(
    finding: Finding = NO_CONCERN, *members: str, round_: int = 1
) -> DeclarationConcluded:
    """Return the event that the panel found."""
    return DeclarationConcluded(
        application_id=APPLICATION,
        round=round_,
        finding=finding,
        members=members or ("panel-1", "panel-2"),
    )


def recuse(member: str = "panel-1") -> Recuse:
    """Return the command by which a member steps aside."""
    return Recuse(
        APPLICATION, member, RecusalGround.KNOWS_APPLICANT, "We trained.", NOW, PERSON
    )


def recused(member: str = "panel-1") -> PanelMemberRecused:
    """Return the event that a member stepped aside."""
    return PanelMemberRecused(
        application_id=APPLICATION,
        member=member,
        reason=RecusalGround.KNOWS_APPLICANT,
        person_id=PERSON,
        explanation="We trained.",
    )


def day_passed() -> RecordOverdue:
    """Return the command that the target day becomes."""
    return RecordOverdue(APPLICATION, NOW)
