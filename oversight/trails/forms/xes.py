"""A trail as XES (IEEE 1849-2016), for process mining: each stream is a case."""

import re
import sqlite3
from collections.abc import Iterator
from xml.sax.saxutils import escape

from oversight.trails.question import short_name
from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from oversight.trails.wording import erased_in_words, in_words
from shared.contracts.sealing import DIGESTS

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNREADABLE = "\ufffd"
_IN_QUOTES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_BEGINNING = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
<string key="org:resource" value=""/>
</global>
<classifier name="Activity" keys="concept:name"/>
"""
# A trace is written whole, and a log's entries come in another order: they wait in a
# temporary file of SQLite's own, so that a long trail needs no memory.
_TABLE = """
CREATE TABLE waiting (place INTEGER PRIMARY KEY, stream TEXT NOT NULL, xml TEXT)
"""
_BY_TRACE = """
SELECT stream, xml FROM waiting
JOIN (SELECT stream, min(place) AS begun FROM waiting GROUP BY stream) USING (stream)
ORDER BY begun, place
"""


class XesLog:
    """An XES log: `concept:name` is what happened, `org:resource` who did it."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._waiting = sqlite3.connect("", check_same_thread=False)
        self._waiting.execute(_TABLE)
        self._count = 0

    def begin(self) -> bytes:
        """Return the log's extensions and attributes."""
        checkpoint = self._heading.checkpoint_json().items()
        asked = self._heading.question.as_json().items()
        attributes = [_string("concept:name", "Trail")]
        attributes += [_string(f"checkpoint:{it}", in_words(v)) for it, v in checkpoint]
        attributes += [_string(f"question:{it}", in_words(v)) for it, v in asked]
        return _encoded(_BEGINNING + "".join(attributes))

    def add(self, found: TrailEntry) -> bytes:
        """Put the entry aside until its stream's turn."""
        self._count += 1
        row = (found.entry.index, found.entry.stream, _event(found))
        self._waiting.execute("INSERT INTO waiting VALUES (?, ?, ?)", row)
        return b""

    def end(self) -> Iterator[bytes]:
        """Yield a trace for each stream, in the order in which they begin."""
        current: str | None = None
        for stream, xml in self._waiting.execute(_BY_TRACE):
            if stream != current:
                yield b"" if current is None else b"</trace>\n"
                yield _encoded(f"<trace>\n{_string('concept:name', stream)}")
                current = stream
            yield _encoded(xml)
        self._waiting.close()
        if current is None:
            yield _encoded(_string("note", NOTHING_FOUND))
        else:
            yield b"</trace>\n"
        yield b"</log>\n"


def _event(found: TrailEntry) -> str:
    entry = found.entry
    event = entry.event
    members = [
        _string("concept:name", short_name(entry.type)),
        f'<date key="time:timestamp" value={_quoted(event["time"])}/>\n',
        _string("org:resource", event["actor"]),
        f'<int key="log:index" value="{entry.index}"/>\n',
        f'<int key="log:version" value="{event["sequence"]}"/>\n',
        _string("log:type", entry.type),
        _string("log:reason", event["reason"]),
        _string("log:rulebook", event["rulebook"]),
        _string("log:effective", event["effective"]),
        _string("log:correlation", event["correlationid"]),
        _string("log:causation", event["causationid"]),
    ]
    said = [(it, v) for it, v in entry.data.items() if it != DIGESTS]
    members += [_string(f"data:{it}", in_words(v)) for it, v in said if v is not None]
    disclosed = entry.disclosed.items()
    members += [
        _string(f"disclosed:{it}", in_words(v)) for it, v in disclosed if v is not None
    ]
    if found.erased:
        said_of_it = "; ".join(map(erased_in_words, found.erased))
        members.append(_string("log:erased", said_of_it))
    return f"<event>\n{''.join(members)}</event>\n"


def _string(key: str, value: str) -> str:
    return f"<string key={_quoted(key)} value={_quoted(value)}/>\n"


def _quoted(value: str) -> str:
    """Return a value between double quotes, always: some readers know no others."""
    return f'"{escape(_NOT_IN_XML.sub(_UNREADABLE, value), _IN_QUOTES)}"'


def _encoded(xml: str) -> bytes:
    # As character references: there are readers that take a file in pieces of bytes
    # and stumble over a character that lies across two of them.
    return xml.encode("ascii", "xmlcharrefreplace")
