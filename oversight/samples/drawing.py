"""Drawing closed cases, reproducibly: the frame, the order, what was left out and why.

A case is in the frame if it was closed within the period, at this size of the log. The
order depends on the seed and the ids alone, neither on the log's order nor on chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import cast

from oversight.documents.document import Standing, standing_of
from oversight.hearing import Hears, event_name
from oversight.logged import Logged
from oversight.period import Period, recorded_on
from shared.contracts.applications import ApplicationAccepted, ApplicationRefused
from shared.contracts.assessment import AssessmentConcluded
from shared.contracts.canonical import Json
from shared.errors import Malformed

FORMAT = "register.oversight.sample.v1"
LARGEST = 10_000
LONGEST_SEED = 200

DEFINITIONS: dict[str, Json] = {
    "case": "A stream whose first event stands in the log.",
    "frame": "The ids of the cases closed within the period, in ascending byte order.",
    "frame_digest": "SHA-256, in hexadecimal, of the frame's ids, each followed by a "
    "line feed, in UTF-8.",
    "drawn": "The first cases of the frame when it is put in ascending order of "
    "SHA-256(UTF-8 of seed || UTF-8 of id), in hexadecimal as 'order'.",
    "exclusions": "Every other case in the log, with the reason why it is not in the "
    "frame.",
}


@dataclass(frozen=True, slots=True)
class Cases:
    """A kind of case: how its streams begin, and which events close one.

    A closing event is named by its whole type, or by the last words of its name.
    """

    title: str
    stream: str
    closed_by: tuple[str, ...]

    @property
    def hears(self) -> Hears:
        """Which entries the frame is made of."""
        return Hears(streams=(self.stream,))

    def closes(self, entry: Logged) -> bool:
        """Tell whether the event closes its case."""
        return entry.type in self.closed_by or event_name(entry.type).endswith(
            tuple(word for word in self.closed_by if word.startswith("-"))
        )


WHAT: Mapping[str, Cases] = MappingProxyType(
    {
        "applications": Cases(
            "Applications",
            "application/",
            (ApplicationAccepted.TYPE, ApplicationRefused.TYPE, "-withdrawn"),
        ),
        "assessments": Cases("Assessments", "assessment/", (AssessmentConcluded.TYPE,)),
        "fitness-to-practise": Cases(
            "Fitness to practise cases", "concern/", ("-closed",)
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Draw:
    """What is to be drawn: how many closed cases of a kind, by which seed."""

    what: str
    size: int
    seed: str
    period: Period

    @property
    def cases(self) -> Cases:
        """The kind of case."""
        return WHAT[self.what]


class Frame:
    """Folds the cases of a kind: when each was closed, if it was."""

    def __init__(self, draw: Draw) -> None:
        self._cases = draw.cases
        self._closed: dict[str, date | None] = {}

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if not entry.stream.startswith(self._cases.stream):
            return
        case = entry.stream.removeprefix(self._cases.stream)
        closed = self._closed.setdefault(case, None)
        if self._cases.closes(entry):
            day = recorded_on(entry)
            self._closed[case] = day if closed is None else max(closed, day)

    def result(self) -> Mapping[str, date | None]:
        """Return the day on which each case was closed, None where it is open."""
        return dict(self._closed)


def draw_of(what: str, size: int, seed: str, period: Period) -> Draw:
    """Return what is to be drawn; raises `Malformed` for what cannot be."""
    if what not in WHAT:
        raise Malformed(f"There are no cases '{what}', only {', '.join(WHAT)}.", "what")
    if not 1 <= size <= LARGEST:
        raise Malformed(f"A sample has from 1 to {LARGEST} cases.", "sample_size")
    if not seed or len(seed) > LONGEST_SEED or not seed.isprintable():
        raise Malformed(
            f"The seed is a text of 1 to {LONGEST_SEED} printable characters.", "seed"
        )
    return Draw(what, size, seed, period)


def sample_document(
    draw: Draw, closed: Mapping[str, date | None], standing: Standing
) -> dict[str, Json]:
    """Return the sample with all that is needed to draw it again."""
    frame = sorted(
        case for case, day in closed.items() if day is not None and day in draw.period
    )
    drawn = drawn_from(frame, draw.seed)[: draw.size]
    return {
        "format": FORMAT,
        "title": f"A sample of closed cases: {draw.cases.title}",
        **standing_of(standing),
        "what": draw.what,
        "seed": draw.seed,
        "size_asked_for": draw.size,
        "from": _iso(draw.period.first),
        "to": _iso(draw.period.last),
        "definitions": DEFINITIONS,
        "frame_size": len(frame),
        "frame_digest": frame_digest(frame),
        "drawn": [{"case": case, "order": order_of(draw.seed, case)} for case in drawn],
        "exclusions": _exclusions(draw, closed),
        "in_words": _in_words(draw, len(frame), len(drawn)),
    }


def drawn_from(frame: Sequence[str], seed: str) -> list[str]:
    """Return the frame in the order of drawing."""
    return sorted(frame, key=lambda case: (order_of(seed, case), case))


def order_of(seed: str, case: str) -> str:
    """Return the digest by which a case has its place in the order."""
    return sha256(f"{seed}{case}".encode()).hexdigest()


def frame_digest(frame: Sequence[str]) -> str:
    """Return the digest over the frame, in its order."""
    return sha256("".join(f"{case}\n" for case in frame).encode()).hexdigest()


def _exclusions(draw: Draw, closed: Mapping[str, date | None]) -> list[Json]:
    left_out: list[dict[str, Json]] = []
    for case in sorted(closed):
        day = closed[case]
        if day is None:
            left_out.append({"case": case, "reason": "open"})
        elif day not in draw.period:
            left_out.append(
                {
                    "case": case,
                    "reason": "closed-outside-the-period",
                    "closed_on": day.isoformat(),
                }
            )
    return cast("list[Json]", left_out)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _in_words(draw: Draw, frame: int, drawn: int) -> str:
    if frame == 0:
        return "None: no such case was closed within the period."
    if drawn < draw.size:
        return f"All {frame} closed cases: fewer than were asked for."
    return f"{drawn} of {frame} closed cases."
