"""The demonstration's people: made at first start, embedded mode only.

Under `<data>/identity/`: `keyset.json` with everybody's public keys, and one private
`.jwk` file (mode 0600) for the issuer of tokens, each person and each service.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import orjson

from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.keys import (
    KeyUse,
    KnownKey,
    keyset_bytes,
    new_key,
    read_signing_key,
)
from shared.identity.roles import Role
from shared.identity.tokens import issue_token

ISSUER = "issuer:demonstration"
SERVICES = ("applications", "assessment", "notifications", "audit")
SIGNED_IN_FOR = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """An invented person: a short name to pick, an opaque actor id, a role, a date."""

    name: str
    actor: str
    display_name: str
    email: str
    role: Role
    since: date

    @property
    def caller(self) -> Caller:
        """The person as the services know them."""
        return Caller(self.actor, frozenset({self.role}))


def _person(
    name: str, actor: str, display_name: str, role: Role
) -> DemonstrationPerson:
    email = f"{name}@register.example"
    return DemonstrationPerson(name, actor, display_name, email, role, date(2024, 1, 1))


PEOPLE = MappingProxyType(
    {
        person.name: person
        for person in (
            _person("registrar", "actor-5d0c71e2", "Ruth Regan", Role.REGISTRAR),
            _person("registrar-2", "actor-90b3f6a4", "Rhys Rowlands", Role.REGISTRAR),
            _person("assessor-1", "actor-1c7e52d8", "Asha Anand", Role.ASSESSOR),
            _person("assessor-2", "actor-e4869b03", "Angus Allardyce", Role.ASSESSOR),
            _person("assessor-3", "actor-58d2b7f1", "Aoife Ahern", Role.ASSESSOR),
            _person("assessor-4", "actor-c60f913a", "Arjun Acharya", Role.ASSESSOR),
            _person("panel-1", "actor-7f20c6b5", "Pia Pereira", Role.PANEL),
            _person("panel-2", "actor-a83d19e0", "Piotr Prentice", Role.PANEL),
            _person("panel-3", "actor-2e94d07c", "Petra Pryce", Role.PANEL),
            _person("panel-4", "actor-f17a35b8", "Paolo Pinto", Role.PANEL),
            _person("applicant", "actor-37fa0d95", "Ama Appiah", Role.APPLICANT),
            _person("applicant-2", "actor-d3508e6f", "Bram Bakker", Role.APPLICANT),
            _person("regulator", "actor-b85214cf", "Gwen Griffiths", Role.REGULATOR),
            _person("operator", "actor-62e9a7b1", "Oscar Okafor", Role.OPERATOR),
        )
    }
)
"""Everybody whom one can pick, so many of a role that duties can be segregated."""

POOL = ("assessor-1", "assessor-2")
"""Who is in the pool from the first start; the other assessors are to be appointed."""


def identity_folder(data: Path) -> Path:
    """Return where the keys of a data directory are."""
    return data / "identity"


def keyset_path(data: Path) -> Path:
    """Return the file of everybody's public keys."""
    return identity_folder(data) / "keyset.json"


def person_key_path(person: str, data: Path) -> Path:
    """Return the file of a person's private key; raises `NotFound`."""
    return _key_path(_demonstration_person(person).name, data)


def service_key_path(service: str, data: Path) -> Path:
    """Return the file of a service's private key."""
    return _key_path(f"service-{service}", data)


def ensure_identity(data: Path, services: Sequence[str] = SERVICES) -> Path:
    """Make the keys that are missing, and return the path of the key set.

    Keys that are there stay, so tokens and signatures outlive a restart.
    """
    identity_folder(data).mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = [_ensure_key(_key_path("issuer", data), ISSUER, None)]
    keys += [
        _ensure_key(person_key_path(person.name, data), person.actor, person.role)
        for person in PEOPLE.values()
    ]
    keys += [
        _ensure_key(service_key_path(name, data), f"service:{name}", Role.SERVICE)
        for name in services
    ]
    _write_keyset(keyset_path(data), keys)
    return keyset_path(data)


def token_for(
    person: str,
    data: Path,
    now: datetime | None = None,
    life: timedelta = SIGNED_IN_FOR,
) -> str:
    """Return a token for a demonstration person, by the wall clock unless told.

    Raises `NotFound` for anybody else, `Malformed` where there is no issuer's key.
    """
    caller = _demonstration_person(person).caller
    issuer = read_signing_key(_key_path("issuer", data))
    return issue_token(caller, issuer, now or datetime.now(UTC), life)


def signing_key_for(person: str, data: Path) -> KnownKey:
    """Return the key by which a demonstration person signs commands."""
    return read_signing_key(person_key_path(person, data))


def _demonstration_person(name: str) -> DemonstrationPerson:
    person = PEOPLE.get(name)
    if person is None:
        raise NotFound(
            f"There is no demonstration person '{name}': choose from "
            f"{', '.join(PEOPLE)}."
        )
    return person


def _key_path(name: str, data: Path) -> Path:
    return identity_folder(data) / f"{name}.jwk"


def _ensure_key(path: Path, actor: str, role: Role | None) -> KnownKey:
    if path.exists():
        return read_signing_key(path)
    use = KeyUse.TOKENS if role is None else KeyUse.COMMANDS
    key = new_key(actor, frozenset({role} if role else ()), use)
    _write(path, orjson.dumps(key.private_jwk), mode=0o600)
    return key


def _write_keyset(path: Path, keys: Sequence[KnownKey]) -> None:
    raw = keyset_bytes({key.kid: key for key in keys})
    if not path.exists() or path.read_bytes() != raw:
        _write(path, raw, mode=0o644)


def _write(path: Path, raw: bytes, *, mode: int) -> None:
    # Made with its mode before it has content, moved into place when whole.
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
