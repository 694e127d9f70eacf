"""Figures over personal fields: frozen when issued, recomputable while those live."""

from collections.abc import Collection

from oversight.documents.reading import Object, rows, tables, text
from shared.contracts.canonical import canonical


def frozen_rows(document: Object, over: Collection[str]) -> dict[str, str]:
    """Return the rows of these tables, as shown, in canonical JSON by table name."""
    return {
        text(table, "name"): canonical(rows(table)).decode()
        for table in tables(document)
        if text(table, "name") in over
    }
