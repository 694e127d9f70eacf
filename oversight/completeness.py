"""Whether a log is whole: every stream without a gap, and every sealed head true."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from oversight.logged import Logged
from oversight.stream_heads.sealed import PastHeads
from shared.contracts.audit import GapDetected, GapFilled, StreamHeads
from shared.contracts.canonical import Json
from shared.contracts.speakers import may_say
from shared.errors import Unreadable


@dataclass(frozen=True, slots=True, order=True)
class Versions:
    """Versions of a stream, both ends included."""

    stream: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WrongHeads:
    """A heads entry that does not say what the log holds, and why."""

    index: int
    why: str


@dataclass(frozen=True, slots=True)
class SealedHeads:
    """The last heads entry: where it is, and what it speaks about."""

    index: int
    size: int
    count: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a whole log was found to lack; nothing, where it is complete.

    `missing` are versions before one that is there; `unfilled` gaps that the log
    itself detected and never called filled; `doubled` places that are taken twice;
    `unowned` entries whose source is not the one whose word their type is.
    """

    entries: int
    streams: int
    missing: tuple[Versions, ...]
    unfilled: tuple[Versions, ...]
    doubled: tuple[Versions, ...]
    wrong_heads: tuple[WrongHeads, ...]
    unowned: tuple[int, ...]
    sealed: SealedHeads | None

    @property
    def holds(self) -> bool:
        """Tell whether nothing is missing, doubled or wrong."""
        wrong = self.wrong_heads or self.unowned
        return not (self.missing or self.unfilled or self.doubled or wrong)


@dataclass
class _Gapped:
    """A stream with a gap: the last version before it, and those beyond."""

    reach: int
    beyond: set[int]

    def closes(self, version: int) -> bool:
        self.beyond.add(version)
        while self.reach + 1 in self.beyond:
            self.reach += 1
            self.beyond.remove(self.reach)
        return not self.beyond

    def missing(self, stream: str) -> Iterator[Versions]:
        reach = self.reach
        for version in sorted(self.beyond):
            if version > reach + 1:
                yield Versions(stream, reach + 1, version - 1)
            reach = version


@dataclass
class CompletenessFold:
    """A `Fold` that keeps each stream's last version, and what is out of order."""

    _heads: PastHeads = field(default_factory=PastHeads)
    _gapped: dict[str, _Gapped] = field(default_factory=dict[str, _Gapped])
    _open: set[Versions] = field(default_factory=set[Versions])
    _doubled: list[Versions] = field(default_factory=list[Versions])
    _wrong: list[WrongHeads] = field(default_factory=list[WrongHeads])
    _unowned: list[int] = field(default_factory=list[int])
    _sealed: SealedHeads | None = None

    def take(self, entry: Logged) -> None:
        """Take in the next entry; raises `Unreadable` where it says no version."""
        try:
            version = int(str(entry.event["sequence"]))
        except (KeyError, ValueError) as error:
            raise Unreadable(f"Entry {entry.index} has no version.") from error
        self._follow(entry.stream, version)
        if may_say(entry.source, entry.type):
            self._hear(entry)
        else:
            self._unowned.append(entry.index)
        self._heads.take(entry.stream, version)

    def result(self) -> Completeness:
        """Return what is missing, doubled or wrong so far."""
        missing = [
            versions
            for stream, gapped in self._gapped.items()
            for versions in gapped.missing(stream)
        ]
        return Completeness(
            entries=self._heads.size,
            streams=len(self._heads.last),
            missing=tuple(sorted(missing)),
            unfilled=tuple(sorted(self._open)),
            doubled=tuple(sorted(self._doubled)),
            wrong_heads=tuple(self._wrong),
            unowned=tuple(self._unowned),
            sealed=self._sealed,
        )

    def _hear(self, entry: Logged) -> None:
        """Take in what the log says about itself."""
        if entry.type == StreamHeads.TYPE:
            self._check(entry)
        elif entry.type == GapDetected.TYPE:
            self._open.add(_versions(entry))
        elif entry.type == GapFilled.TYPE:
            self._open.discard(_versions(entry))

    def _follow(self, stream: str, version: int) -> None:
        last = self._heads.last.get(stream, 0)
        gapped = self._gapped.get(stream)
        if version == last + 1 and gapped is None:
            return
        if gapped is None:
            if version <= last:
                self._doubled.append(Versions(stream, version, version))
            else:
                self._gapped[stream] = _Gapped(last, {version})
        elif version <= gapped.reach or version in gapped.beyond:
            self._doubled.append(Versions(stream, version, version))
        elif gapped.closes(version):
            del self._gapped[stream]

    def _check(self, entry: Logged) -> None:
        why = self._heads.objection(entry.data)
        if why is not None:
            self._wrong.append(WrongHeads(entry.index, why))
        size, count = _number(entry.data, "size"), _number(entry.data, "count")
        self._sealed = SealedHeads(entry.index, size, count)


def _versions(entry: Logged) -> Versions:
    return Versions(
        str(entry.data.get("stream")),
        _number(entry.data, "from_version"),
        _number(entry.data, "to_version"),
    )


def _number(data: Mapping[str, Json], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) else 0
