"""`journey up`: start the platform, keep it running, stop it cleanly."""

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from cli.output import errors
from runtime.failure import Failure
from runtime.settings import Settings

Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Of pages and API; 8000 by default.")
]
GatewayPort = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Of the gateway; 8001 by default.")
]
ProviderPort = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="Of the provider for demo sign-in; 8002 by default."),
]
KafkaPort = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=65534,
        help="Of the Kafka that comes with this, which takes the next one too; 19092 by default.",
    ),
]


def up(
    data: Annotated[
        Path | None, typer.Option(help="Where all is kept; ./data-dir by default.")
    ] = None,
    port: Port = None,
    gateway_port: GatewayPort = None,
    provider_port: ProviderPort = None,
    kafka: Annotated[
        str | None, typer.Option(metavar="BOOTSTRAP", help="A Kafka of your own: host:port,…")
    ] = None,
    kafka_port: KafkaPort = None,
    clickhouse: Annotated[
        str | None, typer.Option(metavar="DSN", help="A ClickHouse server of your own.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Faust workers of each kind.")
    ] = None,
    partitions: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Of new topics; fixed from then on.")
    ] = None,
) -> None:
    """Start the platform and keep it running until Ctrl-C. Options override JOURNEY_… variables."""
    from runtime.platform import Platform

    settings = settings_with(
        data=data,
        port=port,
        gateway_port=gateway_port,
        provider_port=provider_port,
        kafka=kafka,
        kafka_port=kafka_port,
        clickhouse=clickhouse,
        workers=workers,
        partitions=partitions,
    )
    with Platform(settings, say) as platform:
        say(f"the platform is up at {settings.url} until Ctrl-C")
        platform.wait()
    say("stopped")


def settings_with(**options: Any) -> Settings:
    """The settings, with the options of the command line in their place; None is no option.

    Raises Failure that names the variables which are wrong.
    """
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        wrong = sorted({f"JOURNEY_{str(each['loc'][0]).upper()}" for each in error.errors()})
        raise Failure(f"not a setting that can be used: {', '.join(wrong)}") from None


def say(line: str) -> None:
    """Tell a person one line, as it is."""
    errors.print(line, markup=False, highlight=False, soft_wrap=True)
