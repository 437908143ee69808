"""Who sends a request: by the session of a browser, or by the access token of a program."""

import hmac
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import HTTPException, Request

from access.viewer import Viewer
from web.sign_in.access_tokens import viewer_of_token
from web.sign_in.cookies import SESSION
from web.sign_in.provider_connection import Claims, ProviderConnection, TokenRefusedError
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sessions import Session, Sessions, WaitingForm
from web.sign_in.sign_in_fault import SignInFaultError
from web.sign_in.viewer_claims import viewer_from

LARGEST_FORM = 64 * 1024
"""Bytes of a form that is held."""

GRACE = 300.0
"""Seconds for which the roles that were confirmed last count while the provider is away."""

NOT_OUR_FORM = "This form did not come from a page of yours: open the page again, and send it anew."

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignIns:
    """The providers, the sessions and the clock. It is the `Authentication` of the pages."""

    providers: Sequence[ProviderConnection]
    sessions: Sessions
    clock: Callable[[], datetime]

    def viewer_of(self, request: Request) -> Viewer | None:
        """The viewer who is signed in, with the roles that the provider confirms now.

        Raises SignInFaultError where the provider is away for longer than GRACE, and
        WrongAccessTokenError.
        """
        token = bearer_token(request)
        if token is not None:
            return viewer_of_token(self.providers, token, self.now())
        session = self.session_of(request)
        return self._confirmed(session) if session else None

    def session_of(self, request: Request) -> Session | None:
        """The session of the request's browser, where it has not ended."""
        name = request.cookies.get(SESSION)
        return self.sessions.find(name, self.now()) if name else None

    def csrf_of(self, request: Request) -> str:
        """What a form of this viewer's pages has in it; empty where there is no session."""
        session = self.session_of(request)
        return session.csrf if session else ""

    async def check_form(self, request: Request) -> None:
        """Raise HTTPException 403 for a form without what the session's pages put into it.

        A program sends no cookie, and so nobody can make it send a form.
        """
        if bearer_token(request) is not None:
            return
        given = (await request.form()).get("csrf")
        known = self.csrf_of(request)
        if not (isinstance(given, str) and known and hmac.compare_digest(given, known)):
            raise HTTPException(403, NOT_OUR_FORM)

    async def hold_form(self, request: Request) -> str | None:
        """Hold the form of somebody whose session has ended; its name, None where it is nobody's.

        They see it again once they have signed in: nothing typed is lost.
        """
        person = self.sessions.person_of(request.cookies.get(SESSION, ""))
        if person is None or int(request.headers.get("content-length", 0)) > LARGEST_FORM:
            return None
        typed = [
            (name, value)
            for name, value in (await request.form()).multi_items()
            if isinstance(value, str) and name != "csrf"
        ]
        return self.sessions.hold(person, WaitingForm(request.url.path, typed), self.now())

    def provider(self, issuer: str) -> ProviderConnection | None:
        """The provider with this issuer."""
        return next((each for each in self.providers if each.provider.issuer == issuer), None)

    def now(self) -> float:
        """The present, in seconds since 1970."""
        return self.clock().timestamp()

    def _confirmed(self, session: Session) -> Viewer | None:
        client = self.provider(session.issuer)
        if client is None:  # it is no longer one of ours
            self.sessions.end(session)
            return None
        try:
            return self._asked(client, session)
        except TokenRefusedError:
            self.sessions.end(session)
            return None
        except SignInFaultError as fault:
            if self.now() - session.confirmed > GRACE:
                raise
            _log.warning("%s: the roles of before count for now", fault)
            return viewer_from(client.provider, session.claims)

    def _asked(self, client: ProviderConnection, session: Session) -> Viewer:
        access, refresh = session.access, session.refresh
        try:
            claims = client.user_info(access)
        except TokenRefusedError:
            if refresh is None:
                raise
            access, refresh = self._renewed(client, session, refresh)
            claims = client.user_info(access)
        if claims.get("sub") != session.subject:  # OpenID Connect Core, section 5.3.2
            raise TokenRefusedError
        self._remember(client.provider, session, claims, (access, refresh))
        return viewer_from(client.provider, claims)

    def _renewed(
        self, client: ProviderConnection, session: Session, refresh: str
    ) -> tuple[str, str | None]:
        """New tokens. Another request of the same session may have got them a moment ago."""
        try:
            return client.renew(refresh)
        except TokenRefusedError:
            newer = self.sessions.newest(session)
            if newer is None or newer.access == session.access:
                raise
            return newer.access, newer.refresh

    def _remember(
        self,
        provider: ProviderSettings,
        session: Session,
        claims: Claims,
        tokens: tuple[str, str | None],
    ) -> None:
        changed = claims != session.claims or tokens[0] != session.access
        if changed or self.now() - session.confirmed > GRACE / 10:
            self.sessions.confirm(session, claims, *tokens, self.now())


def bearer_token(request: Request) -> str | None:
    """The access token that a program sends; None where it sends none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
