"""Which services the platform has, what each waits for, and when it is ready."""

from pathlib import Path

import pytest

from runtime.platform_services import services_of
from runtime.service import Service
from runtime.settings import Settings
from runtime.sink_mark import sink_mark
from web.sign_in.provider_settings import ProviderSettings

SERVER = "clickhouse://journey:word@127.0.0.1:1/default"


@pytest.fixture
def kafka(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether Kafka answers."""
    answers = [True]
    monkeypatch.setattr("runtime.service_needs.kafka_answers", lambda _: answers[0])
    return answers


def by_name(settings: Settings) -> dict[str, Service]:
    return {service.name: service for service in services_of(settings)}


def test_the_process_with_the_database_in_it_has_sink_and_pages(tmp_path: Path) -> None:
    assert set(by_name(Settings(data=tmp_path))) == {
        *("intake-0", "journeys-0"),
        *("serve", "gateway", "notifier", "ticker", "provider"),
    }


def test_beside_a_server_they_are_apart(tmp_path: Path) -> None:
    services = by_name(Settings(data=tmp_path, clickhouse=SERVER))

    assert set(services) == {
        *("intake-0", "journeys-0"),
        *("sink", "pages", "gateway", "notifier", "ticker", "provider"),
    }
    for name in ("sink", "pages", "gateway"):
        assert list(services[name].command[-2:]) == ["run", name]


def test_the_demos_provider_runs_where_none_is_set(tmp_path: Path) -> None:
    own = ProviderSettings(issuer="https://provider.example", name="Ours", client_id="us")

    assert "provider" in by_name(Settings(data=tmp_path))
    assert "provider" not in by_name(Settings(data=tmp_path, providers=(own,)))


def test_the_demos_mailbox_runs_in_the_demo_alone(tmp_path: Path) -> None:
    """And not where other machines reach the platform."""
    assert "mailbox" in by_name(Settings(data=tmp_path, mailbox=True))
    assert "mailbox" not in by_name(Settings(data=tmp_path))
    assert "mailbox" not in by_name(Settings(data=tmp_path, mailbox=True, host="0.0.0.0"))


def test_what_each_waits_for(tmp_path: Path, kafka: list[bool]) -> None:
    settings = Settings(data=tmp_path, clickhouse=SERVER)

    def waiting() -> dict[str, str]:
        services = by_name(settings).items()
        return {name: why for name, service in services if (why := service.away())}

    assert waiting() == {"sink": "ClickHouse at 127.0.0.1:1 does not answer"}

    kafka[0] = False

    assert set(waiting()) == {*by_name(settings)} - {"pages", "provider"}
    assert waiting()["gateway"] == waiting()["sink"] == "Kafka does not answer at 127.0.0.1:19092"


def test_the_sink_is_ready_when_it_says_so_in_this_run(tmp_path: Path) -> None:
    mark = sink_mark(tmp_path)
    mark.parent.mkdir()
    mark.touch()  # of a run before

    ready = by_name(Settings(data=tmp_path, clickhouse=SERVER))["sink"].readiness()

    assert not ready()
    mark.touch()
    assert ready()
