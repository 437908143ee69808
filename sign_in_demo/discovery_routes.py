"""How a client finds everything by the issuer alone: the description, and the keys."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request

from sign_in_demo.demo_clients import CODE, DEVICE, PROGRAM, REFRESH
from sign_in_demo.discovery_address import DISCOVERY
from sign_in_demo.provider import provider_of
from sign_in_demo.signing_keys import ALGORITHM

router = APIRouter()


_PROOFS = ["client_secret_basic", "client_secret_post", "none"]

_SUPPORTED: Mapping[str, Any] = {
    "scopes_supported": ["openid"],
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": [CODE, REFRESH, PROGRAM, DEVICE],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": [ALGORITHM],
    "token_endpoint_auth_methods_supported": _PROOFS,
    "revocation_endpoint_auth_methods_supported": _PROOFS,
    "code_challenge_methods_supported": ["S256"],
    "claims_supported": ["sub", "name", "agency", "staff", "teams", "roles"],
    "claims_parameter_supported": False,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
    "authorization_response_iss_parameter_supported": True,
}


@router.get(DISCOVERY)
def discovery(request: Request) -> dict[str, Any]:
    """The description of OpenID Connect Discovery 1.0, section 3."""
    issuer = provider_of(request).issuer
    addresses = {
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/keys",
        "end_session_endpoint": f"{issuer}/end_session",
        "revocation_endpoint": f"{issuer}/revoke",
        "device_authorization_endpoint": f"{issuer}/device_authorization",
    }
    return {"issuer": issuer, **addresses, **_SUPPORTED}


@router.get("/keys")
def keys(request: Request) -> dict[str, Any]:
    """The public keys, as a JSON Web Key Set."""
    return provider_of(request).tokens.keys.published()
