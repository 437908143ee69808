"""A HEAD request is answered like a GET request: the server leaves the body out."""

from starlette.types import ASGIApp, Receive, Scope, Send


class HeadAsGet:
    """Shows the application GET for HEAD. The server in front still sees HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        as_get = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        await self._app(as_get, receive, send)
