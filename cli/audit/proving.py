"""Bundles and case files, from the running service or from an exported log."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import click

from cli.audit.options import chosen_key, one_sentence
from cli.audit.places import at_audit_service, opened_export, roles_of
from cli.audit.standard_output import goes_to_standard_output
from cli.client import Client
from cli.failures import Failed, NotThere
from oversight.bundles.form import read
from oversight.bundles.from_export import asked_in, bundle_in
from oversight.bundles.verifying import verify_bundle
from oversight.case_files.asking import case_question
from oversight.case_files.verifying import make_case_file, verify_case_file
from oversight.source import ExportedLog
from oversight.trails.question import Question
from shared.tlog.keeping import write_whole
from shared.tlog.keys import VerifierKey

NOTHING_ABOUT_IT = "The log has no entry about that."

proof_option = click.option(
    "--proof",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the trail with its proofs, for `verify-bundle`, in place of a form.",
)
under_option = click.option(
    "--under",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CHECKPOINT",
    help="The file of the signed checkpoint that the proofs are to lead to.",
)


@dataclass(frozen=True)
class LogPlace:
    """Where proofs come from: a service, or the directory of an exported log.

    With a `key` what the service gave is verified before it is written.
    `checkpoint` is a signed one that the service's proofs are to lead to.
    """

    client: Client
    url: str | None
    directory: Path | None
    vkey: str | None
    vkey_file: Path | None
    checkpoint: bytes | None = None

    @property
    def key(self) -> VerifierKey | None:
        """The key that was given, if one was."""
        if self.vkey is None and self.vkey_file is None:
            return None
        return chosen_key(self.vkey, self.vkey_file)

    def bundle(self, question: Question) -> bytes:
        """Return the bundle that answers a question: the same bytes from either."""
        if self.directory is not None:
            return bundle_in(self._export(self.directory), question)
        raw = self._fetched("/api/trail/bundle", asked_in(question))
        if self.key is not None:
            verify_bundle(raw, self.key)
        return raw

    def case_file(self, subject: str, inactive_after: int) -> bytes:
        """Return the case file of a subject: the same bytes from either."""
        if self.directory is not None:
            log = self._export(self.directory)
            bundle = bundle_in(log, case_question(subject))
            if not read(bundle).entries:
                raise NotThere(NOTHING_ABOUT_IT)
            return make_case_file(bundle, log.key, inactive_after)
        path = f"/api/case-file/{quote(subject)}"
        raw = self._fetched(path, {"inactive_after": inactive_after})
        if self.key is not None:
            verify_case_file(raw, self.key)
        return raw

    def _export(self, directory: Path) -> ExportedLog:
        return opened_export(
            directory, roles_of(self.client), self.vkey, self.vkey_file
        )

    def _fetched(self, path: str, query: Mapping[str, str | int]) -> bytes:
        under = {"checkpoint": self.checkpoint.decode()} if self.checkpoint else {}
        with (
            at_audit_service(self.client, self.url) as audit,
            audit.stream("audit", path, {**query, **under}) as pieces,
        ):
            return b"".join(pieces)


def place_of_log(
    client: Client,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    under: Path | None = None,
) -> LogPlace:
    """Return where proofs come from; `under` is the file of a signed checkpoint."""
    if url is not None and directory is not None:
        raise click.UsageError("give either --url or --dir")
    if directory is not None and under is not None:
        raise click.UsageError("an exported log has the checkpoint beside it")
    checkpoint = None if under is None else under.read_bytes()
    return LogPlace(client, url, directory, vkey, vkey_file, checkpoint)


def write_proof(place: LogPlace, question: Question, file: Path) -> None:
    """Write the bundle that answers a question, and say how to verify it."""
    with one_sentence():
        raw = place.bundle(question)
        count = len(read(raw).entries)
    write_file(file, raw)
    if goes_to_standard_output(file):
        return
    entries = "1 entry" if count == 1 else f"{count} entries"
    click.echo(
        f"{file} holds {entries} with proofs; it verifies with "
        f"`register audit verify-bundle {file} --vkey KEY`."
    )


def write_file(file: Path, raw: bytes) -> None:
    """Write a file whole, or standard output where it is `-`; raises `Failed`."""
    if goes_to_standard_output(file):
        click.echo(raw, nl=False)
        return
    try:
        write_whole(file, raw)
    except OSError as error:
        raise Failed(f"{file} cannot be written: {error.strerror}.") from error
