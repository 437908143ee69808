"""The services of the platform, each with the command that runs it."""

import sys
from collections.abc import Collection

from runtime.notifier_mark import notifier_mark
from runtime.readiness import joins, makes, serves
from runtime.service import Service
from runtime.service_needs import (
    Away,
    asked_seldom,
    database_needed,
    first_away,
    kafka_needed,
    room_needed,
)
from runtime.settings import CHANNELS, Settings
from runtime.sink_mark import sink_mark
from sign_in_demo.discovery_address import DISCOVERY

INTAKE_GROUP = "victim-journey-intake"
JOURNEYS_GROUP = "victim-journey-journeys"
"""Kafka's names of the processors' consumer groups: their Faust apps' ids."""

_INTAKE_SECRETS = {"pseudonym_key"}
_DATABASE_SECRETS = {"clickhouse"}
_PAGES_SECRETS = {"clickhouse", "providers", "preferences_key"}
_GATEWAY_SECRETS = {"gateway_tokens", "providers"}
_NOTIFIER_SECRETS = CHANNELS | {"preferences_key"}


def services_of(settings: Settings) -> list[Service]:
    """All services but Kafka, which must answer and have its topics before these start."""
    workers = range(settings.workers)
    kafka = first_away(room_needed(settings.data), asked_seldom(kafka_needed(settings)))
    return [
        *(
            _worker(settings, "intake", INTAKE_GROUP, number, _INTAKE_SECRETS, kafka)
            for number in workers
        ),
        *(_worker(settings, "journeys", JOURNEYS_GROUP, number, (), kafka) for number in workers),
        *(_database_services(settings, kafka)),
        Service(
            "gateway",
            _command("gateway"),
            settings.environment(_GATEWAY_SECRETS),
            serves(settings.gateway_url),
            away=kafka,
        ),
        Service(
            "notifier",
            _command("notifier"),
            settings.environment(_NOTIFIER_SECRETS),
            makes(notifier_mark(settings.data)),
            away=kafka,
        ),
        Service("ticker", _command("ticker"), settings.environment(), away=kafka),
        *([_demo_provider(settings)] if settings.has_demo_provider else []),
        *([_demo_mailbox(settings)] if settings.has_mailbox else []),
    ]


def _demo_provider(settings: Settings) -> Service:
    """Who signs in the demo's people, where no provider is set."""
    return Service(
        "provider",
        _command("provider"),
        settings.environment(),
        serves(settings.provider_url, DISCOVERY),
        away=room_needed(settings.data),
    )


def _demo_mailbox(settings: Settings) -> Service:
    """Where all e-mail of the demo arrives."""
    return Service(
        "mailbox",
        _command("mailbox"),
        settings.environment(),
        serves(settings.mailbox_url, "/static/icon.svg"),
        away=room_needed(settings.data),
    )


def _database_services(settings: Settings, kafka: Away) -> list[Service]:
    """Sink and pages: one process where the database is in it, apart beside a server.

    Pages do not wait for the server: they say that it is away.
    """
    environment = settings.environment(_DATABASE_SECRETS)
    of_pages = settings.environment(_PAGES_SECRETS)
    if settings.clickhouse is None:
        return [Service("serve", _command("serve"), of_pages, serves(settings.url), away=kafka)]
    sink = makes(sink_mark(settings.data))
    pages = serves(settings.url, "/static/icon.svg")
    database = first_away(kafka, database_needed(settings))
    room = room_needed(settings.data)
    return [
        Service("sink", _command("sink"), environment, sink, away=database),
        Service("pages", _command("pages"), of_pages, pages, away=room),
    ]


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", "run", *arguments]


def _worker(
    settings: Settings,
    kind: str,
    group: str,
    number: int,
    secrets: Collection[str],
    away: Away,
) -> Service:
    return Service(
        name=f"{kind}-{number}",
        command=_command(kind, "--worker", str(number)),
        environment=settings.environment(secrets),
        readiness=joins(settings.bootstrap, group, f"{group}-{number}"),
        away=away,
    )
