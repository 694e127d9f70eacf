"""Ports on the loopback interface."""

import socket
from collections.abc import Mapping

from shared.embedded.failures import PartFailed

LOOPBACK = "127.0.0.1"


def require_free(ports: Mapping[str, int]) -> None:
    """Pass when every port is free; the first that is not raises `PartFailed`.

    `ports` maps a part's name to its port.
    """
    for name, port in ports.items():
        if not is_free(port):
            raise PartFailed(name, f"port {port} on {LOOPBACK} is already in use")


def is_free(port: int) -> bool:
    """Return whether somebody could listen on `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def is_answering(port: int) -> bool:
    """Return whether somebody accepts connections on `port`."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((LOOPBACK, port)) == 0


def free_ports(count: int) -> list[int]:
    """Return ports that are free now, from the range the kernel hands out."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
