"""What makes two names or addresses the same, or likely the same."""

import unicodedata
from hashlib import sha256
from uuid import UUID

_PASSING = frozenset({"foundation", "limited", "llp", "ltd", "nhs", "plc", "trust"})

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


def folded(*addresses: str | None) -> frozenset[str]:
    """Return the e-mail addresses there are, so that equal ones compare equal."""
    return frozenset(
        address.strip().casefold() for address in addresses if address is not None
    )


def marked(person_id: UUID | None, *addresses: str | None) -> frozenset[str]:
    """Return the marks by which staff name somebody: the id, and digests of addresses.

    A digest is the SHA-256 of an address without case, in hexadecimal digits.
    """
    digests = {sha256(one.encode()).hexdigest() for one in folded(*addresses)}
    return frozenset(digests if person_id is None else {*digests, str(person_id)})


def plain(*names: str | None) -> frozenset[str]:
    """Return the names there are, without case, accents, punctuation and `the`."""
    return frozenset(
        " ".join(words) for name in names if name and (words := _words(name))
    )


def likely(*names: str | None) -> frozenset[str]:
    """Return the names there are, without the words by which trusts come and go.

    "Leeds Teaching Hospitals NHS Trust" is likely "Leeds Teaching Hospitals". A name
    that has no other words stays as it is.
    """
    return frozenset(
        " ".join([word for word in words if word not in _PASSING] or words)
        for name in names
        if name and (words := _words(name))
    )


def _words(name: str) -> list[str]:
    spelt = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(
        one if one.isalnum() else " "
        for one in spelt
        if not unicodedata.combining(one) and one not in _APOSTROPHES
    )
    return [word for word in letters.split() if word != "the"]
