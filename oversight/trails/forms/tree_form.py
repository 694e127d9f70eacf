"""A trail as an indented text: what each action caused, step by step."""

from collections.abc import Iterator

from oversight.trails.question import short_name
from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from oversight.trails.tree import Branch, CausalTree
from oversight.trails.wording import in_words

_STEP = "  "


class TreeText:
    """The checkpoint, then by correlation and by command the entries led to."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._tree = CausalTree()
        self._count = 0

    def begin(self) -> bytes:
        """Return the checkpoint and the question."""
        checkpoint = self._heading.checkpoint_json()
        asked = self._heading.question.as_json().items()
        return (
            f"{checkpoint['origin']}, {checkpoint['size']} entries, "
            f"root {checkpoint['root']}\n"
            f"asked: {'; '.join(f'{name}: {in_words(it)}' for name, it in asked)}\n"
        ).encode()

    def add(self, found: TrailEntry) -> bytes:
        """Put the entry aside until what led to it is known."""
        self._count += 1
        self._tree.take(found, _line(found))
        return b""

    def end(self) -> Iterator[bytes]:
        """Yield the tree, and in words that there is nothing."""
        for branch in self._tree.branches():
            yield "".join(_lines(branch)).encode()
        if not self._count:
            yield f"{NOTHING_FOUND}\n".encode()


def _lines(branch: Branch) -> Iterator[str]:
    if branch.correlation:
        yield f"action {branch.correlation}\n"
    if branch.cause:
        yield f"{_STEP}led on by {branch.cause}\n"
    yield f"{_STEP * (branch.depth + 2)}{branch.line}\n"


def _line(found: TrailEntry) -> str:
    entry = found.entry
    event = entry.event
    said = (
        f"{entry.index}  {event['time']}  {short_name(entry.type)}  {entry.stream}"
        f"  by {event['actor']}  {event['id']}"
    )
    # Whatever a record says stays in its own line.
    return "".join(it if it.isprintable() else "\ufffd" for it in said)
