"""What spreadsheets do with a cell of a CSV file, and how it is prevented."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def formula_safe(cell: str) -> str:
    """Return a cell that begins with an apostrophe where it would be a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
