"""A case for reading: its page, its explanation and its cover. Pure but for templates.

Whatever an entry says goes into a page as data and is escaped: it is never source.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import orjson
import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from oversight.case_files.case import Case, Row
from oversight.case_files.decisions import Decision
from oversight.wording import in_words
from shared.contracts.canonical import Json

_TEMPLATES = Path(__file__).parent / "templates"
_COVER = _TEMPLATES / "cover.typ"
_MOST_DECISIONS_ON_COVER = 40


def page(case: Case, title: str, tables: Mapping[str, list[Row]]) -> bytes:
    """Return tables of the case as a page that stands alone."""
    return _rendered(
        "case.html",
        title=title,
        facts=facts(case),
        tables=tables,
        proven=case.proven,
        not_proven=case.not_proven,
    )


def explanation(case: Case) -> bytes:
    """Return in words what the file holds and how to verify it with other tools."""
    return _rendered(
        "README.txt",
        title=title_of(case),
        proven=case.proven,
        not_proven=case.not_proven,
    )


def cover(case: Case) -> bytes:
    """Return the cover page as PDF, dated by the last event: the same every time."""
    last = max((one.day for one in case.chronology), default=date.min)
    content = {
        "title": title_of(case),
        "date": [max(last.year, 1970), last.month, last.day],
        "facts": facts(case),
        "decisions": _decisions(case),
        "inactive_after": case.inactive_after,
        "inactivity": [
            f"{one.days} days, from {one.after.day} (entry {one.after.entry.index}) "
            f"to {one.before.day} (entry {one.before.entry.index})"
            for one in case.inactivity
        ],
        "proven": case.proven,
        "not_proven": case.not_proven,
    }
    return typst.compile(
        _COVER.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"case": orjson.dumps(content).decode()},
        timestamp=0,
    )


def title_of(case: Case) -> str:
    """Return what the file is called."""
    return f"Case file of {in_words(case.subject)}"


def facts(case: Case) -> list[tuple[str, str]]:
    """Return the case in brief: names and values in words."""
    checkpoint, tally = case.verified.checkpoint, case.verified.tally
    happenings = case.chronology
    return [
        ("Log", checkpoint.origin),
        ("Entries in the log", str(checkpoint.size)),
        ("Root", checkpoint.root.hex()),
        ("Entries of the case", str(tally.entries)),
        ("First event", happenings[0].day.isoformat() if happenings else "none"),
        ("Last event", happenings[-1].day.isoformat() if happenings else "none"),
        ("Decisions", str(len(case.decisions)) if case.decisions else "none"),
        ("Documents", str(len(case.documents)) if case.documents else "none"),
        ("Fields disclosed", str(tally.disclosed) if tally.disclosed else "none"),
        ("Fields withheld", str(tally.withheld) if tally.withheld else "none"),
    ]


def _decisions(case: Case) -> list[list[str]]:
    rows = [
        [
            str(one.entry.event["time"])[:10],
            _what_and_why(one),
            one.decided_by,
            one.rulebook,
        ]
        for one in case.decisions
    ]
    more = len(rows) - _MOST_DECISIONS_ON_COVER
    if more <= 0:
        return rows
    return [*rows[:_MOST_DECISIONS_ON_COVER], ["", f"{more} more: case.html", "", ""]]


def _what_and_why(one: Decision) -> str:
    what = ": ".join(filter(None, (one.what, one.outcome)))
    return f"{what} ({'; '.join(one.reasons)})"


def _rendered(template: str, **content: object) -> bytes:
    return _templates().get_template(template).render(content).encode()


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["words"] = _words
    return environment


def _words(value: Json) -> str:
    return in_words(value)
