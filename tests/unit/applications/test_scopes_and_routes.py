"""The scopes and the route of an application."""

import pytest

from services.applications.applying.rules.conditions import (
    route_is_open_for_every_scope,
    scopes_are_open_by_form,
    scopes_are_the_registers,
)
from tests.support.applications import submission


def test_are_read_from_one_cell_each_scope_once() -> None:
    read = submission(scopes=" Renal-Technology ;nuclear-medicine; renal-technology")
    assert read.scopes == ("renal-technology", "nuclear-medicine")


@pytest.mark.parametrize("code", ["astrology", "mri", "nuclear medicine"])
def test_are_unknown_where_the_register_has_no_such_scope(code: str) -> None:
    assert not scopes_are_the_registers(submission(scopes=code))
    assert not scopes_are_the_registers(submission(scopes=f"nuclear-medicine;{code}"))


def test_are_not_open_where_one_has_to_make_contact_first() -> None:
    assert scopes_are_open_by_form(submission())
    assert not scopes_are_open_by_form(submission(scopes="clinical-computing"))


@pytest.mark.parametrize(
    ("scopes", "route"),
    [
        ("sonography", "accredited-sonography"),
        ("sonography", "equivalence"),
        ("sonography;nuclear-medicine", "equivalence"),
        ("nuclear-medicine", "training-scheme"),
        ("nuclear-medicine", " Degree-Apprenticeship"),
    ],
)
def test_are_accepted_where_the_route_leads_to_the_scope(
    scopes: str, route: str
) -> None:
    assert route_is_open_for_every_scope(submission(scopes=scopes, route=route))


@pytest.mark.parametrize(
    ("scopes", "route"),
    [
        ("nuclear-medicine", "accredited-sonography"),
        ("sonography", "training-scheme"),
        ("sonography;nuclear-medicine", "accredited-sonography"),
        ("nuclear-medicine", "correspondence-course"),
    ],
)
def test_are_refused_where_the_route_leads_elsewhere(scopes: str, route: str) -> None:
    assert not route_is_open_for_every_scope(submission(scopes=scopes, route=route))


def test_leave_an_unknown_scope_to_its_own_fault() -> None:
    unknown = submission(scopes="astrology", route="accredited-sonography")
    assert route_is_open_for_every_scope(unknown)


def test_leave_a_missing_route_to_its_own_fault() -> None:
    assert route_is_open_for_every_scope(submission(route=""))
