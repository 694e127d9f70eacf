"""The small log's history with its stream heads sealed, as a bundle."""

from dataclasses import replace

from oversight.bundles.making import make_bundle
from oversight.bundles.sealing import sealing_in
from oversight.logged import logged
from oversight.stream_heads import plant
from shared.contracts.audit import StreamHeads
from shared.contracts.envelope import decode, encode
from shared.contracts.speakers import THE_LOG
from tests.support.registered import (
    APPLICATION,
    ENTRIES,
    OTHER,
    REGISTRATION,
    history,
    origin,
    small_log,
)


def whole_history() -> bytes:
    """Return the bundle, whose heads are two entries behind the checkpoint."""
    first = decode(ENTRIES[0][0])
    tree = plant(sorted([(APPLICATION, 2), (OTHER, 1), (REGISTRATION, 1)]))
    heads = replace(
        first,
        type=StreamHeads.TYPE,
        source=THE_LOG,
        subject="stream-heads/log",
        data={"size": 4, "count": tree.count, "root": tree.root().hex()},
    )
    later = replace(first, subject=OTHER, sequence=2, data={})
    more = [encode(heads), encode(later)]
    raws = [*(raw for raw, _ in ENTRIES), *more]
    entries = [logged(index, raw, (), ()) for index, raw in enumerate(raws)]
    chosen = history()
    sealing = sealing_in(
        len(entries),
        lambda start, end: entries[start:end],
        {entry.stream for entry in chosen},
    )
    return make_bundle(origin(small_log(more)), {}, chosen, sealing)
