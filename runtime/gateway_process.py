"""The gateway by itself: it needs Kafka alone, and while that is away it answers 503."""

from datetime import UTC, datetime
from functools import partial

from agencies.gateway_publisher import PATIENCE, Gateway
from agencies.publisher import Publisher
from runtime.http_server import HttpServers, listen_at
from runtime.provider_connections import publishing_programs
from runtime.readiness import SOON, kafka_answers
from runtime.settings import Settings
from web.gateway_app import create_gateway_app


def run_gateway(settings: Settings) -> None:
    """Take events until SIGTERM or SIGINT."""
    opening = partial(Publisher, settings.bootstrap, patience=PATIENCE)
    gateway = Gateway(settings.gateway_tokens, opening)

    def away() -> str | None:
        answers = kafka_answers(settings.bootstrap, SOON)
        return None if answers else f"Kafka does not answer at {settings.bootstrap}"

    app = create_gateway_app(
        gateway,
        lambda: datetime.now(UTC),
        away,
        settings.known_hosts,
        publishing_programs(settings),
    )
    HttpServers([(app, listen_at(settings.host, settings.gateway_port))]).run()
    gateway.close()
