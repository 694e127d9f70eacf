"""What the log has published: the checkpoint that trails and reports are read at."""

from pathlib import Path

from shared.errors import Malformed, NotFound
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import Checkpoint, parse_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.note import parse_note
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT


def published_checkpoint(folder: Path, size: int | None = None) -> Checkpoint:
    """Return the last published checkpoint, or the log as it was at a `size`.

    The root of an earlier size is folded from the tiles under the published root.
    Raises `NotFound` before the first checkpoint, `Malformed` for a size to come.
    """
    reader = DirectoryReader(folder)
    try:
        # It is our own, and is not verified again.
        published = parse_checkpoint(parse_note(reader.read(CHECKPOINT)).text)
    except NotServed as error:
        raise NotFound("The log has not begun.") from error
    if size is None or size == published.size:
        return published
    if not 0 <= size < published.size:
        raise Malformed(
            f"size: the log has {published.size} entries, and not {size}.", "size"
        )
    root = Believed(reader, published).earlier(size).root()
    return Checkpoint(published.origin, size, root)
