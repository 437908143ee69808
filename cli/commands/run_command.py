"""`journey run PART`: one part of the platform in this process, for supervisors and containers."""

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from runtime.settings import Settings

if TYPE_CHECKING:
    from processors.faust.faust_app import WorkerPlace

run = typer.Typer(
    no_args_is_help=True, help="Run one part of the platform; `journey up` runs them all."
)

_Worker = Annotated[int, typer.Option(min=0, help="Its number among the workers of its kind.")]


@run.callback()
def before_each() -> None:
    """Log to the error output; what is written is the owner's alone."""
    from runtime.private_data import make_files_private

    make_files_private()
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )


@run.command()
def intake(worker: _Worker = 0) -> None:
    """A worker of the intake: the agencies' topics in, the log of record out."""
    from processors.faust import intake_app
    from processors.stream.refused_share import Limit
    from runtime.pseudonym_key import ensure_key

    settings = _settings()
    key = ensure_key(settings)  # a wrong key is refused at once, whether Kafka answers or not
    _wait_for_needs(settings)
    limit = Limit(settings.refused_share_limit, settings.refused_share_events)
    intake_app.run(_place(settings, worker), key, limit, settings.events_a_minute)


@run.command()
def journeys(worker: _Worker = 0) -> None:
    """A worker of the journey processor: the log of record in, the changes of journeys out."""
    from processors.faust import journey_app

    journey_app.run(_place(_settings_once_up(), worker))


def _settings() -> Settings:
    """The settings; the data directory is made the owner's alone."""
    from runtime.private_data import is_open_to_others, tighten

    settings = Settings()
    if is_open_to_others(settings.data):
        tighten(settings.data, logging.getLogger(__name__).warning)
    return settings


def _wait_for_needs(settings: Settings, *, database: bool = False) -> None:
    """Wait until Kafka answers, and the database where the part needs it."""
    from runtime.service_needs import database_needed, first_away, kafka_needed, wait_for

    needs = [kafka_needed(settings), *([database_needed(settings)] if database else [])]
    wait_for(first_away(*needs), logging.getLogger("journey").warning)


def _settings_once_up(*, database: bool = False) -> Settings:
    """The settings, once what the part needs is there."""
    settings = _settings()
    _wait_for_needs(settings, database=database)
    return settings


def _place(settings: Settings, worker: int) -> "WorkerPlace":
    from processors.faust.faust_app import WorkerPlace

    return WorkerPlace(
        bootstrap=settings.bootstrap,
        data=settings.data,
        partitions=settings.partitions,
        replication=settings.replication,
        worker=worker,
    )


@run.command()
def serve() -> None:
    """Sink, pages and API in one process: with chDB, or beside a ClickHouse server."""
    from runtime.serve_process import serve

    serve(_settings_once_up(database=True))


@run.command()
def sink() -> None:
    """The sink by itself, beside a ClickHouse server; exactly one."""
    from runtime.sink_process import run_sink

    run_sink(_settings())


@run.command()
def pages() -> None:
    """Pages and API by themselves, beside a ClickHouse server, in any number."""
    from runtime.pages_process import run_pages

    run_pages(_settings())


@run.command()
def gateway() -> None:
    """The gateway: agencies' events over HTTP in, their topics out."""
    from runtime.gateway_process import run_gateway

    run_gateway(_settings())


@run.command()
def notifier() -> None:
    """The notifier: tells people of alerts by their channels; exactly one."""
    from runtime.notifier_process import run_notifier

    run_notifier(_settings())


@run.command()
def provider() -> None:
    """The provider for demo sign-in: its people are made up. On this machine alone."""
    from runtime.provider_process import run_provider

    run_provider(_settings())


@run.command()
def mailbox() -> None:
    """The demo's mailbox: e-mail arrives on a page and goes nowhere. On this machine alone."""
    from runtime.mailbox_process import run_mailbox

    run_mailbox(_settings())


@run.command()
def ticker() -> None:
    """The clock's ticks for the log of record."""
    from runtime.ticker import tick

    tick(_settings_once_up())


@run.command()
def migrate() -> None:
    """Make the topics and the tables, where they are missing, and end."""
    from runtime.database_opening import tables_needed
    from runtime.service_needs import database_needed, first_away, wait_for
    from runtime.topic_creation import ensure_topics

    settings = _settings_once_up()
    ensure_topics(settings)  # which is all that the gateway waits for
    need = first_away(database_needed(settings), tables_needed(settings))
    wait_for(need, logging.getLogger("journey").warning)


@run.command()
def alive() -> None:
    """End with status 0 if Kafka answers from here, with 1 if not: a container's health check."""
    from runtime.readiness import kafka_answers

    if not kafka_answers(Settings().bootstrap):
        raise typer.Exit(1)
