"""A trail as one HTML file that needs nothing beside it."""

from collections.abc import Iterator
from html import escape

from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from oversight.trails.wording import (
    change_in_words,
    erased_in_words,
    in_words,
    what_happened,
)
from shared.contracts.canonical import Json
from shared.contracts.sealing import DIGESTS

_STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; \
padding: 0 1rem; color: #1b1b1b; background: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
li { border-top: 1px solid #767676; padding: .5rem 0; }
"""


class HtmlPage:
    """A page with the question, the checkpoint, and the entries as an ordered list."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._count = 0

    def begin(self) -> bytes:
        """Return the page's head, the question and the checkpoint."""
        asked = self._heading.question.as_json()
        title = f"Trail: {', '.join(map(in_words, asked.values()))}"
        return (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
            f"<body>\n<main>\n<h1>{escape(title)}</h1>\n<h2>Asked</h2>\n{_list(asked)}"
            f"<h2>Checkpoint</h2>\n{_list(self._heading.checkpoint_json())}"
            '<h2>Entries</h2>\n<ol class="trail">\n'
        ).encode()

    def add(self, found: TrailEntry) -> bytes:
        """Return the entry as an item of the list."""
        self._count += 1
        entry = found.entry
        event = entry.event
        members: dict[str, Json] = {
            "entry": entry.index,
            "recorded": event["time"],
            "effective": event["effective"],
            "stream": f"{entry.stream}, version {event['sequence']}",
            "by": event["actor"],
            "reason": event["reason"],
            "rules": event["rulebook"],
            "correlation": event["correlationid"],
            "cause": event["causationid"],
        }
        members |= {it: v for it, v in entry.data.items() if it != DIGESTS}
        members |= {
            f"{it} (disclosed)": v for it, v in entry.disclosed.items() if v is not None
        }
        if found.changes:
            members["changed"] = list(map(change_in_words, found.changes))
        if found.withheld:
            members["withheld or erased"] = f"{found.withheld} personal fields"
        if found.erased:
            members["of these"] = list(map(erased_in_words, found.erased))
        return (
            f'<li id="entry-{entry.index}" value="{entry.index}">\n'
            f"<h3>{escape(what_happened(entry.type))}</h3>\n{_list(members)}</li>\n"
        ).encode()

    def end(self) -> Iterator[bytes]:
        """Yield the end of the page, and in words that there is nothing."""
        yield b"</ol>\n"
        if not self._count:
            yield f"<p>{escape(NOTHING_FOUND)}</p>\n".encode()
        yield b"</main>\n</body>\n</html>\n"


def _list(members: dict[str, Json]) -> str:
    items = (
        f"<dt>{escape(name.replace('_', ' ').capitalize())}</dt>"
        f"<dd>{escape(in_words(value))}</dd>\n"
        for name, value in members.items()
    )
    return f"<dl>\n{''.join(items)}</dl>\n"
