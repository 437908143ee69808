"""The pages' own client signs people in at the demo's provider, and checks what programs bring."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from access.viewer import Role
from demo_provider import BACK, CASEWORKER, SECRETS, SIGNED_OUT, ServedProvider, served_provider
from events.identifiers import Agency
from sign_in_demo.demo_clients import PAGES_CLIENT, PUBLISHER_CLIENT
from web.sign_in.provider_connection import ProviderConnection, TokenRefusedError, Tokens
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.signed_claims import WrongTokenError
from web.sign_in.viewer_claims import viewer_from


@pytest.fixture
def provider() -> Iterator[ServedProvider]:
    with served_provider() as served:
        yield served


@pytest.fixture
def pages(provider: ServedProvider) -> Iterator[ProviderConnection]:
    client = ProviderConnection(
        ProviderSettings(
            issuer=provider.url,
            name="Demo sign-in",
            client_id=PAGES_CLIENT,
            client_secret=SECRETS[PAGES_CLIENT],
        )
    )
    yield client
    client.close()


def signed_in(provider: ServedProvider, pages: ProviderConnection) -> Tokens:
    begun = pages.begin(BACK)
    asked = {name: given[0] for name, given in parse_qs(urlsplit(begun.address).query).items()}
    back = provider.http.post("/choose", data=asked | {"person": CASEWORKER})
    answer = parse_qs(urlsplit(back.headers["location"]).query)
    assert answer["state"] == [begun.state]
    assert answer["iss"] == [provider.url]
    return pages.complete(begun.challenge, answer["code"][0], provider.clock().timestamp())


def test_a_person_signs_in_to_the_pages(
    provider: ServedProvider, pages: ProviderConnection
) -> None:
    tokens = signed_in(provider, pages)

    viewer = viewer_from(pages.provider, pages.user_info(tokens.access))
    assert viewer.subject == CASEWORKER
    assert viewer.name == "Demo caseworker 1, Metropolitan Police"
    assert (viewer.agency, viewer.staff) == (Agency.MET_POLICE, "MP1001")
    assert viewer.teams == {"hackney-1"}
    assert viewer.roles == {Role.CASEWORKER}


def test_a_session_is_renewed_until_somebody_signs_out(
    provider: ServedProvider, pages: ProviderConnection
) -> None:
    tokens = signed_in(provider, pages)
    provider.clock.later = timedelta(minutes=11)
    with pytest.raises(TokenRefusedError):
        pages.user_info(tokens.access)

    access, refresh = pages.renew(tokens.refresh or "")
    assert pages.user_info(access)["sub"] == CASEWORKER

    out = pages.end_address(tokens.id_token, SIGNED_OUT)
    assert provider.http.get(out or "").headers["location"] == SIGNED_OUT
    with pytest.raises(TokenRefusedError):
        pages.user_info(access)
    with pytest.raises(TokenRefusedError):
        pages.renew(refresh)


def test_a_program_is_known_by_its_access_token_alone(
    provider: ServedProvider, pages: ProviderConnection
) -> None:
    now = provider.clock().timestamp()
    answer = provider.token(PUBLISHER_CLIENT, grant_type="client_credentials").json()

    viewer = viewer_from(pages.provider, pages.signed_claims(answer["access_token"], now))
    assert viewer.roles == {Role.PUBLISHER}
    assert viewer.agency is Agency.MET_POLICE

    with pytest.raises(WrongTokenError):
        pages.signed_claims(signed_in(provider, pages).id_token, now)
    with pytest.raises(WrongTokenError):
        pages.signed_claims(answer["access_token"], now + 700)
