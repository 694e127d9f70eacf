"""A document as PDF, the same bytes each time: its date is the log's, not today's."""

from datetime import UTC, datetime
from importlib.resources import files

import orjson
import typst

from oversight.documents.chart import charts
from oversight.documents.reading import Object, heading, text

_TEMPLATE = files("oversight.documents") / "report.typ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_pdf(document: Object) -> bytes:
    """Return the document as PDF, dated when the log's last entry was recorded.

    Only the typefaces that come with the compiler are used, on every machine the same.
    """
    until = document["log_until"]
    dated = (
        _EPOCH if until is None else datetime.fromisoformat(text(document, "log_until"))
    )
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={
            "document": _json(document),
            "heading": _json(heading(document)),
            "charts": _json(charts(document)),
        },
        timestamp=dated.replace(microsecond=0),
    )


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
