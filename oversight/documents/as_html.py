"""A document as one page of HTML that needs nothing else: tables and charts."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from oversight.documents.chart import charts
from oversight.documents.reading import Object, cell_text, heading, tables

_TEMPLATE = files("oversight.documents") / "report.html"


def as_html(document: Object) -> bytes:
    """Return the document as a page, UTF-8; every text of it is escaped."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["cell"] = cell_text
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        document=document,
        heading=heading(document),
        tables=tables(document),
        # Made by us, their texts escaped.
        charts={name: Markup(svg) for name, svg in charts(document).items()},  # noqa: S704
    ).encode()
