"""What deciding an application must know of the others and of whose it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias, TypeVar
from uuid import UUID, uuid4  # noqa: TID251 - drawn once, outside the pure core

from services.applications.applying.commands import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    Beside,
    CheckRegistrationElsewhere,
    Command,
    DecideApplication,
    Entry,
    FindOnAppeal,
    LodgeAppeal,
    Person,
    Said,
    SubmitApplication,
    WithdrawAppeal,
    WithdrawApplication,
)
from services.applications.applying.queries import found_elsewhere, numbers_elsewhere
from services.applications.applying.rules.likeness import (
    answers_of,
    content_digest,
    keys_compared,
    likeness_keys,
)
from services.applications.applying.rules.reading import read
from services.applications.entries import EntryOf, entries_numbered, entries_of
from services.applications.matters import read_matters
from services.applications.served import AppealWindow, read_windows
from services.applications.ties import Ties, read_ties, tied_to
from shared.capability import Database
from shared.contracts.application_questions import (
    NUMBER_ELSEWHERE,
    REGISTRATION_NUMBER,
)
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.contract import EventData
from shared.contracts.elsewhere import Compared, RegistrationElsewhereChecked

LIKE = """
SELECT key, application_id
  FROM application_likeness
 WHERE key = ANY($1::bytea[])
 ORDER BY position
"""

HELD = """
SELECT application_id,
       content,
       applicant,
       person_id,
       given_names,
       family_name,
       work_town,
       email
  FROM applications
 WHERE application_id = ANY($1::uuid[])
 UNION ALL
-- Of one not submitted yet, whose draft it is: the person's id is the draft's.
SELECT draft_id, NULL, actor, person_id, NULL, NULL, NULL, NULL
  FROM drafts
 WHERE draft_id = ANY($1::uuid[])
   AND standing = 'open'
   AND NOT EXISTS (SELECT
                     FROM applications
                    WHERE application_id = draft_id)
