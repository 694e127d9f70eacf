"""Names compared as people compare them: without regard to case and accents."""

from unicodedata import combining, normalize

# Letters with a stroke, or joined: Unicode takes none of them apart into a letter and
# an accent (Unicode Standard Annex 15).
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe"})


def plain(name: str) -> str:
    """Return a name without regard to case and accents, its words one space apart."""
    folded = normalize("NFKD", name.casefold()).translate(_STROKED)
    letters = "".join(letter for letter in folded if not combining(letter))
    return " ".join(letters.split())


def run_together(name: str) -> str:
    """Return a name without regard to case, accents and spaces."""
    return plain(name).replace(" ", "")
