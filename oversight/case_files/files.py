"""The files of a case file, each computed from the bundle alone. Pure."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import cast

from oversight.bundles.verifying import Verified
from oversight.case_files.case import Case, Row, case_of
from oversight.case_files.pages import cover, explanation, page, title_of
from oversight.case_files.spreadsheet import in_csv
from oversight.wording import in_words
from shared.contracts.canonical import Json, canonical
from shared.tlog.proofs import InclusionProof

FORMAT = "register-case-file/2"
"""Names the forms of all files here: whoever changes one has to raise it."""

BUNDLE, MANIFEST, COVER = "bundle.json", "manifest.json", "cover.pdf"

_COLUMNS = {
    "chronology": (
        *("index", "day", "days_since", "recorded", "effective", "what", "stream"),
        *("version", "by", "reason", "rulebook"),
    ),
    "inactivity": ("from", "to", "days", "after_entry", "before_entry"),
    "decisions": (
        *("index", "recorded", "what", "outcome", "reasons", "something_withheld"),
        *("decided_by", "rulebook", "stream"),
    ),
    "documents": ("index", "field", "sha256"),
}
_TRAIL = (
    *("index", "recorded", "type", "stream", "version", "by", "reason", "rulebook"),
    *("correlation", "causation", "said", "disclosed"),
)


def files_of(
    bundle: bytes, verified: Verified, inactive_after: int
) -> dict[str, bytes]:
    """Return every file of the case file by name, the manifest among them."""
    case = case_of(verified, inactive_after)
    files = dict(_files(bundle, case))
    return files | {MANIFEST: _manifest(files, case)}


def typst_version() -> str:
    """Return the version of typst that makes a cover here."""
    return version("typst")


def _files(bundle: bytes, case: Case) -> Iterator[tuple[str, bytes]]:
    tables, trail = case.tables, _trail(case)
    yield "README.txt", explanation(case)
    yield BUNDLE, bundle
    yield COVER, cover(case)
    yield "case.html", page(case, title_of(case), tables)
    yield "case.json", canonical(_document(case))
    for name, columns in _COLUMNS.items():
        yield f"{name}.csv", in_csv(columns, tables[name])
    yield "trail.csv", in_csv(_TRAIL, trail)
    yield (
        "trail.html",
        page(case, f"Trail of {in_words(case.subject)}", {"trail": trail}),
    )
    yield "trail.json", canonical(_entries(case))
    yield "checkpoint", case.verified.bundle.checkpoint
    for entry in case.verified.bundle.entries:
        yield f"entries/{entry.index}.json", entry.raw
        proof = InclusionProof(
            entry.index, entry.proof, case.verified.bundle.checkpoint
        )
        yield f"proofs/{entry.index}.tlog-proof", bytes(proof)


def _document(case: Case) -> dict[str, Json]:
    return {
        "subject": case.subject,
        "log": case.verified.checkpoint.origin,
        "size": case.verified.checkpoint.size,
        "root": case.verified.checkpoint.root.hex(),
        "inactive_after_days": case.inactive_after,
        **{name: _json(rows) for name, rows in case.tables.items()},
        "proven": list[Json](case.proven),
        "not_proven": list[Json](case.not_proven),
    }


def _json(rows: Sequence[Row]) -> list[Json]:
    return [dict(row) for row in rows]


def _entries(case: Case) -> list[Json]:
    return [
        {
            "index": entry.index,
            "event": dict(cast("dict[str, Json]", entry.event)),
            "disclosed": dict(entry.disclosed),
        }
        for entry in case.verified.entries
    ]


def _trail(case: Case) -> list[Row]:
    return [
        {
            "index": entry.index,
            "recorded": str(entry.event["time"]),
            "type": entry.type,
            "stream": entry.stream,
            "version": int(str(entry.event["sequence"])),
            "by": str(entry.event["actor"]),
            "reason": str(entry.event["reason"]),
            "rulebook": str(entry.event["rulebook"]),
            "correlation": str(entry.event["correlationid"]),
            "causation": str(entry.event["causationid"]),
            "said": {
                name: value for name, value in entry.data.items() if name != "_sd"
            },
            "disclosed": dict(entry.disclosed),
        }
        for entry in case.verified.entries
    ]


def _manifest(files: dict[str, bytes], case: Case) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "inactive_after_days": case.inactive_after,
            "typst": typst_version(),
            "files": {name: sha256(raw).hexdigest() for name, raw in files.items()},
        }
    )
