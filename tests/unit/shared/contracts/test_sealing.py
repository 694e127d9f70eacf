"""Sealing personal data."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.canonical import Json, canonical
from shared.contracts.sealing import (
    digest,
    disclosure,
    open_disclosure,
    seal,
    unseal,
)
from shared.errors import Unreadable
from shared.eventstore.minting import Minting
from tests.support.contract_values import JSON, NAMES, OBJECTS

SALT = Minting().salt


@given(OBJECTS, st.sets(NAMES.filter(lambda name: name != "_sd"), max_size=4))
def test_is_undone_by_its_disclosures_and_by_nothing_less(
    data: dict[str, Json], personal: set[str]
) -> None:
    data.pop("_sd", None)
    sealed, disclosures = seal(data, personal, SALT)
    clear = {name: value for name, value in data.items() if name not in personal}
    assert unseal(sealed, disclosures) == {**dict.fromkeys(personal), **data}
    assert unseal(sealed, ()) == clear
    assert len(disclosures) == len(personal)


@given(NAMES, JSON)
def test_makes_disclosures_as_rfc_9901_has_them(name: str, value: Json) -> None:
    made = disclosure("_26bc4LT-ac6q2KI6cBW5es", name, value)
    assert "=" not in made
    raw = urlsafe_b64decode(made + "=" * (-len(made) % 4))
    assert raw == canonical(["_26bc4LT-ac6q2KI6cBW5es", name, value])
    assert open_disclosure(made) == (name, value)


def test_names_a_disclosure_by_the_digest_of_the_rfc() -> None:
    # RFC 9901 §4.2.3
    made = (
        "WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
        "uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY",
    )
    assert digest(made[0]) == made[1]
    assert open_disclosure(made[0]) == ("family_name", "Möbius")


def test_hides_a_null_like_any_value() -> None:
    with_name, _ = seal({"name": "Nora"}, {"name"}, SALT)
    without, disclosures = seal({"name": None}, {"name"}, SALT)
    absent, _ = seal({}, {"name"}, SALT)
    lengths = {len(canonical(sealed)) for sealed in (with_name, without, absent)}
    assert len(lengths) == 1
    assert unseal(without, disclosures) == {"name": None}


def test_never_seals_the_same_value_twice_alike() -> None:
    seen = {seal({"name": "Nora"}, {"name"}, SALT)[1] for _ in range(100)}
    assert len(seen) == 100


def test_tells_nothing_by_the_order_of_its_digests() -> None:
    sealed, _ = seal({}, {"a", "b", "c"}, SALT)
    digests = sealed["_sd"]
    assert isinstance(digests, list)
    assert digests == sorted(digests, key=str)


def test_lets_nobody_slip_a_value_in() -> None:
    sealed, (own,) = seal({"clear": 1}, {"name"}, SALT)
    strange = disclosure("salt", "name", "Mallory")
    with pytest.raises(Unreadable, match="belongs to no digest"):
        unseal(sealed, [strange])
    with pytest.raises(Unreadable, match="repeats a field"):
        unseal(sealed, [own, own])
    over = {**sealed, "name": "Mallory"}
    with pytest.raises(Unreadable, match="repeats a field"):
        unseal(over, [own])


@pytest.mark.parametrize(
    "digests", ["x", 1, {"a": 1}, [1], [["a"]], ["a", "a"], None], ids=repr
)
def test_is_unreadable_with_digests_that_are_none(digests: Json) -> None:
    with pytest.raises(Unreadable):
        unseal({"_sd": digests}, [])


@pytest.mark.parametrize("disclosed", ["é", "\ufffd", "!", "W10", "WzEsMiwzXQ", "Ww"])
def test_is_unreadable_with_a_disclosure_that_is_none(disclosed: str) -> None:
    with pytest.raises(Unreadable):
        open_disclosure(disclosed)
    digests: list[Json] = [digest(disclosed)] if disclosed.isascii() else []
    with pytest.raises(Unreadable):
        unseal({"_sd": digests}, [disclosed])
