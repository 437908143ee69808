"""What the provider keeps in the data directory: keys, secrets and people."""

import os
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from access.viewer import Role
from demo_provider import served_provider
from events.identifiers import Agency
from real_broker import free_ports
from runtime.demo_provider_files import client_secret
from runtime.failure import Failure
from runtime.provider_process import provider_clients, run_provider
from runtime.readiness import serves
from runtime.settings import Settings
from sign_in_demo.demo_clients import COMMAND_LINE_CLIENT, PAGES_CLIENT
from sign_in_demo.demo_people import PEOPLE_FILE, PeopleFile, read_people
from sign_in_demo.discovery_address import DISCOVERY
from sign_in_demo.provider_tokens import ProviderTokens
from sign_in_demo.signing_keys import ROTATION, SigningKeys, open_keys

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_first_start_makes_a_key_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "keys.json"

    first, second = open_keys(path, NOW), open_keys(path, NOW + timedelta(days=1))

    assert first.published() == second.published()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_old_key_is_rotated_and_stays_published(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    before = open_keys(path, NOW)
    token = ProviderTokens("me", "them", before, lambda: NOW).access_token("a", "b", {})

    after = open_keys(path, NOW + ROTATION)

    kids = [key["kid"] for key in after.published()["keys"]]
    assert kids[0] != kids[1] == before.newest.kid
    read = ProviderTokens("me", "them", after, lambda: NOW).read_access_token(token)
    assert read["sub"] == "a"
    later = open_keys(path, NOW + 2 * ROTATION)
    assert [key["kid"] for key in later.published()["keys"]][1] == kids[0]


def test_a_rotated_key_stays_published_over_http() -> None:
    keys = SigningKeys.new(NOW).rotated(NOW)
    with served_provider(keys) as provider:
        tokens = provider.signed_in()
        published = provider.http.get("/keys").json()["keys"]
        assert [key["kid"] for key in published] == [key.kid for key in keys.keys]
        assert provider.userinfo(tokens["access_token"]).status_code == 200


def test_it_runs_by_itself_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    port = free_ports()
    settings = Settings(data=tmp_path / "data", provider_port=port, host="0.0.0.0")
    command = [sys.executable, "-m", "cli", "run", "provider"]
    process = subprocess.Popen(command, cwd=ROOT, env=settings.environment())
    try:
        answers = serves(settings.provider_url, DISCOVERY)()
        end = time.monotonic() + 60
        while not answers():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        listening = psutil.Process(process.pid).net_connections()
        assert {each.laddr.ip for each in listening if each.status == "LISTEN"} == {"127.0.0.1"}
        assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700
    finally:
        process.terminate()
        assert process.wait(30) == 0


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", "[{}]", "3", '[{"key": {"kty": "RSA"}, "made": "2026-03-02T09:00Z"}]']
)
def test_a_key_file_that_cannot_be_read_is_no_reason_for_a_new_key(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "sign-in-demo" / "signing-keys.json"
    path.parent.mkdir()
    path.write_text(text)

    with pytest.raises(Failure, match=r"signing keys in .* can't be used"):
        run_provider(Settings(data=tmp_path))
    assert path.read_text() == text


def test_people_who_cannot_be_read_are_a_reason_not_to_start(tmp_path: Path) -> None:
    path = tmp_path / "sign-in-demo" / "people.toml"
    path.parent.mkdir()
    path.write_text("[somebody]")

    with pytest.raises(Failure, match=r"people\.toml can't be used"):
        run_provider(Settings(data=tmp_path))


def test_each_client_has_a_secret_of_its_own_that_stays(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)

    first = {client.id: client.secret for client in provider_clients(settings)}
    second = {client.id: client.secret for client in provider_clients(settings)}

    assert first == second
    assert first[COMMAND_LINE_CLIENT] is None
    assert first[PAGES_CLIENT] == client_secret(tmp_path, PAGES_CLIENT)
    assert len(set(first.values())) == len(first)
    for path in (tmp_path / "sign-in-demo").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_people_go_back_to_the_pages_port(tmp_path: Path) -> None:
    pages = provider_clients(Settings(data=tmp_path, port=8123))[0]

    assert {address.rsplit("/", 2)[0] for address in pages.redirects} == {
        "http://127.0.0.1:8123",
        "http://localhost:8123",
    }


def test_people_go_back_to_the_address_that_is_set_for_browsers(tmp_path: Path) -> None:
    pages = provider_clients(Settings(data=tmp_path, public_url="https://journey.example"))[0]

    assert "https://journey.example/sign-in/callback" in pages.redirects
    assert "https://journey.example/signed-out" in pages.sign_out_redirects


def test_the_demo_has_people_of_each_role_in_two_agencies() -> None:
    people = read_people(PEOPLE_FILE.read_text())

    having = {(role, person.agency) for person in people.values() for role in person.roles}
    everywhere = {Role.CASEWORKER, Role.SUPERVISOR, Role.AGENCY_OPERATOR}
    agencies = {Agency.MET_POLICE, Agency.WITNESS_CARE}
    apart = {Role.TASK_GROUP, Role.PLATFORM_OPERATOR, Role.AUDITOR}
    assert having == {(role, agency) for role in everywhere for agency in agencies} | {
        (role, None) for role in apart
    }
    assert all(person.name.startswith("Demo ") for person in people.values())
    staff = [person.staff for person in people.values() if person.staff]
    assert len(set(staff)) == len(staff)


def test_the_file_of_people_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text('[somebody]\nname = "Demo"\nroles = ["auditor"]\n')
    people = PeopleFile(path)
    assert people()["somebody"].roles == {Role.AUDITOR}

    path.write_text('[somebody]\nname = "Demo"\nroles = []\n')
    os.utime(path, ns=(1, 1))

    assert people()["somebody"].roles == set()


@pytest.mark.parametrize("text", ["[", '[a]\nname = "Demo"\nroles = ["king"]', "[a]\nroles = []"])
def test_people_who_are_not_in_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_people(text)
