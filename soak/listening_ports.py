"""Ports of this machine on which a soak's platform can listen, again and again."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass

_LOWEST, _HIGHEST = 20_000, 32_000
"""Below the ports that the kernel gives to outgoing connections."""

_TOGETHER = 5


@dataclass(frozen=True)
class Ports:
    """Where a platform listens; the broker takes the next port, too."""

    pages: int
    gateway: int
    kafka: int
    provider: int


def free_ports() -> Ports:
    """Five ports in a row that are free now. Each process begins to look elsewhere."""
    for first in _firsts():
        if all(_is_free(first + number) for number in range(_TOGETHER)):
            return Ports(pages=first, gateway=first + 1, kafka=first + 2, provider=first + 4)
    raise OSError("no ports are free")


def _firsts() -> Iterator[int]:
    places = (_HIGHEST - _LOWEST) // _TOGETHER
    for number in range(places):
        yield _LOWEST + (os.getpid() + number) % places * _TOGETHER


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
