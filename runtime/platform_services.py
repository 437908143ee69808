"""The services of the platform, each with the command that runs it."""

import sys
from collections.abc import Collection

from runtime.readiness import joins, serves
from runtime.service import Service
from runtime.service_needs import Away, database_needed, first_away, kafka_needed, room_needed
from runtime.settings import Settings

INTAKE_GROUP = "victim-journey-intake"
JOURNEYS_GROUP = "victim-journey-journeys"
"""Kafka's names of the processors' consumer groups: their Faust apps' ids."""

_INTAKE_SECRETS = {"pseudonym_key"}


def services_of(settings: Settings) -> list[Service]:
    """All services but Kafka, which must answer and have its topics before these start."""
    workers = range(settings.workers)
    kafka = first_away(room_needed(settings.data), kafka_needed(settings))
    database = first_away(kafka, database_needed(settings))
    return [
        *(
            _worker(settings, "intake", INTAKE_GROUP, number, _INTAKE_SECRETS, kafka)
            for number in workers
        ),
        *(_worker(settings, "journeys", JOURNEYS_GROUP, number, (), kafka) for number in workers),
        Service(
            "serve", _command("serve"), settings.environment(), serves(settings.url), away=database
        ),
        Service("ticker", _command("ticker"), settings.environment(secrets=()), away=kafka),
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
