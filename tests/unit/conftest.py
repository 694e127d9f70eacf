"""Unit tests speak to nobody: a socket opened in one is a mistake."""

import pytest_socket


def pytest_runtest_setup() -> None:
    """Close the network; event loops keep their socket pairs."""
    pytest_socket.disable_socket(allow_unix_socket=True)


def pytest_runtest_teardown() -> None:
    """Open it again for the tests that come after."""
    pytest_socket.enable_socket()
