"""`python -m deploy.keys DIR`: keys and passwords of a system of containers, made once.

Each subdirectory is a volume, and goes only where it is needed: `people` (the issuer
of tokens and everybody's keys) nowhere, `passwords` to PostgreSQL, `owners` to what
migrates, and one of each service's name to that service. What is there stays.
"""

import secrets
import shutil
import sys
from pathlib import Path

from shared.identity.demonstration import (
    SERVICES,
    ensure_identity,
    keyset_path,
    service_key_path,
)

HOST = "postgres:5432"
SUPERUSER = "postgres"
READABLE = 0o440
"""PostgreSQL reads its passwords as a member of our group."""


def prepare(root: Path) -> None:
    """Make what is missing, and put each key and password where it belongs."""
    people = root / "people"
    ensure_identity(people)
    _password(root, SUPERUSER)
    for service in SERVICES:
        _write(
            root / "owners" / service,
            _database_url(root, service, f"{service}_owner"),
        )
        own = root / service
        _write(own / "database", _database_url(root, service, f"{service}_service"))
        _copy(keyset_path(people), own / "keyset.json")
        _copy(service_key_path(service, people), own / "private.jwk")


def _database_url(root: Path, service: str, role: str) -> str:
    password = _password(root, role)
    return f"postgresql://{role}:{password}@{HOST}/register_{service}"


def _password(root: Path, role: str) -> str:
    """Return the role's password, made at the first asking."""
    file = root / "passwords" / role
    if not file.exists():
        # Letters and digits: it stands in a URL and in a script as it is.
        _write(file, secrets.token_hex(24))
    return file.read_text("ascii")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text, "ascii")
    draft.chmod(READABLE)
    draft.replace(file)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.new")
    draft.unlink(missing_ok=True)
    shutil.copyfile(source, draft)
    draft.chmod(READABLE)
    draft.replace(target)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
