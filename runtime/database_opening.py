"""Opens the database for the parts that need it; one that will not do is a Failure in a line."""

import logging

from projections.database_errors import DatabaseAwayError, DatabaseUnfitError
from projections.store import Store
from runtime.failure import Failure
from runtime.service_needs import Away
from runtime.settings import Settings


def open_store(settings: Settings) -> Store:
    """The store of these settings, migrated.

    Raises Failure for a server that the platform cannot work with, as one that is too old.
    """
    try:
        store = Store.open(path=settings.data / "chdb", dsn=settings.clickhouse)
        store.migrate()
    except DatabaseUnfitError as unfit:
        raise Failure(str(unfit)) from None
    return store


def tables_needed(settings: Settings) -> Away:
    """The tables of the database, which this makes; a server may listen and not work.

    Asking raises Failure as open_store does.
    """

    def away() -> str | None:
        try:
            open_store(settings).close()
        except DatabaseAwayError as error:
            return str(error)
        return None

    return away


def need_server(settings: Settings, part: str) -> str:
    """The DSN of the ClickHouse server. Raises Failure where the database is in the process.

    From now on the libraries do not log each connection that is refused.
    """
    for name in ("urllib3", "clickhouse_connect"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if settings.clickhouse is None:
        raise Failure(
            f"without a ClickHouse server {part} cannot run by itself: set JOURNEY_CLICKHOUSE,"
            " or run sink and pages together with `journey run serve`"
        )
    return settings.clickhouse
