"""The viewer whom a provider's claims describe."""

from collections.abc import Mapping
from typing import Any

from access.viewer import Role, Viewer
from events.identifiers import Agency
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sign_in_fault import FaultKind, SignInFaultError

_LONGEST = 255
"""Characters of a claim that is used: as long as a subject may be."""


def viewer_from(provider: ProviderSettings, claims: Mapping[str, Any]) -> Viewer:
    """The viewer. Raises SignInFaultError where the claims name nobody.

    A role that the provider may not give, and an agency that is not known here, count as none.
    """
    subject = _text(claims.get("sub"))
    if subject is None:
        raise SignInFaultError(FaultKind.CLAIMS, provider.name, provider.issuer)
    roles = frozenset(_texts(claims.get(provider.roles_claim))) & provider.may_give
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
    used = isinstance(claim, str) and 0 < len(claim) <= _LONGEST and claim.isprintable()
    return claim if used else None


def _texts(claim: Any) -> list[str]:
    """The texts of a list; one text is a list of one."""
    listed = claim if isinstance(claim, list) else [claim]
    return [each for each in listed if _text(each)]
