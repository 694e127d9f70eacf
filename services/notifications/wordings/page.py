"""A letter as HTML: one article, readable by everybody, with nothing to fetch."""

from html import escape

COLOURS = {"text": "#1d1d1d", "paper": "#ffffff", "link": "#0b4a82"}
"""The colours of a letter; each on paper has a contrast of at least 7 (WCAG 1.4.6)."""

_STYLE = (
    f"body{{margin:1.5em auto;max-width:38em;padding:0 1em;color:{COLOURS['text']};"
    f"background:{COLOURS['paper']};font:1rem/1.5 sans-serif}}"
    f"h1{{font-size:1.3rem}}a{{color:{COLOURS['link']}}}"
)


def as_page(language: str, subject: str, title: str, article: str) -> str:
    """Return the whole document; `article` is HTML already, the rest is escaped."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(subject)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{article}</main>\n</body>\n</html>\n"
    )


def as_markup(value: str) -> str:
    """Return a value as HTML: nothing in it is markup, and its lines stay lines."""
    return escape(value).replace("\n", "<br>\n")
