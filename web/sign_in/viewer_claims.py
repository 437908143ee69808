"""The viewer whom a provider's claims describe."""

from collections.abc import Mapping
from typing import Any

from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError

_LONGEST = 200
"""Characters of a claim that is used."""


def viewer_from(provider: ProviderSettings, claims: Mapping[str, Any]) -> Viewer:
    """The viewer. Raises SignInFaultError where the claims name nobody.

    A role or an agency that is not known here counts as none: it opens nothing.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
        raise SignInFaultError(FaultKind.CLAIMS, provider.name, provider.issuer)
    roles = frozenset(_texts(claims.get(provider.roles_claim))) & frozenset(Role)
    return Viewer(
        issuer=provider.issuer,
        subject=subject,
        name=_text(claims.get("name")) or "you",
        agency=provider.agency or _agency(claims.get(provider.agency_claim)),
        staff=_text(claims.get(provider.staff_claim)),
        teams=frozenset(_texts(claims.get(provider.teams_claim))),
        roles=frozenset(map(Role, roles)),
    )


def _agency(claim: Any) -> Agency | None:
    return Agency(claim) if claim in list(Agency) else None


def _text(claim: Any) -> str | None:
    return claim if isinstance(claim, str) and 0 < len(claim) <= _LONGEST else None


def _texts(claim: Any) -> list[str]:
    """The texts of a list; one text is a list of one."""
    listed = claim if isinstance(claim, list) else [claim]
    return [each for each in listed if _text(each)]
