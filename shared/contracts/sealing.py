"""Sealing: personal fields leave the event as digests; disclosures carry them apart.

SD-JWT disclosures (RFC 9901 §4.2): `base64url(["salt", "name", value])` with a fresh
128-bit salt; the event keeps base64url(SHA-256(disclosure)) in `_sd`, sorted. Without
the disclosure neither the value nor whether there was one can be told.
"""

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from typing import cast

from shared.contracts.canonical import Json, canonical, parse_json
from shared.errors import Unreadable

DIGESTS = "_sd"
SALT_BYTES = 16
PARTS = 3
_URLSAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_", b"+/")

Salt = Callable[[], bytes]


def seal(
    data: Mapping[str, Json], personal: Collection[str], salt: Salt
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """Return `data` with its personal fields sealed, and their disclosures.

    Every field of `personal` is sealed, null included, so that the number of digests
    says nothing. `salt` gives 16 fresh random bytes each time.
    """
    if not personal:
        return dict(data), ()
    sealed = {name: value for name, value in data.items() if name not in personal}
    disclosures = tuple(
        disclosure(_base64url(salt()), name, data.get(name))
        for name in sorted(personal)
    )
    sealed[DIGESTS] = cast("list[Json]", sorted(map(digest, disclosures)))
    return sealed, disclosures


def disclosure(salt: str, name: str, value: Json) -> str:
    """Return the SD-JWT disclosure of one field."""
    return _base64url(canonical([salt, name, value]))


def digest(disclosed: str) -> str:
    """Return the digest by which an event names a disclosure."""
    return _base64url(sha256(disclosed.encode("ascii")).digest())


def open_disclosure(disclosed: str) -> tuple[str, Json]:
    """Return the field's name and value; raises `Unreadable` on anything else."""
    try:
        padded = disclosed + "=" * (-len(disclosed) % 4)
        standard = padded.encode("ascii").translate(_STANDARD)
        parts = parse_json(a2b_base64(standard))
    except (Base64Error, ValueError) as error:
        raise Unreadable("A disclosure is not base64url.") from error
    if not isinstance(parts, list) or len(parts) != PARTS:
        raise Unreadable("A disclosure is not [salt, name, value].")
    name = parts[1]
    if not isinstance(name, str):
        raise Unreadable("A disclosure has no name.")
    return name, parts[2]


def unseal(data: Mapping[str, Json], disclosures: Iterable[str]) -> dict[str, Json]:
    """Return `data` with the fields that `disclosures` open, and without digests.

    A disclosure that matches no digest, or a name already there, is `Unreadable`:
    nobody slips a value into an event.
    """
    opened = {name: value for name, value in data.items() if name != DIGESTS}
    known = _known_digests(data.get(DIGESTS, []))
    for disclosed in disclosures:
        if not disclosed.isascii() or digest(disclosed) not in known:
            raise Unreadable("A disclosure belongs to no digest of the record.")
        name, value = open_disclosure(disclosed)
        if name in opened:
            raise Unreadable("A disclosure repeats a field of the record.")
        opened[name] = value
    return opened


def _known_digests(digests: Json) -> frozenset[str]:
    if not isinstance(digests, list):
        raise Unreadable("The record's digests are not a list.")
    known = frozenset(one for one in digests if isinstance(one, str))
    if len(known) != len(digests):
        raise Unreadable("The record's digests are not different texts.")
    return known


def _base64url(raw: bytes) -> str:
    # What `urlsafe_b64encode` does, without its layers: there are nine to an event.
    text = b2a_base64(raw, newline=False).rstrip(b"=")
    return text.translate(_URLSAFE).decode("ascii")
