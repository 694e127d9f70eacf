"""`python -m docs.generate [--check]`: the documents that follow from the code.

JSON Schemas of all contracts, the parts of the services, the catalogue of events, whom
each event obliges us to tell, and each service's OpenAPI and AsyncAPI documents. With
`--check` nothing is written: it lists what is outdated, and its exit status is 1.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from docs.capabilities_table import capabilities_table
from docs.event_catalogue import event_catalogue
from docs.notifications_table import notifications_table
from docs.service_documents import openapi_documents, service_asyncapi
from shared.contracts.catalogue import COMMANDS, EVENTS
from shared.contracts.json_schema import json_schema

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "shared" / "contracts" / "schemas"
API = ROOT / "docs" / "api"


def documents() -> Mapping[Path, str]:
    """Return the text of every generated document, by its path."""
    contracts = {**EVENTS, **COMMANDS}
    return {
        **{
            SCHEMAS / f"{name}.json": _pretty(json_schema(contract))
            for name, contract in contracts.items()
        },
        ROOT / "docs" / "capabilities.md": capabilities_table(),
        ROOT / "docs" / "events.md": event_catalogue(),
        ROOT / "docs" / "notifications.md": notifications_table(),
        **{
            API / f"{name}.openapi.json": _pretty(document)
            for name, document in openapi_documents().items()
        },
        **{
            API / f"{name}.asyncapi.json": _pretty(document)
            for name, document in service_asyncapi().items()
        },
    }


def outdated(generated: Mapping[Path, str]) -> list[Path]:
    """Return what is missing, differs, or is there for nothing."""
    there = {*SCHEMAS.glob("*.json"), *API.glob("*.json")}
    differing = {path for path, text in generated.items() if _read(path) != text}
    return sorted(differing | (there - set(generated)))


@click.command(help=(__doc__ or "").split("\n\n", 1)[1])
@click.option("--check", is_flag=True, help="Write nothing; fail if outdated.")
def main(check: bool) -> None:
    """Write what is outdated, or list it."""
    generated = documents()
    stale = outdated(generated)
    for path in stale:
        click.echo(f"{'outdated' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            _write(path, generated.get(path))
    if check and stale:
        sys.exit(1)


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _pretty(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
