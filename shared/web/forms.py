"""What people write into a form's field, as the register keeps it."""


def written(text: str) -> str | None:
    """Return a field's text with plain line ends and bare edges; None if blank.

    A form sends its line ends as CR LF (HTML, form submission); what is kept is text.
    """
    return text.replace("\r\n", "\n").strip() or None
