"""Whom an access token is for: a person's command line, or a program of an agency."""

import logging
from collections.abc import Sequence

from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.sign_in.provider_connection import ProviderConnection
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError
from web.sign_in.signed_claims import WrongTokenError
from web.sign_in.viewer_claims import viewer_from

_log = logging.getLogger(__name__)


class WrongAccessTokenError(Exception):
    """An access token proves nothing."""


def viewer_of_token(providers: Sequence[ProviderConnection], token: str, now: float) -> Viewer:
    """The viewer for whom one of the providers signed an access token for our API.

    `now` is in seconds since 1970. Raises WrongAccessTokenError, and SignInFaultError where the
    keys of a provider that it may be from cannot be asked for.
    """
    away: SignInFaultError | None = None
    for each in providers:
        try:
            return viewer_from(each.provider, each.signed_claims(token, now))
        except WrongTokenError as wrong:
            if wrong.kind is not FaultKind.SIGNATURE:
                _log.warning("an access token of %s: %s", each.provider.issuer, wrong.kind)
        except SignInFaultError as fault:
            away = fault
    raise away or WrongAccessTokenError


def publishing_agency(
    providers: Sequence[ProviderConnection], token: str, now: float
) -> Agency | None:
    """The agency for which an access token publishes: None for one that proves no publisher."""
    try:
        viewer = viewer_of_token(providers, token, now)
    except WrongAccessTokenError:
        return None
    return viewer.agency if viewer.has(Role.PUBLISHER) else None
