"""Where pages and API are found, and which other addresses they lead to."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class WebAddresses:
    """The names under which the application answers, beside those that this machine has for itself.

    A browser finds it at `public_url`, or where it asked. Who publishes here is passed on to
    `gateway_port` of this machine. A form may lead on to the `providers`, to sign out there too.
    """

    hosts: Collection[str] = ()
    gateway_port: int = 8001
    public_url: str | None = None
    providers: Collection[str] = ()
    """Origins: scheme, host and port."""
