"""Whom an access token is for: a person's command line, or a program of an agency."""

import logging
from collections.abc import Sequence

from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.sign_in.provider_connection import Claims, ProviderConnection, TokenRefusedError
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError
from web.sign_in.signed_claims import WrongTokenError
from web.sign_in.viewer_claims import viewer_from

_log = logging.getLogger(__name__)


class WrongAccessTokenError(Exception):
    """An access token proves nothing."""


def viewer_of_token(providers: Sequence[ProviderConnection], token: str, now: float) -> Viewer:
    """The viewer for whom one of the providers signed an access token for our API.

    A person has the roles that the provider confirms now; a program, of which no provider can be
    asked, those that the token says. `now` is in seconds since 1970. Raises WrongAccessTokenError,
    and SignInFaultError where a provider that it may be from cannot be asked.
    """
    away: SignInFaultError | None = None
    for each in providers:
        try:
            claims = each.signed_claims(token, now)
            return viewer_from(each.provider, _as_they_are_now(each, token, claims))
        except WrongTokenError as wrong:
            if wrong.kind is not FaultKind.SIGNATURE:
                _log.warning("an access token of %s: %s", each.provider.issuer, wrong.kind)
        except SignInFaultError as fault:
            away = fault
    raise away or WrongAccessTokenError


def _as_they_are_now(client: ProviderConnection, token: str, claims: Claims) -> Claims:
    """What the provider says now, where it signed the token for its user info as well."""
    if "openid" not in str(claims.get("scope", "")).split():
        return claims
    try:
        present = client.user_info(token)
    except TokenRefusedError:
        raise WrongAccessTokenError from None
    if present.get("sub") != claims["sub"]:
        raise WrongAccessTokenError
    return present


def publishing_agency(
    providers: Sequence[ProviderConnection], token: str, now: float
) -> Agency | None:
    """The agency for which an access token publishes: None for one that proves no publisher."""
    try:
        viewer = viewer_of_token(providers, token, now)
    except WrongAccessTokenError:
        return None
    return viewer.agency if viewer.has(Role.PUBLISHER) else None
