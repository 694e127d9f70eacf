"""What an assessor says of a case, and what can be asked of it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.assessment.assessing.commands.assigning import (
    Policy,
    PoolMember,
    Timing,
)
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.commands.parties import NOBODY, Parties
from shared.contracts.judging import Moderation


@dataclass(frozen=True, slots=True)
class Save:
    """An assessor puts a draft aside.

    `on_record` is the draft there is already, and `person_id` is the applicant, which
    the state cannot know: they are personal.
    """

    assessment_id: UUID
    assessor_id: str
    draft: Mapping[str, str] | None
    now: datetime
    on_record: Mapping[str, str] | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recommend:
    """An assessor gives their own recommendation, by standard where it is asked.

    `on_record` are the words they gave before, and `person_id` is the applicant,
    which the state cannot know: they are personal.
    """

    assessment_id: UUID
    assessor_id: str
    judgement: Judgement
    words: Words
    now: datetime
    on_record: Words = field(default_factory=Words)
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reconsider:
    """An assessor stands by their recommendation, or changes it, in the discussion.

    Without findings in `judgement` those given before stand.
    """

    assessment_id: UUID
    assessor_id: str
    judgement: Judgement
    words: Words
    now: datetime
    on_record: Words = field(default_factory=Words)
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """A lead assessor settles what the assessors differ on."""

    assessment_id: UUID
    assessor_id: str
    judgement: Judgement
    words: Words
    now: datetime
    on_record: Words = field(default_factory=Words)
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Moderate:
    """A disagreement goes the rulebook's next way, or to the registrar.

    `order` are the ways, one after the other, each of so many `days`; `parties` are
    those who may not moderate it, and `pool` is everybody who was appointed.
    """

    assessment_id: UUID
    order: tuple[Moderation, ...]
    days: int
    policy: Policy
    today: date
    now: datetime
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()


@dataclass(frozen=True, slots=True)
class EndModeration:
    """The last day of a moderation has passed."""

    assessment_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """The applicant answered the gaps that the assessors named in `round`.

    `timing` is the target of the next round, `parties` are those who may not assess it,
    and `pool` is everybody who was appointed.
    """

    assessment_id: UUID
    round: int
    gaps: tuple[str, ...]
    timing: Timing
    policy: Policy
    today: date
    now: datetime
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The application was withdrawn."""

    assessment_id: UUID
    now: datetime


Judging = (
    Save
    | Recommend
    | Moderate
    | Reconsider
    | Adjudicate
    | EndModeration
    | Reopen
    | CloseCase
)
"""What can be asked of a case once it has its assessors."""
