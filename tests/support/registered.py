"""A small log of one person's way onto the register, with what is disclosed of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from oversight.bundles.making import Origin
from oversight.logged import Logged, logged
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.canonical import Json
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import Envelope, encode
from shared.contracts.sealing import seal
from shared.contracts.speakers import source_of
from shared.identity.roles import Role
from tests.support.golden_log import KEY, Shelf, sealed

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PERSON = uuid5(UUID(int=7), "Ada")
APPLICATION = f"application/{uuid5(PERSON, 'application')}"
REGISTRATION = "registration/CT000001"
OTHER = f"application/{uuid5(PERSON, 'other')}"
REGULATOR = (Role.REGULATOR,)

# These entries stay as they were recorded, before their contracts had these fields.
LATER = frozenset({"further_answers"})


@dataclass(frozen=True)
class _Step:
    stream: str
    version: int
    actor: str
    contract: type[EventData]
    fields: dict[str, Json]
    days: float


_STEPS = (
    _Step(
        APPLICATION,
        1,
        "applicant/1",
        ApplicationSubmitted,
        {
            "scopes": ["nuclear-medicine"],
            "route": "primary",
            "submitted_on": "2026-03-01",
            "possible_duplicate_of": [],
            "person_id": str(PERSON),
            "given_names": "Ada",
            "family_name": "Łovelace #1",
            "declaration_details": "none of your business",
        },
        0,
    ),
    _Step(
        OTHER,
        1,
        "applicant/2",
        ApplicationSubmitted,
        {"scopes": [], "route": "primary", "submitted_on": "2026-03-01"},
        1,
    ),
    _Step(
        APPLICATION,
        2,
        "registrar",
        ApplicationAccepted,
        {
            "scopes": ["nuclear-medicine"],
            "route": "primary",
            "person_id": str(PERSON),
            "explanation": "=Meets every *standard* $x$",
        },
        60,
    ),
    _Step(
        REGISTRATION,
        1,
        "service:applications",
        RegistrationEntered,
        {
            "registration_number": "CT000001",
            "person_id": str(PERSON),
            "scopes": ["nuclear-medicine"],
            "route": "primary",
            "registered_on": "2026-04-30",
            "family_name": "Łovelace #1",
        },
        60.001,
    ),
)


def _entry(number: int, step: _Step) -> tuple[bytes, tuple[str, ...]]:
    contract, fields = step.contract, step.fields
    kind, _, identity = step.stream.partition("/")
    if kind == "application":
        fields = {"application_id": identity, **fields}
    salts = (number * 100 + field for field in range(100))
    data, disclosures = seal(
        fields,
        personal_fields(contract) - LATER,
        lambda: next(salts).to_bytes(16, "big"),
    )
    at = NOW + timedelta(days=step.days)
    envelope = Envelope(
        id=UUID(int=number),
        type=contract.TYPE,
        source=source_of(contract.TYPE) or "/applications",
        subject=step.stream,
        sequence=step.version,
        time=at,
        walltime=at,
        effective=at.date(),
        actor=step.actor,
        reason=contract.REASON,
        rulebook="rct-voluntary@2026-01-01",
        correlationid=UUID(int=1),
        causationid=UUID(int=number),
        data=data,
    )
    return encode(envelope), disclosures


ENTRIES = [_entry(number, step) for number, step in enumerate(_STEPS)]


def small_log(more: Sequence[bytes] = ()) -> Shelf:
    """Return what a log of these entries, and more, serves."""
    return sealed([*(raw for raw, _ in ENTRIES), *more])


def history(roles: Sequence[Role] = REGULATOR) -> list[Logged]:
    """Return the entries about the person, with what these roles may see."""
    return [
        logged(index, raw, disclosures, roles)
        for index, (raw, disclosures) in enumerate(ENTRIES)
        if index != 1
    ]


def origin(log: Shelf) -> Origin:
    """Return the log as a bundle's maker knows it."""
    return Origin(log["checkpoint"], KEY, log)
