"""A bundle out of an exported log: the same bytes as from the running service."""

from itertools import islice

from oversight.bundles.making import MOST_ENTRIES, Origin, make_bundle
from oversight.bundles.sealing import sealing_in
from oversight.source import ExportedLog
from oversight.trails.from_export import trail_in
from oversight.trails.question import Question


def bundle_in(log: ExportedLog, question: Question) -> bytes:
    """Return the trail that answers a question, with its proofs.

    Raises `Malformed` where it is longer than a bundle, and a `VerificationError`
    where the log is damaged.
    """
    found = trail_in(log, question)
    entries = [one.entry for one in islice(found, MOST_ENTRIES + 1)]
    streams = {entry.stream for entry in entries}
    sealing = sealing_in(log.checkpoint.size, log.entries, streams)
    origin = Origin(log.signed, log.key, log.reader)
    return make_bundle(origin, asked_in(question), entries, sealing)


def asked_in(question: Question) -> dict[str, str]:
    """Return what is asked, as a bundle repeats it."""
    return {name: str(value) for name, value in question.as_json().items()}
