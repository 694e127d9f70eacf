"""Where endpoints are reached."""

from ipaddress import ip_address, ip_network

import pytest

from services.notifications.transports.reaching import may_be_called


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - not to be listened at, but refused
        "224.0.1.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.1.2.3",
        "::ffff:127.0.0.1",
        "2002:0a01:0203::",
        "64:ff9b::0a01:0203",
        "ff0e::1",
    ],
)
def test_is_never_inside_a_network_nor_many_at_once(address: str) -> None:
    assert not may_be_called(ip_address(address), ())


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]
)
def test_is_anywhere_that_is_everybodys(address: str) -> None:
    assert may_be_called(ip_address(address), ())


def test_is_inside_a_network_that_the_operator_named() -> None:
    allowed = [ip_network("10.1.0.0/16"), ip_network("fd00::/8")]
    assert may_be_called(ip_address("10.1.2.3"), allowed)
    assert may_be_called(ip_address("::ffff:10.1.2.3"), allowed)
    assert may_be_called(ip_address("fd00::1"), allowed)
    assert not may_be_called(ip_address("10.2.2.3"), allowed)
