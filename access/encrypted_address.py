"""Where secrets may go: over an encrypted connection, or on this machine."""

from urllib.parse import urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names that this machine has for itself."""


def need_encrypted(address: str) -> str:
    """The same address, where secrets can go there: by https, or on this machine.

    Raises ValueError.
    """
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in LOCAL
    if not (parts.hostname and (parts.scheme == "https" or local)):
        raise ValueError("not an https address")
    return address
