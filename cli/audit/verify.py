"""`register audit verify`: whether every byte of the log is what was signed."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from cli.audit.completeness import VerifiedLog, Wholeness, check_complete
from cli.audit.contradictions import kept_evidence, tell_namesakes
from cli.audit.following import find_log
from cli.audit.noting import Noting
from cli.audit.options import (
    chosen_key,
    chosen_policy,
    directory_option,
    key_file_option,
    key_option,
    one_sentence,
    opened_log,
    parse_witnesses,
    policy_option,
    url_option,
    witness_option,
)
from cli.audit.remembered import Memory, state_file
from cli.client import Client
from cli.speaking import speaking_as
from cli.teaching import examples
from oversight.beside import Export, check_beside
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.damage import DamagedLog
from shared.tlog.errors import VerificationError
from shared.tlog.verifier import Trust, ignore_progress, verify_log
from shared.tlog.walk import Progress as OnProgress


@click.command(
    epilog=examples(
        "register audit verify --url http://127.0.0.1:8004/log --vkey-file log.vkey",
        "register audit verify --dir export --vkey-file log.vkey",
        "register audit verify --url http://127.0.0.1:8004/log --vkey-file log.vkey \\",
        "    --complete",
        "register audit verify --dir export --vkey-file first.vkey --follow",
        "register audit verify --dir export --vkey-file log.vkey \\",
        "    --policy witnesses.policy",
    )
)
@url_option
@directory_option
@key_option
@key_file_option
@witness_option
@policy_option
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the last checkpoint seen is kept (by default below XDG_STATE_HOME).",
)
@click.option(
    "--complete",
    is_flag=True,
    help="Check too that nothing is missing, in the log and against the services.",
)
@click.option(
    "--follow",
    is_flag=True,
    help="Where the log was handed over to another origin and key, verify that one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@speaking_as("regulator")
def verify(
    client: Client,
    *,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    policy_file: Path | None,
    state: Path | None,
    complete: bool,
    follow: bool,
    as_json: bool,
) -> None:
    """Verify the whole log with nothing but the log and its key.

    The last checkpoint seen of each key is remembered: an older log, or another past,
    is refused, and what was signed is kept as evidence.

    With --complete also that every stream is there without a gap, that every sealed
    head is true, and, where a --url is given, that each service's own store holds the
    same events by day.
    """
    with one_sentence(), opened_log(url, directory) as opened:
        key, reader = chosen_key(vkey, vkey_file), Noting(opened)
        memory = Memory(state or state_file())
        demanded, policy = parse_witnesses(witnesses), chosen_policy(policy_file)
        try:
            found = find_log(reader, key, memory.recall, follow=follow)
            trust = Trust(found.key, demanded, found.seen, policy)
            tell_namesakes(memory, found)
            with _progress_bar() as on_progress:
                checkpoint = verify_log(reader, trust, on_progress)
                signed = reader.checkpoints[-1]
                if directory is not None:
                    show_beside(directory, trust, checkpoint)
                whole = None
                if complete:
                    log = VerifiedLog(reader, trust, checkpoint, on_progress)
                    whole = check_complete(log, client if url else None)
        except VerificationError as error:
            evidence = kept_evidence(memory, reader, error)
            if not as_json:
                raise
            click.echo(json.dumps(_failure(error) | evidence))
            sys.exit(1)
        memory.remember(found.key, signed)
    if as_json:
        click.echo(json.dumps(_success(checkpoint, whole)))
    else:
        click.echo(_sentence(checkpoint))
        for line in whole.sentences() if whole else ():
            click.echo(line)
    if whole and not whole.holds:
        sys.exit(1)


def show_beside(directory: Path, trust: Trust, checkpoint: Checkpoint) -> None:
    """Check what else is in an exported directory; say what could not be checked."""
    export = Export(directory, trust.key, checkpoint)
    for note in check_beside(export, trust.witnesses):
        click.echo(note, err=True)


def _sentence(checkpoint: Checkpoint) -> str:
    return (
        f"The log {checkpoint.origin} is sound: {checkpoint.size} entries, "
        f"root {checkpoint.root.hex()}."
    )


def _success(checkpoint: Checkpoint, whole: Wholeness | None) -> dict[str, object]:
    said: dict[str, object] = {
        "verified": True,
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
    }
    return said if whole is None else said | {"complete": whole.as_json()}


def _failure(error: VerificationError) -> dict[str, object]:
    damages = error.damages if isinstance(error, DamagedLog) else ()
    return {
        "verified": False,
        "error": type(error).__name__,
        "sentence": str(error),
        "damages": [
            {
                "kind": damage.kind,
                "first": damage.first,
                "last": damage.last,
                "path": damage.path,
            }
            for damage in damages
        ],
    }


@contextmanager
def _progress_bar() -> Generator[OnProgress]:
    # Only for people: a log of a pipeline is not helped by a moving bar.
    console = Console(stderr=True)
    if not console.is_terminal:
        yield ignore_progress
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("entries", total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)
