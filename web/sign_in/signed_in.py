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
from web.sign_in.provider_connection import ProviderConnection, TokenRefusedError
from web.sign_in.sessions import Session, Sessions, WaitingForm
from web.sign_in.sign_in_fault import SignInFaultError
from web.sign_in.viewer_claims import viewer_from

LARGEST_FORM = 64 * 1024
"""Bytes of a form."""

GRACE = 300.0
"""Seconds for which the roles that were confirmed last count while the provider is away."""

NOT_OUR_FORM = "This form did not come from a page of yours: open the page again, and send it anew."

TOO_LONG = "This form is too long."

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
        """The session of the request's browser, where it has not ended; looked up once."""
        if not hasattr(request.state, "session"):
            name = request.cookies.get(SESSION)
            request.state.session = self.sessions.find(name, self.now()) if name else None
        session: Session | None = request.state.session
        return session

    def csrf_of(self, request: Request) -> str:
        """What a form of this viewer's pages has in it; empty where there is no session."""
        session = self.session_of(request)
        return session.csrf if session else ""

    async def check_form(self, request: Request) -> None:
        """Raise HTTPException 403 for a form without what the session's pages put into it.

        Raises HTTPException 413 for one that is too long. A program sends no cookie, and so nobody
        can make it send a form.
        """
        if not _is_short(request):
            raise HTTPException(413, TOO_LONG)
        if bearer_token(request) is None and not await _has(request, self.csrf_of(request)):
            raise HTTPException(403, NOT_OUR_FORM)

    async def hold_form(self, request: Request) -> str | None:
        """Hold the form of somebody whose session has ended; its name.

        They see it again once they have signed in: nothing typed is lost. None where it is nobody's
        form, is too long, or is not from a page of that session.
        """
        session = self.sessions.also_ended(request.cookies.get(SESSION, ""))
        if session is None or not _is_short(request) or not await _has(request, session.csrf):
            return None
        typed = [
            (name, value)
            for name, value in (await request.form()).multi_items()
            if isinstance(value, str) and name != "csrf"
        ]
        person = session.issuer, session.subject
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
        try:
            claims = client.user_info(session.access)
        except TokenRefusedError:
            claims = client.user_info(self._renewed(client, session))
        if claims.get("sub") != session.subject:  # OpenID Connect Core, section 5.3.2
            raise TokenRefusedError
        if claims != session.claims or self.now() - session.confirmed > GRACE / 10:
            self.sessions.confirm(session, claims, self.now())
        return viewer_from(client.provider, claims)

    def _renewed(self, client: ProviderConnection, session: Session) -> str:
        """A newer access token, for which one request of a session asks, and the others wait.

        A token to renew may be good once. Who sends it twice ends the session at many providers.
        """
        with self.sessions.renewals.of(session.name):
            newest = self.sessions.newest(session)
            if newest is None or newest.refresh is None:
                raise TokenRefusedError
            if newest.access != session.access:
                return newest.access
            access, refresh = client.renew(newest.refresh)
            self.sessions.renew(session, access, refresh)
            return access


def _is_short(request: Request) -> bool:
    """Whether a form is no longer than LARGEST_FORM. A browser says the length before it."""
    length = request.headers.get("content-length", "0")
    said = "transfer-encoding" not in request.headers and length.isascii() and length.isdigit()
    return said and int(length) <= LARGEST_FORM


async def _has(request: Request, csrf: str) -> bool:
    """Whether a form has this value in its hidden field."""
    given = (await request.form()).get("csrf")
    if not (isinstance(given, str) and csrf):
        return False
    return hmac.compare_digest(given.encode(errors="replace"), csrf.encode())


def bearer_token(request: Request) -> str | None:
    """The access token that a program sends; None where it sends none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
