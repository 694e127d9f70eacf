"""A trail in lines for people: index, time, what happened, to what, by whom."""

from collections.abc import Iterable, Iterator

import orjson

from cli.showing import object_of, text_of
from oversight.trails.question import short_name
from oversight.wording import in_words
from shared.contracts.canonical import Json


def in_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a trail that comes as NDJSON as lines to read."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield f"{_line(orjson.loads(line))}\n".encode()


def entry_line(entry: dict[str, Json]) -> str:
    """Return an entry as one line."""
    event = object_of(entry.get("event"))
    moment = text_of(event, "time")[:19].replace("T", " ")
    what = short_name(text_of(event, "type"))
    return (
        f"{in_words(entry.get('index')):>7}  {moment}  {what:<26}"
        f"{text_of(event, 'subject')}  by {text_of(event, 'actor')}"
    )


def _line(members: dict[str, Json]) -> str:
    if "event" in members:
        return entry_line(members)
    if "note" in members:
        return text_of(members, "note")
    checkpoint = object_of(members.get("checkpoint"))
    return (
        f"{text_of(checkpoint, 'origin')}, {in_words(checkpoint.get('size'))} entries, "
        f"root {text_of(checkpoint, 'root')}"
    )
