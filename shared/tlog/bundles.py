"""Entry bundles (C2SP tlog-tiles): entries, each behind its length."""

from collections.abc import Iterable, Iterator

from shared.tlog.errors import MalformedBundle

LONGEST_ENTRY = 65_535
_PREFIX = 2


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Return the entries, each behind its length in two bytes, big-endian.

    Raises `ValueError` for an entry of more than 65,535 bytes.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise ValueError(f"an entry has at most {LONGEST_ENTRY} bytes")
        parts += (len(entry).to_bytes(_PREFIX, "big"), entry)
    return b"".join(parts)


def read_bundle(raw: bytes) -> Iterator[bytes]:
    """Yield the entries one by one; raises `MalformedBundle` where they break off."""
    position = 0
    while position < len(raw):
        start = position + _PREFIX
        position = start + int.from_bytes(raw[position:start], "big")
        if position > len(raw) or start > len(raw):
            raise MalformedBundle("it breaks off inside an entry")
        yield raw[start:position]


def decode_bundle(raw: bytes, width: int) -> list[bytes]:
    """Return exactly `width` entries; raises `MalformedBundle`."""
    entries = list(read_bundle(raw))
    if len(entries) != width:
        raise MalformedBundle(f"it has {len(entries)} entries instead of {width}")
    return entries
