"""The programs that may ask the provider: our own, and two demo programs."""

import hmac
from dataclasses import dataclass, field
from typing import Any

from access.viewer import Role
from events.identifiers import Agency

CODE, REFRESH, PROGRAM, DEVICE = (
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code",
)
"""The ways to a token, by their names in RFC 6749 and RFC 8628."""

PAGES_CLIENT = "victim-journey-pages"
COMMAND_LINE_CLIENT = "victim-journey-cli"
PUBLISHER_CLIENT = "demo-publisher-met-police"
READER_CLIENT = "demo-reader"

WITH_SECRET = (PAGES_CLIENT, PUBLISHER_CLIENT, READER_CLIENT)
"""The clients that have a secret. A program on somebody's own machine cannot have one."""


@dataclass(frozen=True)
class DemoClient:
    """A program that may ask for tokens, in the named ways. `secret` is None for a public client.

    `redirects` and `sign_out_redirects` are whole addresses, compared character by character.
    `claims` are about the program itself, where it asks for itself.
    """

    id: str
    name: str
    grants: frozenset[str]
    secret: str | None = field(default=None, repr=False)
    redirects: frozenset[str] = frozenset()
    sign_out_redirects: frozenset[str] = frozenset()
    claims: dict[str, Any] = field(default_factory=dict)

    def proves_itself(self, secret: str | None) -> bool:
        """Whether this is its secret; a public client has none to give."""
        if self.secret is None or secret is None:
            return self.secret is None and secret is None
        return hmac.compare_digest(self.secret.encode(), secret.encode())


def demo_clients(
    secrets: dict[str, str], redirects: frozenset[str], sign_out_redirects: frozenset[str]
) -> list[DemoClient]:
    """The clients of the demo; `secrets` has one for each of WITH_SECRET.

    The pages are a confidential client: they run on a server that can keep a secret, as with an
    agency's own provider. The command line runs on a person's machine and is public.
    """
    return [
        DemoClient(
            PAGES_CLIENT,
            "Victim Journey",
            frozenset({CODE, REFRESH}),
            secrets[PAGES_CLIENT],
            redirects,
            sign_out_redirects,
        ),
        DemoClient(
            COMMAND_LINE_CLIENT, "the command line of Victim Journey", frozenset({DEVICE, REFRESH})
        ),
        _program(PUBLISHER_CLIENT, secrets, Role.PUBLISHER, Agency.MET_POLICE),
        _program(READER_CLIENT, secrets, Role.TASK_GROUP, None),
    ]


def _program(id_: str, secrets: dict[str, str], role: Role, agency: Agency | None) -> DemoClient:
    claims: dict[str, Any] = {"name": id_, "teams": [], "roles": [role.value]}
    if agency:
        claims["agency"] = agency.value
    return DemoClient(id_, id_, frozenset({PROGRAM}), secrets[id_], claims=claims)
