"""Whatever a provider answers has a sentence for the person, and lets nobody in."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import Response
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse

from faulty_provider import CLIENT, faulty_provider
from faulty_sign_in import Both, begun, signed_in
from projections.store import Store
from signing_in import pages_with_sign_in, start_address
from simple_browser import SimpleBrowser
from web.sign_in.cookies import SESSION
from web.sign_in.provider_settings import ProviderSettings

pytestmark = pytest.mark.platform


def text(content: bytes, **headers: str) -> Callable[[], Response]:
    return lambda: Response(content, media_type="application/json", headers=headers)


def endless() -> Response:
    def parts() -> Iterator[bytes]:
        yield b'{"sub":"'
        for _ in range(100):
            yield b"a" * 1024 * 1024

    return StreamingResponse(parts(), media_type="application/json")


def dripping() -> Response:
    def parts() -> Iterator[bytes]:
        for _ in range(100):
            yield b" "
            time.sleep(0.1)

    return StreamingResponse(parts(), media_type="application/json")


NESTED = b"[" * 100_000
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")

NONSENSE: dict[str, Callable[[], Response]] = {
    "list": text(b"[]"),
    "null": text(b"null"),
    "text": text(b'"x"'),
    "number": text(b"5"),
    "empty": text(b""),
    "nested": text(NESTED),
    "other types": text(b'{"access_token": {}, "id_token": 5, "keys": 5, "sub": []}'),
    "not utf-8": text(b"\xff\xfe"),
    "endless": endless,
    "packed": text(b"{}", **{"Content-Encoding": "gzip"}),
    "elsewhere": lambda: RedirectResponse("http://127.0.0.1:1/", 302),
}


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_nonsense_of_a_provider_has_a_sentence(faulty: Both, path: str, nonsense: str) -> None:
    pages, provider = faulty
    provider.sends[path] = NONSENSE[nonsense]
    browser = SimpleBrowser()
    answer = begun(pages, provider, browser)

    assert answer.status_code in (403, 503)
    assert "Faulty" in answer.text
    assert SESSION not in browser.cookies.get(pages.url, {})


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_about_somebody_does_not_open_anything_new(faulty: Both, nonsense: str) -> None:
    pages, provider = faulty
    browser = signed_in(pages, provider)
    pages.later(minutes=6)
    provider.sends["/userinfo"] = NONSENSE[nonsense]
    answer = browser.get(f"{pages.url}/hotspots")

    assert answer.status_code == 503 or "Sign in" in answer.text


@pytest.mark.parametrize("address", ["http://[", "no address", "javascript:1", ""])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_description_with_wrong_addresses_has_a_sentence(
    faulty: Both, endpoint: str, address: str
) -> None:
    pages, provider = faulty
    described = {"issuer": provider.url} | {
        name: f"{provider.url}/{path}"
        for name, path in zip(ENDPOINTS, ("authorize", "token", "userinfo", "keys"), strict=True)
    }
    provider.sends["/.well-known/openid-configuration"] = lambda: JSONResponse(
        described | {endpoint: address}
    )
    sent = SimpleBrowser().once(start_address(pages.url, provider.url))

    if endpoint == "authorization_endpoint":
        assert sent.status_code == 503
    else:
        assert SimpleBrowser().get(provider.lets_in(sent.headers["location"])).status_code != 500


def test_an_answer_that_drips_is_not_waited_for(
    faulty: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, provider = faulty
    monkeypatch.setattr("web.sign_in.provider_connection.PATIENCE", 0.3)
    provider.sends["/token"] = dripping
    began = time.monotonic()

    assert begun(pages, provider, SimpleBrowser()).status_code == 503
    assert time.monotonic() - began < 5


def test_who_names_itself_must_do_so_on_the_way_back(faulty: Both) -> None:
    """Given a provider that says so, and a way back that does not name it: it may be another's."""
    pages, provider = faulty
    described = httpx.get(f"{provider.url}/.well-known/openid-configuration").json()
    provider.sends["/.well-known/openid-configuration"] = lambda: JSONResponse(
        described | {"authorization_response_iss_parameter_supported": True}
    )

    assert begun(pages, provider, SimpleBrowser()).status_code == 403


def test_not_every_page_waits_for_a_provider_that_does_not_answer(
    nothing: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given roles that count for five minutes, one request waits in vain, and the next do not."""
    monkeypatch.setattr("web.sign_in.provider_connection.PATIENCE", 0.3)
    asked: list[float] = []

    def late() -> Response:
        asked.append(time.monotonic())
        time.sleep(1)
        return JSONResponse({"sub": "person-1"})

    with faulty_provider() as provider:
        settings = ProviderSettings(issuer=provider.url, name="Faulty", client_id=CLIENT)
        with pages_with_sign_in(nothing, tmp_path, [settings]) as pages:
            browser = signed_in(pages, provider)
            provider.sends["/userinfo"] = late
            for _ in range(6):
                assert browser.once(f"{pages.url}/account").status_code == 200
            assert len(asked) == 1
