"""What the audit commands have in common: a log, its key, and how they fail."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx

from shared.tlog.ahead import ReadingAhead
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.policy import Policy
from shared.tlog.policy_file import parse_policy
from shared.tlog.readers import DirectoryReader, HttpReader
from shared.tlog.reading import LogReader

PATIENCE_SECONDS = 30.0

url_option = click.option(
    "--url",
    metavar="URL",
    help="The log's address, such as http://127.0.0.1:8004/log.",
)
directory_option = click.option(
    "--dir",
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The directory of an exported log.",
)
key_option = click.option(
    "--vkey",
    metavar="KEY",
    help="The log's verifier key: name+id+key.",
)
key_file_option = click.option(
    "--vkey-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the log's verifier key.",
)
witness_option = click.option(
    "--witness",
    "witnesses",
    metavar="KEY",
    multiple=True,
    help="A witness's verifier key; its cosignature is demanded.",
)
policy_option = click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A witness policy (C2SP tlog-policy); its quorum is demanded.",
)


@contextmanager
def one_sentence() -> Generator[None]:
    """Turn whatever is wrong with a log into one sentence and exit status 1."""
    try:
        yield
    except VerificationError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened_log(url: str | None, directory: Path | None) -> Generator[LogReader]:
    """Open the log at an address or in a directory; exactly one has to be given."""
    if (url is None) == (directory is None):
        raise click.UsageError("give either --url or --dir")
    if directory is not None:
        yield DirectoryReader(directory)
        return
    with (
        httpx.Client(timeout=PATIENCE_SECONDS) as client,
        ReadingAhead(HttpReader(client, url or "")) as reader,
    ):
        yield reader


def chosen_key(text: str | None, file: Path | None) -> VerifierKey:
    """Return the log's key from the option or from the file."""
    if (text is None) == (file is None):
        raise click.UsageError("give either --vkey or --vkey-file")
    if file is None:
        return parse_verifier_key(text or "")
    return parse_verifier_key(file.read_text("utf-8", errors="replace"))


def chosen_policy(file: Path | None) -> Policy | None:
    """Return the policy in the file, if one is given; raises `MalformedPolicy`."""
    return None if file is None else parse_policy(file.read_bytes())


def parse_witnesses(texts: tuple[str, ...]) -> tuple[VerifierKey, ...]:
    """Return the keys of the witnesses that are demanded."""
    return tuple(map(parse_verifier_key, texts))
