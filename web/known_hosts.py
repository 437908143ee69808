"""The names under which the server answers: another name means a page of somebody else's asks.

A page of evil.example can make its own name lead to this machine, and a browser then lets it read
the answers. The browser still sends the name that it asked for (DNS rebinding).
"""

import re
from collections.abc import Collection, Sequence

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names that this machine has for itself. They are always known."""

UNKNOWN_HOST = "This server does not answer under that host name: JOURNEY_HOSTS names its hosts."

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:[0-9]{1,5})?")


def is_known_host(headers: Sequence[str], hosts: Collection[str]) -> bool:
    """Whether a request has one Host header, and it names this machine or one of the hosts.

    The port, upper case and a dot at the end do not count.
    """
    if len(headers) != 1:
        return False
    named = _HOST.fullmatch(headers[0].lower())
    if named is None:
        return False
    known = LOCAL_NAMES | {_as_in_a_header(host) for host in hosts}
    return named[1].removesuffix(".") in known


def _as_in_a_header(host: str) -> str:
    return f"[{host.lower()}]" if ":" in host else host.lower()
