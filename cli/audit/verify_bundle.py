"""`register audit verify-bundle`: a history and its proofs, without the log."""

from collections.abc import Iterable
from pathlib import Path

import click

from cli.audit.options import (
    chosen_key,
    key_file_option,
    key_option,
    one_sentence,
    parse_witnesses,
    witness_option,
)
from cli.showing import show_json
from cli.speaking import as_json
from cli.teaching import examples
from oversight.bundles.errors import BrokenStream
from oversight.bundles.sequences import in_ranges
from oversight.bundles.verifying import Verified, verify_bundle
from oversight.bundles.words import not_proven, proven
from oversight.case_files.verifying import verify_case_file
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey

_ARCHIVE = b"PK"
_COVER_NOT_COMPUTED = (
    "The cover page, which another version of typst has set: read case.html instead."
)


@click.command(
    "verify-bundle",
    epilog=examples(
        "register audit verify-bundle history.json --vkey-file log.vkey",
        "register audit verify-bundle case.zip --vkey-file log.vkey --whole",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@key_option
@key_file_option
@witness_option
@click.option(
    "--whole", is_flag=True, help="Demand that no stream is held in part only."
)
@as_json
def verify_bundle_file(
    *,
    file: Path,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    whole: bool,
    as_json: bool,
) -> None:
    """Verify offline every entry and field of FILE, a bundle or a case file.

    The key is what you trust: have it from the log's keeper, not from the file. What
    is proven and what is not is said in words; exit status 1 if anything fails.
    """
    with one_sentence():
        key, demanded = chosen_key(vkey, vkey_file), parse_witnesses(witnesses)
        try:
            verified, notes = _verified(file.read_bytes(), key, demanded)
            if whole:
                require_whole(verified)
        except VerificationError as error:
            if not as_json:
                raise
            kind = type(error).__name__
            show_json({"verified": False, "error": kind, "sentence": str(error)})
            raise SystemExit(1) from error
    if as_json:
        show_json(_answer(verified, notes))
        return
    for line in in_lines(verified, notes):
        click.echo(line)


def _verified(
    raw: bytes, key: VerifierKey, witnesses: tuple[VerifierKey, ...]
) -> tuple[Verified, list[str]]:
    """Return what a bundle or case file proves, and what else it does not prove."""
    if not raw.startswith(_ARCHIVE):
        return verify_bundle(raw, key, witnesses), []
    found = verify_case_file(raw, key, witnesses)
    return found.verified, [] if found.cover_computed else [_COVER_NOT_COMPUTED]


def require_whole(verified: Verified) -> None:
    """Raise `BrokenStream` if a stream is held in part."""
    for stream, versions in verified.tally.parts.items():
        raise BrokenStream(f"of {stream} only versions {versions} are here")


def in_lines(verified: Verified, notes: Iterable[str] = ()) -> Iterable[str]:
    """Yield what is proven and what is not, in words."""
    asked = ", ".join(f"{name} {it}" for name, it in verified.bundle.asked.items())
    yield f"The bundle holds. Its maker says it answers: {asked or 'nothing named'}."
    yield "Proven:"
    yield from _listed(proven(verified.tally, verified.checkpoint))
    yield "Not proven:"
    yield from _listed([*notes, *not_proven(verified.tally, verified.checkpoint)])


def _listed(sentences: Iterable[str]) -> Iterable[str]:
    return (f"  - {sentence}" for sentence in sentences)


def _answer(verified: Verified, notes: list[str]) -> dict[str, object]:
    checkpoint = verified.checkpoint
    return {
        "verified": True,
        "asked": dict(verified.bundle.asked),
        "checkpoint": {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
        },
        "streams": {
            stream: in_ranges(versions)
            for stream, versions in verified.versions.items()
        },
        "parts": dict(verified.tally.parts),
        "heads": verified.tally.heads,
        "entries": [
            {
                "index": entry.index,
                "event": dict(entry.event),
                "disclosed": dict(entry.disclosed),
            }
            for entry in verified.entries
        ],
        "proven": proven(verified.tally, checkpoint),
        "not_proven": [*notes, *not_proven(verified.tally, checkpoint)],
    }
