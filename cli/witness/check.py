"""`register witness check`: a log as it is now, against what the witness remembers."""

from pathlib import Path

import click

from cli.audit.options import one_sentence, opened_log
from cli.failures import Failed
from cli.teaching import examples
from cli.witness.memory import WitnessDirectory
from cli.witness.options import directory_option
from cli.witness.status import in_words
from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.note import parse_note, verified_by
from shared.tlog.reading import CHECKPOINT
from shared.tlog.verifier import refuse_older, refuse_rewritten


@click.command(
    epilog=examples(
        "register witness check --url http://127.0.0.1:8004/log",
        "register witness check --log-dir EXPORTED-LOG",
    )
)
@directory_option
@click.option("--url", metavar="URL", help="The log's address.")
@click.option(
    "--log-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The directory of an exported log.",
)
def check(directory: WitnessDirectory, url: str | None, log_dir: Path | None) -> None:
    """Fetch a log's checkpoint, and say whether it continues what was cosigned.

    Nothing is signed or remembered. Exit status 1 if it does not.
    """
    memory = directory.recall()
    own_key = directory.verifier_key(memory)
    with one_sentence(), opened_log(url, log_dir) as reader:
        raw = reader.read(CHECKPOINT)
        note = parse_note(raw)
        known = memory.logs.get(origin := parse_checkpoint(note.text).origin)
        if known is None:
            raise Failed(f"{origin} is not witnessed here.")
        checkpoint = open_checkpoint(raw, known.log.key)
        last = Checkpoint(origin, known.log.size, known.log.root)
        refuse_older(checkpoint, last)
        refuse_rewritten(reader, checkpoint, last)
        ours = own_key in verified_by(note, (own_key,))
    click.echo(
        f"{origin} has {checkpoint.size} entries and continues the {known.size} "
        f"cosigned {_since(known.cosigned_at)}; this checkpoint "
        f"{'bears' if ours else 'does not bear'} our cosignature."
    )


def _since(cosigned_at: int | None) -> str:
    return "so far" if cosigned_at is None else f"at {in_words(cosigned_at)}"
