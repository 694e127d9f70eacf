"""The table of permissions."""

import pytest

from shared.contracts.catalogue import COMMANDS
from shared.errors import NotAuthenticated, NotPermitted
from shared.identity.caller import NOBODY, Caller
from shared.identity.permissions import PERMISSIONS, may, require
from shared.identity.roles import Role


def _caller(*roles: Role) -> Caller:
    return Caller("actor-1", frozenset(roles))


@pytest.mark.parametrize("command_type", sorted(COMMANDS))
def test_has_every_command(command_type: str) -> None:
    assert PERMISSIONS[command_type]


@pytest.mark.parametrize("command_type", sorted(COMMANDS))
def test_lets_nobody_unknown_send_a_command(command_type: str) -> None:
    assert not may(NOBODY, command_type)


def test_has_no_command_that_is_not_published() -> None:
    types = {action for action in PERMISSIONS if action.startswith("register.")}
    assert types == set(COMMANDS)


def test_gives_every_action_to_somebody() -> None:
    assert all(PERMISSIONS.values())


@pytest.mark.parametrize("role", list(Role))
def test_denies_what_it_does_not_name(role: Role) -> None:
    assert not may(_caller(role), "register.abolish")


@pytest.mark.parametrize(
    ("role", "action"),
    [
        (Role.ASSESSOR, "register.applications.decide-application.v1"),
        (Role.REGISTRAR, "register.assessment.give-recommendation.v1"),
        (Role.REGULATOR, "register.applications.submit-application.v1"),
        (Role.OPERATOR, "applications.read-application"),
        (Role.APPLICANT, "assessment.read-queue"),
        (Role.REGISTRAR, "service.read-stream"),
        (Role.SERVICE, "audit.read-trail"),
    ],
)
def test_keeps_duties_apart(role: Role, action: str) -> None:
    with pytest.raises(NotPermitted):
        require(_caller(role), action)


def test_asks_who_is_there_before_it_refuses() -> None:
    with pytest.raises(NotAuthenticated):
        require(NOBODY, "assessment.read-queue")


def test_lets_everybody_do_what_is_public() -> None:
    for caller in (NOBODY, _caller(Role.REGULATOR)):
        require(caller, "applications.search-register")
