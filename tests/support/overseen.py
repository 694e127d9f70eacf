"""A log made up of events, as an overseer is given it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from uuid import UUID, uuid5

from oversight.days import Days
from oversight.documents.document import Asked, Standing
from oversight.logged import Logged, logged
from oversight.period import Period
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessorsAssigned,
    Outcome,
    Recommendation,
    RecommendationGiven,
)
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import Envelope, encode
from shared.contracts.sealing import seal
from shared.contracts.speakers import source_of
from shared.identity.roles import Role
from shared.tlog.checkpoint import Checkpoint

NAMES = UUID(int=11)
REGULATOR = frozenset({Role.REGULATOR})


def named(name: str) -> UUID:
    """Return the id that a name stands for, always the same."""
    return uuid5(NAMES, name)


@dataclass
class MadeUpLog:
    """Events in the order in which they are told."""

    entries: list[Logged] = field(default_factory=list[Logged])
    versions: dict[str, int] = field(default_factory=dict[str, int])

    def tell(
        self,
        stream: str,
        event: EventData,
        on: date,
        *,
        actor: str = "registrar:1",
        effective: date | None = None,
        as_type: str | None = None,
        extra: dict[str, str] | None = None,
    ) -> None:
        """Add an event recorded at noon of a day; `as_type` gives it another type."""
        index = len(self.entries)
        version = self.versions[stream] = self.versions.get(stream, 0) + 1
        salt = iter(range(10**6))
        plain = {**event.model_dump(mode="json"), **(extra or {})}
        data, disclosures = seal(
            plain,
            personal_fields(type(event)),
            lambda: sha256(f"{index}/{next(salt)}".encode()).digest()[:16],
        )
        moment = datetime.combine(on, time(12), UTC)
        envelope = Envelope(
            id=named(f"{stream}/{version}"),
            type=as_type or event.TYPE,
            source=source_of(as_type or event.TYPE) or "/applications",
            subject=stream,
            sequence=version,
            time=moment,
            walltime=moment,
            effective=effective or on,
            actor=actor,
            reason=event.REASON,
            rulebook="rct-voluntary@2015-09-07",
            correlationid=named("correlation"),
            causationid=named("cause"),
            data=data,
        )
        self.entries.append(logged(index, encode(envelope), disclosures, REGULATOR))

    def application(
        self,
        name: str,
        received: date,
        decided: date | None = None,
        *,
        accepted: bool = True,
        route: str = "training-scheme",
        said: Sequence[str] = ("accept", "accept"),
        decider: str = "registrar:1",
    ) -> None:
        """Tell an application from receipt to decision, assessed in between."""
        application, case = named(name), named(f"case {name}")
        stream = f"application/{application}"
        self.tell(
            stream,
            ApplicationSubmitted(
                application_id=application,
                scopes=("nuclear-medicine",),
                route=route,
                submitted_on=received,
                possible_duplicate_of=(),
                country="Wales",
            ),
            received,
        )
        assessors = tuple(f"assessor:{number}" for number in range(len(said)))
        self.tell(
            f"assessment/{case}",
            AssessorsAssigned(
                assessment_id=case,
                application_id=application,
                assessors=assessors,
                due_at=datetime(2027, 3, 1, tzinfo=UTC),
            ),
            received,
        )
        if decided is None:
            return
        for assessor, one in zip(assessors, said, strict=True):
            self.tell(
                f"assessment/{case}",
                RecommendationGiven(
                    assessment_id=case,
                    application_id=application,
                    assessor_id=assessor,
                    recommendation=Recommendation(one),
                ),
                decided,
                actor=assessor,
            )
        self.tell(
            f"assessment/{case}",
            AssessmentConcluded(
                assessment_id=case,
                application_id=application,
                outcome=Outcome.ACCEPT,
                assessors=assessors,
            ),
            decided,
        )
        decision: EventData = (
            ApplicationAccepted(
                application_id=application, scopes=("nuclear-medicine",), route=route
            )
            if accepted
            else ApplicationRefused(application_id=application, reasons=("no",))
        )
        self.tell(stream, decision, decided, actor=decider)

    def entry(self, number: str, on: date, *, scopes: Sequence[str] = ("a",)) -> None:
        """Tell that somebody was entered in the register."""
        self.tell(
            f"registration/{number}",
            RegistrationEntered(
                registration_number=number,
                person_id=named(f"person {number}"),
                application_id=named(number),
                scopes=tuple(scopes),
                route="training-scheme",
                registered_on=on,
                given_names="Zoë",
                family_name="Łukasik",
            ),
            on,
        )

    def status(
        self, number: str, status: str, recorded: date, effective: date | None = None
    ) -> None:
        """Tell that an entry's status changed, by an event that is not built yet."""
        self.tell(
            f"registration/{number}",
            _Bare(),
            recorded,
            effective=effective,
            as_type="register.applications.registration-status-changed.v1",
            extra={"status": status},
        )

    def happening(
        self, stream: str, type_: str, on: date, extra: dict[str, str] | None = None
    ) -> None:
        """Tell an event that is not built yet."""
        self.tell(stream, _Bare(), on, as_type=type_, extra=extra)

    def stop_or_restart(self, stream: str, name: str, on: date) -> None:
        """Tell that an application's clock was stopped or restarted."""
        self.happening(
            stream,
            f"register.applications.further-information-{name}.v1",
            on,
            {"application_id": stream.removeprefix("application/")},
        )

    def said(self) -> list[tuple[bytes, tuple[str, ...]]]:
        """Return each entry with its disclosures, as an export is made of them."""
        return [(entry.raw, entry.disclosures) for entry in self.entries]

    def standing(self) -> Standing:
        """Return where this log stands."""
        root = sha256(b"".join(entry.raw for entry in self.entries)).digest()
        checkpoint = Checkpoint("register.example/audit", len(self.entries), root)
        until = (
            datetime.fromisoformat(self.entries[-1].event["time"])
            if self.entries
            else None
        )
        return Standing(checkpoint, until, personal=True)


class _Bare(EventData):
    """An event without fields."""


def asked(
    first: date | None = None,
    last: date | None = None,
    threshold: int = 0,
    days: Days = Days.CALENDAR,
) -> Asked:
    """Return what is asked for: the whole log and every number, unless told."""
    return Asked(Period(first, last), days, threshold)
