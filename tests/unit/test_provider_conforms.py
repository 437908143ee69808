"""A second OpenID library, which knows nothing of ours, signs in as a relying party."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from authlib.oidc.discovery import OpenIDProviderMetadata
from cryptojwt import KeyJar
from idpyoidc.client.exception import OidcServiceError
from idpyoidc.client.rp_handler import RPHandler

from access.viewer import Role
from demo_provider import BACK, CASEWORKER, SECRETS, SIGNED_OUT, ServedProvider, served_provider
from sign_in_demo.demo_clients import PAGES_CLIENT

PKCE = {"code_challenge_length": 64, "code_challenge_method": "S256"}


@pytest.fixture(scope="module")
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


SERVICES = {
    "discovery": "provider_info_discovery.ProviderInfoDiscovery",
    "authorization": "authorization.Authorization",
    "access_token": "access_token.AccessToken",
    "refresh_access_token": "refresh_access_token.RefreshAccessToken",
    "userinfo": "userinfo.UserInfo",
    "end_session": "end_session.EndSession",
}
BASIC = {"client_authn_methods": ["client_secret_basic"]}
"""The library's service for refreshing knows the other way alone, unless it is configured."""


def relying_party(provider: ServedProvider, **changed: Any) -> RPHandler:
    services = {
        name: {
            "class": f"idpyoidc.client.oidc.{module}",
            "kwargs": BASIC if name == "refresh_access_token" else {},
        }
        for name, module in SERVICES.items()
    }
    pkce = "idpyoidc.client.oauth2.add_on.pkce.add_support"
    client = {
        "client_type": "oidc",
        "issuer": provider.url,
        "client_id": PAGES_CLIENT,
        "client_secret": SECRETS[PAGES_CLIENT],
        "redirect_uris": [BACK],
        "post_logout_redirect_uris": [SIGNED_OUT],
        "response_types": ["code"],
        "scope": ["openid"],
        "services": services,
        "add_ons": {"pkce": {"function": pkce, "kwargs": PKCE}},
    }
    return RPHandler(
        base_url="http://127.0.0.1:8000",
        client_configs={"demo": client | changed},
        keyjar=KeyJar(),  # without one the library writes keys into the working directory
    )


def chosen(provider: ServedProvider, begun: str) -> dict[str, str]:
    """A person follows the link and chooses; what comes back to the client."""
    page = provider.http.get(begun)
    assert page.status_code == 200, page.text
    form = dict(httpx.URL(begun).params) | {"person": CASEWORKER}
    back = provider.http.post("/choose", data=form)
    return dict(httpx.URL(back.headers["location"]).params)


def test_code_with_pkce_id_token_user_information_refresh_and_sign_out(
    provider: ServedProvider,
) -> None:
    party = relying_party(provider)

    answer = chosen(provider, party.begin("demo"))
    done = party.finalize(answer["iss"], answer)

    assert "error" not in done, done
    assert done["userinfo"]["sub"] == done["id_token"]["sub"] == CASEWORKER
    assert done["userinfo"]["roles"] == [Role.CASEWORKER]
    assert done["userinfo"]["agency"] == "met-police"
    assert done["id_token"]["iss"] == provider.url
    assert done["id_token"]["aud"] == [PAGES_CLIENT]

    state = answer["state"]
    again = party.refresh_access_token(state)
    assert again["access_token"] != done["token"]
    assert party.get_user_info(state, access_token=again["access_token"])["sub"] == CASEWORKER

    out = httpx.URL(party.logout(state, post_logout_redirect_uri=SIGNED_OUT)["url"])
    gone = provider.http.get(str(out))
    assert gone.headers["location"].startswith(SIGNED_OUT)
    assert provider.userinfo(again["access_token"]).status_code == 401


def test_it_is_not_fooled_by_its_own_tests(provider: ServedProvider) -> None:
    """The proof of the proof: the library refuses a wrong nonce, and a wrong secret is refused."""
    party = relying_party(provider)
    begun = str(httpx.URL(party.begin("demo")).copy_set_param("nonce", "another"))
    answer = chosen(provider, begun)
    with pytest.raises(ValueError, match="nonce"):
        party.finalize(answer["iss"], answer)

    stranger = relying_party(provider, client_secret="another" * 6)
    answer = chosen(provider, stranger.begin("demo"))
    with pytest.raises(OidcServiceError, match="invalid_client"):
        stranger.finalize(answer["iss"], answer)


def test_the_description_has_what_the_standard_asks_for(provider: ServedProvider) -> None:
    found = provider.http.get("/.well-known/openid-configuration").json()

    described = OpenIDProviderMetadata(found)
    for name in described.REGISTRY_KEYS:
        if name in found and name not in ("issuer", *ADDRESSES):
            getattr(described, f"validate_{name}", lambda: None)()
    assert found["issuer"] == provider.url
    assert all(found[name].startswith(provider.url + "/") for name in ADDRESSES)


ADDRESSES = [
    *("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"),
    *("end_session_endpoint", "revocation_endpoint", "device_authorization_endpoint"),
]
"""Authlib asks for TLS there, which a provider on loopback does not have."""
