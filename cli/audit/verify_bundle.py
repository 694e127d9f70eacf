"""`register audit verify-bundle`: a history and its proofs, without the log."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
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
from cli.clock.durations import after
from cli.failures import Failed
from cli.showing import show_json
from cli.speaking import as_json
from cli.teaching import examples
from oversight.bundles.sequences import in_ranges
from oversight.bundles.verifying import Verified, verify_bundle
from oversight.bundles.wholeness import (
    MOST_ENTRIES_BEHIND,
    Allowance,
    require_whole,
)
from oversight.bundles.words import not_proven, proven
from oversight.case_files.verifying import verify_case_file
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey

_ARCHIVE = b"PK"
_ENTRIES = re.compile("[0-9]{1,15}")
_COVER_NOT_COMPUTED = (
    "The cover page, which another version of typst has set: read case.html instead."
)


@click.command(
    "verify-bundle",
    epilog=examples(
        "register audit verify-bundle history.json --vkey-file log.vkey",
        "register audit verify-bundle case.zip --vkey-file log.vkey --whole",
        "register audit verify-bundle case.zip --vkey-file log.vkey --whole \\",
        "    --heads-within 500 --heads-within P2D",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@key_option
@key_file_option
@witness_option
@click.option(
    "--whole",
    is_flag=True,
    help="Demand that every stream is whole, to its end in sealed heads.",
)
@click.option(
    "--heads-within",
    "heads_within",
    metavar="ENTRIES|DURATION",
    multiple=True,
    help="How old the heads may be for --whole: so many entries behind the "
    f"checkpoint ({MOST_ENTRIES_BEHIND} unless told), or, such as P2D, so long ago. "
    "Give both to demand both.",
)
@as_json
def verify_bundle_file(
    *,
    file: Path,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    whole: bool,
    heads_within: tuple[str, ...],
    as_json: bool,
) -> None:
    """Verify offline every entry and field of FILE, a bundle or a case file.

    The key is what you trust: have it from the log's keeper, not from the file. What
    is proven and what is not is said in words; exit status 1 if anything fails.
    """
    allowance = allowance_of(heads_within, datetime.now(UTC)) if whole else None
    if heads_within and allowance is None:
        raise click.UsageError("--heads-within belongs to --whole")
    with one_sentence():
        key, demanded = chosen_key(vkey, vkey_file), parse_witnesses(witnesses)
        try:
            verified, notes = _verified(file.read_bytes(), key, demanded)
            if allowance is not None:
                require_whole(verified, allowance)
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


def allowance_of(texts: Iterable[str], now: datetime) -> Allowance:
    """Return how old heads may be: numbers of entries, and durations before `now`.

    Raises `Failed` for anything else.
    """
    allowed: list[int] = []
    since: list[datetime] = []
    for text in texts:
        if _ENTRIES.fullmatch(text):
            allowed.append(int(text))
        else:
            since.append(_before(now, text))
    entries = min(allowed, default=None if since else MOST_ENTRIES_BEHIND)
    return Allowance(entries, max(since, default=None))


def _before(now: datetime, duration: str) -> datetime:
    try:
        return now - (after(now, duration) - now)
    except (Failed, OverflowError) as error:
        raise Failed(
            f"--heads-within: '{duration}' is neither a number of entries nor a "
            "duration such as P2D or PT12H."
        ) from error


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
        "heads_up_to": verified.tally.sealed_up_to if verified.tally.heads else None,
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
