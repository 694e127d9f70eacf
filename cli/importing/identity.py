"""Ids that a repetition keeps: the same file again asks for the same things."""

from uuid import UUID, uuid5

from cli.importing.reading import Row

NAMESPACE = UUID("6f1f6d5e-0b8a-4a62-9f0e-5d2c6c1b7a31")
"""Of every id that an import derives; never changed."""


def application_id(digest: str, row: Row) -> UUID:
    """Return the application's id: by its sender's reference, else by its place."""
    if row.external_ref:
        return uuid5(NAMESPACE, f"external-ref:{row.external_ref}")
    return uuid5(NAMESPACE, f"row:{digest}:{row.number}")


def command_id(digest: str, row: Row, person: str) -> UUID:
    """Return the id of the command that submits a row of a file for a person."""
    return uuid5(NAMESPACE, f"submit:{digest}:{row.number}:{person}")
