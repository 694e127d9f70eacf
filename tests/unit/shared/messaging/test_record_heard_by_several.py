"""A record that several capabilities of a service hear."""

import orjson
import pytest

from shared.contracts.assessment import AssessorAppointed
from shared.contracts.canonical import canonical
from shared.contracts.envelope import Envelope, decode
from shared.messaging import arrivals
from shared.messaging.arrivals import UNREADABLE, Heard, Unheard, judge_bytes
from tests.support.recorded import new_event
from tests.support.repository import ROOT

SAMPLE = orjson.loads(
    (ROOT / f"tests/contracts/samples/{AssessorAppointed.TYPE}.json").read_bytes()
)
SEALED = canonical({**orjson.loads(SAMPLE["entry"]), "source": "/assessment"})
DISCLOSURES = "~".join(SAMPLE["disclosures"])


def name_in(raw: bytes, disclosures: str) -> str | None:
    heard = judge_bytes(raw, disclosures)
    assert isinstance(heard, Heard)
    assert isinstance(heard.event, AssessorAppointed)
    return heard.event.name


def test_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def reading(raw: bytes) -> Envelope:
        read.append(raw)
        return decode(raw)

    monkeypatch.setattr(arrivals, "_envelope", arrivals.once(reading))
    entry = new_event("application/read-once", 1).entry
    first, second = judge_bytes(entry, ""), judge_bytes(bytes(bytearray(entry)), "")
    assert first == second
    assert read == [entry]


def test_discloses_to_each_what_came_along_and_keeps_none_of_it() -> None:
    told = name_in(SEALED, DISCLOSURES)
    assert told is not None
    assert name_in(SEALED, "") is None
    assert name_in(SEALED, DISCLOSURES) == told


def test_is_unreadable_to_whom_it_comes_with_what_is_not_its_own() -> None:
    assert name_in(SEALED, DISCLOSURES) is not None
    heard = judge_bytes(SEALED, "WyJzYWx0IiwibmFtZSIsIk5vYm9keSJd")
    assert isinstance(heard, Unheard)
    assert heard.reason == UNREADABLE
