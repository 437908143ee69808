"""The door of the machine's owner: what comes in through it needs no other proof."""

from starlette.types import ASGIApp, Receive, Scope, Send


class OwnersDoor:
    """Marks each request as the owner's. Only a socket that nobody else can open leads here."""

    def __init__(self, app: ASGIApp, user: str) -> None:
        self._app = app
        self._user = user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        await self._app({**scope, "owner": self._user}, receive, send)