"""

T = TypeVar("T")

NOT_COMPARED = Compared.NOT_COMPARED
NOBODY = Person()
NOTHING = Beside()
UNTIED = Ties()
OF_SOMEBODY = (
    DecideApplication,
    AskFurtherInformation,
    AnswerFurtherInformation,
    WithdrawApplication,
    WithdrawAppeal,
    LodgeAppeal,
    FindOnAppeal,
    CheckRegistrationElsewhere,
)
"""What is decided by whose application it is, and by what stands beside it."""

Keys: TypeAlias = Mapping[bytes, tuple[UUID, ...]]
Owners: TypeAlias = Mapping[UUID, str | None]
Windows: TypeAlias = Mapping[UUID, AppealWindow]
Numbered: TypeAlias = Mapping[str, EntryOf]
Checks: TypeAlias = Mapping[UUID, Mapping[str, Said]]


@dataclass(frozen=True, slots=True)
class Known:
    """The applications that may be alike, what each held last, and whose it is.

    `owners` are those who sent them or write them, None of one that was erased; `ties`
    who is tied to those that staff send again.
    `beside` is what stands beside those that somebody acts on, `numbered` the entries
    whose numbers are given, `checks` what other registers said last of those that are
    checked, `declared` the numbers that they declared there, `windows` until when those
    that are appealed against may be.
    """

    alike: Keys = field(default_factory=lambda: MappingProxyType({}))
    contents: Mapping[UUID, bytes] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[UUID, Person] = field(default_factory=lambda: MappingProxyType({}))
    owners: Owners = field(default_factory=lambda: MappingProxyType({}))
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    beside: Mapping[UUID, Beside] = field(default_factory=lambda: MappingProxyType({}))
    numbered: Numbered = field(default_factory=lambda: MappingProxyType({}))
    checks: Checks = field(default_factory=lambda: MappingProxyType({}))
    declared: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    windows: Windows = field(default_factory=lambda: MappingProxyType({}))


class KnownApplications:
    """Likeness over all applications: one batch at a time decides by it.

    A person's id is drawn, not derived: the ids of applications are public, and a
    person's is not to follow from one.
    """

    def __init__(self, new_person: Callable[[], UUID] = uuid4) -> None:
        self.turn: str | None = "applying"
        self.new_person = new_person

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what the commands of a batch must know, from the read tables."""
        keys = [
            key
            for command in commands
            if isinstance(command, SubmitApplication)
            for key in _keys_of(command)
        ]
        alike: dict[bytes, tuple[UUID, ...]] = {}
        for row in await database.fetch(LIKE, keys) if keys else ():
            alike[row["key"]] = (*alike.get(row["key"], ()), row["application_id"])
        ids = [
            command.application_id
            for command in commands
            if isinstance(command, (SubmitApplication, *OF_SOMEBODY))
        ]
        held = await database.fetch(HELD, ids) if ids else ()
        applicants = {row["application_id"]: row["applicant"] for row in held}
        checked = [
            command.application_id
            for command in commands
            if isinstance(command, CheckRegistrationElsewhere)
        ]
        return Known(
            alike=alike,
            contents={
                row["application_id"]: row["content"]
                for row in held
                if row["content"] is not None
            },
            people={
                row["application_id"]: Person(
                    person_id=row["person_id"],
                    given_names=row["given_names"],
                    family_name=row["family_name"],
                    work_town=row["work_town"],
                    email=row["email"],
                )
                for row in held
            },
            owners=_owners(commands, applicants),
            ties=await tied_to(database, _sent_again(commands, applicants)),
            checks=await found_elsewhere(database, checked),
            declared=await numbers_elsewhere(database, checked),
            windows=await read_windows(
                database,
                [c.application_id for c in commands if isinstance(c, LodgeAppeal)],
            ),
            beside=await _beside(
                database,
                applicants,
                {row["application_id"]: row["person_id"] for row in held},
                [c.application_id for c in commands if isinstance(c, OF_SOMEBODY)],
            ),
            numbered=await _numbered(database, commands),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with what its rules must know."""
        person = known.people.get(command.application_id, NOBODY)
        match command:
            case SubmitApplication():
                return replace(
                    command,
                    person_id=person.person_id or self.new_person(),
                    alike=_alike(command, known),
                    before=known.contents.get(command.application_id),
                    owner=known.owners.get(command.application_id),
                    tied=known.ties.get(command.application_id, frozenset()),
                )
            case CheckRegistrationElsewhere():
                return replace(
                    command,
                    person=person,
                    beside=known.beside.get(command.application_id, NOTHING),
                    before=known.checks.get(command.application_id, {}),
                    declared=known.declared.get(command.application_id),
                )
            case LodgeAppeal():
                window = known.windows.get(command.application_id)
                return replace(
                    command,
                    person=person,
                    beside=known.beside.get(command.application_id, NOTHING),
                    to_be_served=window is not None,
                    served_until=window.appeal_by if window else None,
                )
            case (
                DecideApplication()
                | AskFurtherInformation()
                | AnswerFurtherInformation()
                | WithdrawApplication()
                | WithdrawAppeal()
                | FindOnAppeal()
            ):
                beside = known.beside.get(command.application_id, NOTHING)
                return replace(command, person=person, beside=beside)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an event that carries its personal fields."""
        match event:
            case ApplicationSubmitted():
                return _with_submitted(known, event)
            case ApplicationReturned():
                return replace(
                    known,
                    contents=_with(
                        known.contents,
                        event.application_id,
                        content_digest(event.submission or {}),
                    ),
                    people=_with(
                        known.people, event.application_id, Person(event.person_id)
                    ),
                )
            case RegistrationElsewhereChecked():
                said = known.checks.get(event.application_id, {})
                if event.found is not None:
                    now = Said(
                        event.found, event.compared or NOT_COMPARED, event.settled
                    )
                    said = {**said, event.source: now}
                checks = {**known.checks, event.application_id: said}
                return replace(known, checks=checks)
            case _:
                return known


def _owners(commands: Sequence[Command], applicants: Owners) -> Owners:
    """Return whose each application is: its applicant's, or its first sender's.

    Of several that come in one batch under an id that is new, the first begins it.
    """
    owners = dict(applicants)
    for command in commands:
        if isinstance(command, SubmitApplication) and command.submission is not None:
            owners.setdefault(command.application_id, command.sender)
    return owners


def _sent_again(commands: Sequence[Command], applicants: Owners) -> frozenset[UUID]:
    """Return the applications that were begun before, and that staff send."""
    return frozenset(
        command.application_id
        for command in commands
        if isinstance(command, SubmitApplication)
        and command.by_staff
        and command.application_id in applicants
    )


async def _beside(
    database: Database,
    applicants: Mapping[UUID, str | None],
    people: Mapping[UUID, UUID | None],
    applications: Sequence[UUID],
) -> Mapping[UUID, Beside]:
    """Return what stands beside these applications: three queries, however many."""
    if not applications:
        return {}
    matters = await read_matters(database, applications)
    ties = await read_ties(database, applications)
    entries = await entries_of(database, filter(None, people.values()))
    return {
        each: Beside(
            matters=tuple(one.matter for one in matters.get(each, ())),
            tied=ties.get(each, UNTIED).tied,
            judged=ties.get(each, UNTIED).judged,
            applicant=applicants.get(each),
            entry=_entry_of(entries, people.get(each)),
        )
        for each in applications
    }


def _entry_of(entries: Mapping[UUID, EntryOf], person_id: UUID | None) -> Entry | None:
    found = None if person_id is None else entries.get(person_id)
    return found and Entry(found.registration_number, found.stands)


async def _numbered(
    database: Database, commands: Sequence[Command]
) -> Mapping[str, EntryOf]:
    """Return the entries whose numbers are given in submissions, if any is given."""
    given = {
        number
        for command in commands
        if isinstance(command, SubmitApplication)
        and (number := _number_in(command)) is not None
    }
    return await entries_numbered(database, given)


def _number_in(command: SubmitApplication) -> str | None:
    written = (command.submission or {}).get(REGISTRATION_NUMBER, "")
    return written.strip().upper().replace("\0", "") or None


def _with_submitted(known: Known, event: ApplicationSubmitted) -> Known:
    answers = answers_of(event)
    alike = dict(known.alike)
    for key in likeness_keys(answers).values():
        alike[key] = (*alike.get(key, ()), event.application_id)
    person = Person(
        person_id=event.person_id,
        given_names=event.given_names,
        family_name=event.family_name,
        work_town=event.work_town,
        email=event.email,
    )
    number = answers.get(NUMBER_ELSEWHERE)
    declared = {event.application_id: number} if number else {}
    return replace(
        known,
        declared={**known.declared, **declared},
        alike=alike,
        contents=_with(known.contents, event.application_id, content_digest(answers)),
        people=_with(known.people, event.application_id, person),
    )


def _keys_of(command: SubmitApplication) -> tuple[bytes, ...]:
    submission = read(command.submission or {}, command.rulebook, command.today)
    return keys_compared(submission.answers, command.rulebook.duplicates)


def _alike(command: SubmitApplication, known: Known) -> tuple[UUID, ...]:
    """Return the other applications that are alike, each once, oldest first.

    Before them all comes the one behind the entry whose number is given: whether it is
    the applicant's own is for a person to say.
    """
    own = known.numbered.get(_number_in(command) or "")
    behind = () if own is None else (own.application_id,)
    others = (other for key in _keys_of(command) for other in known.alike.get(key, ()))
    each = dict.fromkeys(o for o in (*behind, *others) if o != command.application_id)
    return tuple(each)[: command.rulebook.duplicates.named_at_most]


def _with(known: Mapping[UUID, T], application_id: UUID, value: T) -> Mapping[UUID, T]:
    return {**known, application_id: value}
