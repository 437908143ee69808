"""Commands on another machine: a person signs in with a browser, a program with its secret."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

import example_journeys
from cli.commands_app import app
from demo_provider import SECRETS, ServedProvider, served_provider
from projections.store import Store
from real_broker import free_ports
from runtime.api_client import ask
from runtime.device_sign_in import access_token, sign_in_by_device
from runtime.failure import Failure
from runtime.settings import Settings
from sign_in_demo.demo_clients import PUBLISHER_CLIENT, READER_CLIENT
from signing_in import SignInPages, at_the_demo, pages_with_sign_in
from simple_browser import SimpleBrowser

pytestmark = pytest.mark.platform

STORIES = {story.number: story for story in example_journeys.stories()}
MINE = STORIES[40].victim
CASEWORKER = "demo-met-caseworker-1"


@pytest.fixture
def both(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[SignInPages, ServedProvider]]:
    """A platform, and a person on another machine: with a home, and no data directory."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path / "nothing-here"))
    port = free_ports()
    with served_provider(pages=f"http://127.0.0.1:{port}") as provider:
        running = pages_with_sign_in(
            store, tmp_path, [at_the_demo(provider.url)], [MINE], port, provider.clock
        )
        with running as pages:
            monkeypatch.setenv("JOURNEY_PLATFORM", pages.url)
            yield pages, provider


def in_a_browser(provider: ServedProvider, person: str | None, shown: list[str]) -> None:
    """Enter the code that the command shows, and choose who it is, or refuse."""
    _, code = shown
    answer = {"person": person} if person else {"refuse": "yes"}
    SimpleBrowser().post(f"{provider.url}/device/choose", user_code=code, **answer)


def signed_in(pages: SignInPages, provider: ServedProvider, person: str | None) -> None:
    shown: list[str] = []
    sign_in_by_device(
        pages.url,
        None,
        lambda address, code: shown.extend([address, code]),
        lambda _: in_a_browser(provider, person, shown),
    )


def test_a_person_signs_in_once_and_asks_as_themselves(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    with pytest.raises(Failure, match="sign in first: journey sign-in"):
        ask(Settings(), f"/api/victims/{MINE}")

    signed_in(pages, provider, CASEWORKER)

    assert ask(Settings(), f"/api/victims/{MINE}")["victim"] == MINE
    with pytest.raises(Failure, match="it is for the task group"):
        ask(Settings(), "/api/hotspots")
    (look,) = pages.recorder.looks
    assert (look.issuer, look.subject) == (provider.url, CASEWORKER)


def test_what_is_remembered_is_the_owners_alone(
    both: tuple[SignInPages, ServedProvider], tmp_path: Path
) -> None:
    pages, provider = both
    signed_in(pages, provider, CASEWORKER)

    (remembered,) = (tmp_path / "home" / "victim-journey").iterdir()
    assert remembered.stat().st_mode & 0o077 == 0
    assert remembered.parent.stat().st_mode & 0o077 == 0


def test_a_sign_in_is_renewed_until_the_person_signs_out(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    signed_in(pages, provider, CASEWORKER)
    (path,) = (Path(os.environ["XDG_CONFIG_HOME"]) / "victim-journey").iterdir()
    known = json.loads(path.read_text())
    path.write_text(json.dumps(known | {"until": 0}))

    renewed = access_token(Settings(), pages.url)
    assert renewed != known["access"]
    assert CliRunner().invoke(app, ["sign-out"]).exit_code == 0

    assert not path.exists()
    answer = provider.token(
        "victim-journey-cli", grant_type="refresh_token", refresh_token=known["refresh"]
    )
    assert answer.status_code == 400
    told = CliRunner().invoke(app, ["sign-out"])
    assert isinstance(told.exception, Failure)


def test_who_refuses_is_not_signed_in(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, provider = both
    with pytest.raises(Failure, match="did not let you in"):
        signed_in(pages, provider, None)
    with pytest.raises(Failure, match="sign in first"):
        access_token(Settings(), pages.url)


def test_a_program_asks_with_its_secret(
    both: tuple[SignInPages, ServedProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEY_CLIENT_ID", READER_CLIENT)
    monkeypatch.setenv("JOURNEY_CLIENT_SECRET", SECRETS[READER_CLIENT])
    assert ask(Settings(), "/api/hotspots")["by"] == "stage"
    with pytest.raises(Failure, match="it is for caseworkers and supervisors"):
        ask(Settings(), "/api/alerts")

    monkeypatch.setenv("JOURNEY_CLIENT_SECRET", "wrong")
    with pytest.raises(Failure, match="refuses: invalid_client"):
        ask(Settings(), "/api/hotspots")


def test_a_publisher_reads_nothing(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, provider = both
    given = provider.token(PUBLISHER_CLIENT, grant_type="client_credentials").json()
    headers = {"Authorization": f"Bearer {given['access_token']}"}

    for path in ("/api/hotspots", "/api/alerts", f"/api/victims/{MINE}", "/api/counts"):
        assert httpx.get(pages.url + path, headers=headers).status_code == 403


def test_an_access_token_for_others_or_too_old_opens_nothing(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    given = provider.token(READER_CLIENT, grant_type="client_credentials").json()
    tampered = given["access_token"][:-4] + "AAAA"
    for token in ("a.b.c", tampered, "x"):
        answer = httpx.get(
            f"{pages.url}/api/hotspots", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401

    pages.later(minutes=11)
    answer = httpx.get(
        f"{pages.url}/api/hotspots",
        headers={"Authorization": f"Bearer {given['access_token']}"},
    )
    assert answer.status_code == 401
    assert "get another" in answer.json()["detail"]


def test_tokens_go_over_an_encrypted_connection_alone() -> None:
    told = CliRunner().invoke(app, ["sign-in", "http://journey.example"])
    assert isinstance(told.exception, Failure)
    assert "JOURNEY_PLATFORM" in str(told.exception)


def test_an_access_token_opens_nothing_once_the_role_or_the_sign_in_is_gone(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, provider = both
    signed_in(pages, provider, CASEWORKER)
    headers = {"Authorization": f"Bearer {access_token(Settings(), pages.url)}"}

    def status() -> int:
        return httpx.get(f"{pages.url}/api/victims/{MINE}", headers=headers).status_code

    assert status() == 200
    person = provider.people[CASEWORKER]
    provider.people[CASEWORKER] = person.model_copy(update={"roles": frozenset()})
    assert status() == 403
    provider.people[CASEWORKER] = person
    assert status() == 200
    assert CliRunner().invoke(app, ["sign-out"]).exit_code == 0
    assert status() == 401
