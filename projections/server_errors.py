"""What the errors of a ClickHouse server mean: it is away, or the platform cannot work with it.

What clickhouse-connect raises quotes the rows and the statements. These sentences quote neither.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError
from urllib3.exceptions import HTTPError

from projections.database_errors import DatabaseAwayError, DatabaseUnfitError

_REFUSED_USER = {192, 193, 194, 497, 516}
"""ClickHouse's errors about the user, the password and what the user may do."""
_NO_TABLES = {60, 81}
"""Its errors about a table or a database that is not there."""
_NOT_NOW = {159, 202, 209, 210, 241, 243, 252, 373, 394}
"""Its errors about time, connections, memory, disk and load: the same may succeed later."""

_GATEWAY_STATUS = re.compile(r"HTTP status (429|5\d\d)\b")
"""What a proxy, or a server that starts or stops, answers in the place of ClickHouse."""


@contextmanager
def server_errors_named(place: str) -> Iterator[None]:
    """Raise DatabaseAwayError or DatabaseUnfitError for what a server's errors mean.

    `place` says which server it is, without its user and password. Other errors pass.
    """
    try:
        yield
    except (DatabaseError, HTTPError) as error:
        if named := _named(error, place):
            raise named from None
        raise


def _named(error: Exception, place: str) -> Exception | None:
    code = getattr(error, "code", None)
    if code is None:
        return _without_code(error, place)
    if code in _REFUSED_USER:
        return DatabaseUnfitError(f"{place} refuses the user or the password of the DSN")
    if code in _NO_TABLES:
        return DatabaseAwayError(f"{place} does not have the platform's tables yet")
    if code in _NOT_NOW:
        return DatabaseAwayError(f"{place} cannot do more now (its error {code})")
    return None


def _without_code(error: Exception, place: str) -> Exception | None:
    """What it means that no ClickHouse answered, or none that could say what is wrong."""
    if isinstance(error, (HTTPError, OperationalError)) or _GATEWAY_STATUS.search(str(error)):
        return DatabaseAwayError(f"{place} does not answer")
    if "HTTP status" in str(error):
        return DatabaseUnfitError(f"{place} does not answer as ClickHouse does")
    return None
