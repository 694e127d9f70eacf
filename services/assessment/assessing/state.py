"""The situations a case can be in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.assessment.assessing.commands.judgement import Judgement
from shared.contracts.judging import Moderation


@dataclass(frozen=True, slots=True)
class NotOpened:
    """No application led to this case."""


@dataclass(frozen=True, slots=True)
class Target:
    """The service target of a case: what its instants are, and which comes next.

    `next_at` is None when nothing more follows; `escalated` counts the times the case
    was put to somebody else.
    """

    due_at: datetime
    remind_at: tuple[datetime, ...] = ()
    escalate_at: tuple[datetime, ...] = ()
    next_at: datetime | None = None
    overdue: bool = False
    escalated: int = 0


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Opened, and waiting for assessors; cases older than targets have none yet.

    Those `excluded` had a part in an earlier case of the application; `level` is that
    of practice which is applied for, if any.
    """

    application_id: UUID
    scopes: tuple[str, ...]
    target: Target | None = None
    standards: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    level: str | None = None


@dataclass(frozen=True, slots=True)
class UnderAssessment:
    """With its assessors; `given` is what those who have spoken said, and is locked.

    The case has as many `seats` as assessors are to judge it; `left` are those who
    gave it back or had it taken from them, and never come back to it. `standards` are
    those to be judged in this round; `acted` are others who had a part in the case: in
    an earlier round, or in moderation.
    """

    application_id: UUID
    assessors: tuple[str, ...]
    due_at: datetime
    given: Mapping[str, Judgement] = field(default_factory=dict[str, Judgement])
    scopes: tuple[str, ...] = ()
    seats: int = 0
    left: frozenset[str] = frozenset()
    target: Target | None = None
    standards: tuple[str, ...] = ()
    round: int = 1
    acted: frozenset[str] = frozenset()
    level: str | None = None

    @property
    def all_given(self) -> bool:
        """Return whether there is an assessor in every seat, and each has spoken."""
        return len(self.given) >= max(self.seats, len(self.assessors))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return who of the assessors has not spoken."""
        return tuple(one for one in self.assessors if one not in self.given)

    @property
    def vacancies(self) -> int:
        """Return how many seats nobody has."""
        return max(0, self.seats - len(self.assessors))


@dataclass(frozen=True, slots=True)
class UnderModeration:
    """All have spoken and differ; `case` has the last version of what each said.

    `moderation` is what goes on, None until the next way is found, and `tried` came to
    nothing; `moderators` have the word, those in `spoken` have had it.
    """

    case: UnderAssessment
    tried: tuple[Moderation, ...] = ()
    moderation: Moderation | None = None
    moderators: tuple[str, ...] = ()
    spoken: frozenset[str] = frozenset()
    due_at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return who has the word and has not used it."""
        return tuple(one for one in self.moderators if one not in self.spoken)


@dataclass(frozen=True, slots=True)
class Concluded:
    """The assessors have spoken; what they said in the last round is locked."""

    case: UnderAssessment


@dataclass(frozen=True, slots=True)
class Closed:
    """The application was withdrawn: what was said stays locked."""

    given: Mapping[str, Judgement] = field(default_factory=dict[str, Judgement])


State = NotOpened | Unassigned | UnderAssessment | UnderModeration | Concluded | Closed
