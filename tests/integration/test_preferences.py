"""How somebody is told: noted at sign-in, chosen on their account, encrypted in Kafka."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import TopicPartition

from access.viewer import Role
from agencies.single_partition import reader, records_until
from demo_provider import ServedProvider, served_provider
from events.identifiers import Agency
from notifier.preferences import Preference, PreferenceCipher, task_group_name
from projections.store import Store
from real_broker import free_ports
from running_notifier import CIPHER, wait_until
from runtime.preference_topic import KafkaPreferences
from schemas.topics import PREFERENCES
from signing_in import SignInPages, at_the_demo, choose, pages_with_sign_in, start_address
from simple_browser import SimpleBrowser, hidden_fields

pytestmark = pytest.mark.platform

MEMBER = "demo-task-group-1"
ADDRESS = "Jo.Private@met.police.example"


@pytest.fixture
def preferences(kafka: str) -> KafkaPreferences:
    return KafkaPreferences(kafka, CIPHER)


@pytest.fixture
def both(
    nothing: Store, tmp_path: Path, preferences: KafkaPreferences
) -> Iterator[tuple[SignInPages, ServedProvider]]:
    port = free_ports()
    with served_provider(pages=f"http://127.0.0.1:{port}") as provider:
        settings = [at_the_demo(provider.url)]
        with pages_with_sign_in(
            *(nothing, tmp_path, settings),
            port=port,
            clock=provider.clock,
            preferences=preferences,
        ) as pages:
            yield pages, provider


def signed_in(both: tuple[SignInPages, ServedProvider], person: str) -> SimpleBrowser:
    pages, provider = both
    browser = SimpleBrowser()
    choose(browser, provider, person, start_address(pages.url, provider.url, "/account"))
    return browser


def stored(kafka: str) -> list[tuple[bytes, bytes]]:
    """Keys and values of the topic, as anybody with Kafka's files sees them."""
    consumer, place = reader(kafka), TopicPartition(PREFERENCES, 0)
    consumer.assign([place])
    consumer.seek_to_beginning(place)
    end = consumer.end_offsets([place])[place]
    found = [(each.key, each.value) for each in records_until(consumer, place, end)]
    consumer.close()
    return found


def test_who_signs_in_is_noted_with_their_teams(
    both: tuple[SignInPages, ServedProvider], preferences: KafkaPreferences
) -> None:
    signed_in(both, "demo-met-caseworker-1")

    wait_until(lambda: preferences.of(Agency.MET_POLICE, "MP1001"))
    noted = preferences.of(Agency.MET_POLICE, "MP1001")
    assert noted
    assert noted.teams == frozenset({"hackney-1"})
    assert (noted.address, noted.chosen) == (None, False)


def test_a_choice_is_stored_and_shown_and_nobody_reads_the_address_in_kafka(
    both: tuple[SignInPages, ServedProvider], kafka: str
) -> None:
    pages, _ = both
    browser = signed_in(both, "demo-met-caseworker-1")
    page = browser.get(f"{pages.url}/account")
    assert "Nothing reaches you" in page.text

    fields = {"csrf": hidden_fields(page.text)["csrf"], "channel": "email"}
    answer = browser.post(f"{pages.url}/account/messages", **fields, email=ADDRESS, hour="9")

    assert "Your choice is stored" in answer.text
    assert f"at 9:00, to {ADDRESS}" in answer.text
    for key, value in stored(kafka):
        assert key == b"met-police/MP1001"
        assert b"Private" not in value
        assert b"hackney" not in value


def test_what_is_no_address_is_refused_in_words(
    both: tuple[SignInPages, ServedProvider],
) -> None:
    pages, _ = both
    browser = signed_in(both, "demo-met-caseworker-1")
    csrf = hidden_fields(browser.get(f"{pages.url}/account").text)["csrf"]

    answer = browser.post(
        f"{pages.url}/account/messages", csrf=csrf, channel="email", email="Jo <jo@x>"
    )

    assert answer.status_code == 422
    assert "Enter an e-mail address" in answer.text


def test_whose_no_alert_is_cannot_choose(both: tuple[SignInPages, ServedProvider]) -> None:
    pages, _ = both
    browser = signed_in(both, "demo-auditor-1")
    page = browser.get(f"{pages.url}/account")
    assert "No alert is yours" in page.text
    csrf = hidden_fields(page.text)["csrf"]

    answer = browser.post(f"{pages.url}/account/messages", csrf=csrf, channel="none")

    assert answer.status_code == 403


def test_the_task_group_is_told_what_they_ask_for(
    both: tuple[SignInPages, ServedProvider], kafka: str
) -> None:
    pages, _ = both
    browser = signed_in(both, MEMBER)
    page = browser.get(f"{pages.url}/account")
    assert "You get no messages until you ask for them here." in page.text
    assert "If you choose an address here, you are told once of each place" in page.text

    fields = {"csrf": hidden_fields(page.text)["csrf"], "channel": "email", "email": ADDRESS}
    answer = browser.post(f"{pages.url}/account/messages", **fields)

    assert f"at once, in working hours, to {ADDRESS}" in answer.text
    assert "You are told once of each place that began to stall" in answer.text
    key, value = stored(kafka)[-1]
    told = CIPHER.open(key.decode(), value)
    assert told
    assert (told.agency, told.address, told.chosen) == (None, ADDRESS, True)
    assert b"demo" not in key


def test_who_is_of_the_task_group_no_more_is_erased_at_their_next_sign_in(
    both: tuple[SignInPages, ServedProvider], preferences: KafkaPreferences
) -> None:
    pages, provider = both
    browser = signed_in(both, MEMBER)
    csrf = hidden_fields(browser.get(f"{pages.url}/account").text)["csrf"]
    browser.post(f"{pages.url}/account/messages", csrf=csrf, channel="email", email=ADDRESS)
    name = task_group_name(provider.url, MEMBER)
    assert preferences.of(None, name)

    roles = frozenset({Role.AUDITOR})
    provider.people[MEMBER] = provider.people[MEMBER].model_copy(update={"roles": roles})
    signed_in(both, MEMBER)

    wait_until(lambda: preferences.of(None, name) is None)


def test_a_record_without_a_value_erases_it(preferences: KafkaPreferences) -> None:
    given = Preference(agency=Agency.CPS, staff="C1", address=ADDRESS)
    preferences.put(given)
    preferences.erase(given)

    assert preferences.of(Agency.CPS, "C1") is None


def test_a_record_of_somebody_else_or_of_another_key_says_nothing() -> None:
    given = Preference(agency=Agency.CPS, staff="C1", address=ADDRESS)
    sealed = CIPHER.seal(given)

    assert CIPHER.open("cps/C1", sealed) == given
    assert CIPHER.open("cps/C2", sealed) is None
    assert PreferenceCipher.of(b"another secret" * 3).open("cps/C1", sealed) is None
