"""What is said where a log is not the one seen before, and what is kept of it."""

import click

from cli.audit.following import Followed
from cli.audit.noting import Noting
from cli.audit.remembered import Memory
from shared.tlog.errors import Rewritten, RolledBack, VerificationError

OTHER_KEY = (
    "A log of the name {name} was seen before under another key ({others}). This one, "
    "under {key}, is another log: it is compared with nothing that was seen before."
)
EVIDENCE = (
    "What the log has signed, now and before, is kept in {folder}: whoever holds both "
    "checkpoints can show others that they do not go together."
)


def tell_namesakes(memory: Memory, found: Followed) -> None:
    """Say aloud that a log of this name was seen under another key only, if so."""
    others = " ".join(memory.namesakes(found.key))
    if others and found.seen is None:
        told = OTHER_KEY.format(name=found.key.name, key=found.key, others=others)
        click.echo(told, err=True)


def kept_evidence(
    memory: Memory, reader: Noting, error: VerificationError
) -> dict[str, object]:
    """Keep what shows that the log contradicts itself, and say where."""
    if not isinstance(error, RolledBack | Rewritten):
        return {}
    folder = memory.keep_evidence(*reader.checkpoints)
    click.echo(EVIDENCE.format(folder=folder), err=True)
    return {"evidence": str(folder)}
