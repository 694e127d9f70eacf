"""Which versions of which streams are held, in words that are compared. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from oversight.bundles.errors import BrokenStream
from oversight.bundles.parts import Said

Versions = Mapping[str, Sequence[int]]
"""By stream the versions held, rising."""


def versions_of(said: Iterable[Said]) -> dict[str, list[int]]:
    """Return by stream the versions held; raises `BrokenStream` where one is twice."""
    held: dict[str, list[int]] = {}
    for one in said:
        held.setdefault(one.stream, []).append(one.version)
    for stream, versions in held.items():
        versions.sort()
        if len(set(versions)) != len(versions):
            raise BrokenStream(f"{stream} has a version twice")
    return dict(sorted(held.items()))


def parts_of(held: Versions, heads: Mapping[str, int]) -> dict[str, str]:
    """Return the streams held in part, each with its versions in words.

    A stream is whole from version 1 without a gap, up to its sealed head where that
    is known.
    """
    return {
        stream: in_ranges(versions)
        for stream, versions in held.items()
        if not _is_whole(versions, heads.get(stream, 0))
    }


def _is_whole(versions: Sequence[int], head: int) -> bool:
    return versions[0] == 1 and versions[-1] == len(versions) and head <= versions[-1]


def in_ranges(numbers: Sequence[int]) -> str:
    """Return rising numbers as "1-3, 5": what is held, and so what is not."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in ranges
    )
