"""The one ClickHouse store: a server by DSN, or chDB, the same engine inside this process."""

import queue
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

import clickhouse_connect
import orjson
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError

from projections.database_server import need_version, server_place, version_of
from projections.server_errors import server_errors_named

DATABASE = "victim_journey"
MIGRATIONS = Path(__file__).parent / "migrations"

_INSERT = {"date_time_input_format": "best_effort", "input_format_skip_unknown_fields": "0"}
_CODE = re.compile(r"\bcode:? ?(\d+)", re.IGNORECASE)
_UNREADABLE = {6, 26, 27, 33, 38, 41, 43, 53, 69, 70, 72, 117, 130, 321, 349, 376, 467, 681}
"""ClickHouse's errors about values that cannot be read or that their columns do not take."""
_QUERY = {"session_timezone": "UTC"}


class UnreadableRowsError(Exception):
    """The database answers, and cannot read rows that were to be inserted."""


class Store:
    """Inserts and queries, in an Atomic database of our own.

    chDB allows one process per path, and one thread at a time per client. Each query takes an idle
    client or makes a new one, so there are as many clients as there were queries at once. Close the
    store when done: otherwise the process keeps chDB's lock.

    Where a server is away, every question raises DatabaseAwayError, and the next one asks again;
    where the platform cannot work with it, as with one that is too old, DatabaseUnfitError.
    """

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._connection = dict(connection)
        self._idle: queue.LifoQueue[Client] = queue.LifoQueue()

    @classmethod
    def open(cls, *, path: Path | None = None, dsn: str | None = None) -> Self:
        """Open chDB in a directory, or a server by DSN, and make the database if it is missing."""
        if dsn:
            store = cls({"dsn": dsn})
        else:
            store = cls({"interface": "chdb", "path": str(path or ":memory:")})
        with store._client() as client:
            client.command(f"CREATE DATABASE IF NOT EXISTS {DATABASE} ENGINE = Atomic")
        return store

    @classmethod
    def of_server(cls, dsn: str) -> Self:
        """A store on a server that may be away: it connects where it is asked, and makes nothing.

        Each answer has half a minute, so that a server that stands still stops no page for long.
        """
        return cls({"dsn": dsn, "connect_timeout": 3, "send_receive_timeout": 30})

    @contextmanager
    def _client(self) -> Iterator[Client]:
        with self._errors_named():
            client = self._idle_client() or self._connect()
            try:
                yield client
            except OperationalError:  # what was asked may still run there, in the client's session
                client.close()
                raise
            except BaseException:
                self._idle.put(client)
                raise
            self._idle.put(client)

    def _idle_client(self) -> Client | None:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return None

    def _connect(self) -> Client:
        dsn = self._connection.get("dsn")
        try:
            client = clickhouse_connect.get_client(**self._connection, tz_mode="aware")
        except DatabaseError:
            if dsn and (version := version_of(dsn)):  # with one of 2018 the library fails
                need_version(version, server_place(dsn))
            raise
        if dsn:
            need_version(client.server_version or "", server_place(dsn))
        return client

    def _errors_named(self) -> AbstractContextManager[None]:
        dsn = self._connection.get("dsn")
        return server_errors_named(server_place(dsn)) if dsn else nullcontext()

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a query, as dicts; values are bound, written `{name:Type}` in the SQL.

        Instants come back aware, in UTC.
        """
        with self._client() as client:
            client.database = DATABASE
            result = client.query(sql, parameters=dict(parameters or {}), settings=_QUERY)
            return list(result.named_results())

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]], token: str = "") -> None:
        """Insert rows as one block; columns that a row leaves out take their defaults.

        The table drops a block whose token it has seen, so a repeat after a crash is harmless.
        Raises UnreadableRowsError where a value is not of its column's type.
        """
        block = b"\n".join(orjson.dumps(row, default=str) for row in rows)
        if not block:
            return
        settings = _INSERT | ({"insert_deduplication_token": token} if token else {})
        with self._client() as client, _unreadable_rows_named():
            client.raw_insert(
                f"{DATABASE}.{table}", insert_block=block, settings=settings, fmt="JSONEachRow"
            )

    def reads(self, table: str, rows: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a table can read rows. Nothing is written."""
        self.command(f"CREATE TABLE IF NOT EXISTS {table}_unwritten AS {table} ENGINE = Null")
        try:
            self.insert(f"{table}_unwritten", rows)
        except UnreadableRowsError:
            return False
        finally:
            self.command(f"DROP TABLE {table}_unwritten")
        return True

    def command(self, sql: str) -> None:
        """Run a statement that returns nothing."""
        with self._client() as client:
            client.database = DATABASE
            client.command(sql)

    def migrate(self) -> Sequence[str]:
        """Apply the numbered migrations not yet applied, in order; returns their names."""
        self.command(
            "CREATE TABLE IF NOT EXISTS migrations (name String, at DateTime DEFAULT now())"
            " ENGINE = MergeTree ORDER BY name"
        )
        applied = {row["name"] for row in self.query("SELECT name FROM migrations")}
        pending = [path for path in sorted(MIGRATIONS.glob("*.sql")) if path.name not in applied]
        for path in pending:
            for statement in _statements(path.read_text()):
                self.command(statement)
            self.insert("migrations", [{"name": path.name}])
        return [path.name for path in pending]

    def counts(self) -> dict[str, int]:
        """The number of rows in each projection, without replaced and deleted ones."""
        tables = ("events", "timeline", "intervals", "obligations", "alerts", "refusals")
        return {
            table: self.query(f"SELECT count() AS n FROM {table} FINAL")[0]["n"] for table in tables
        }

    def merge_small_parts(self, more_than: int = 8) -> None:
        """Merge the parts of tables that have many; chDB may not do so by itself."""
        crowded = self.query(
            "SELECT table FROM system.parts WHERE active AND database = {database:String}"
            " GROUP BY table HAVING count() > {parts:UInt32}",
            {"database": DATABASE, "parts": more_than},
        )
        for row in crowded:
            self.command(f"OPTIMIZE TABLE {row['table']} FINAL")

    def close(self) -> None:
        """Close every client. The store cannot be used after that."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


@contextmanager
def _unreadable_rows_named() -> Iterator[None]:
    """The database's errors about values as ours; theirs quote the rows."""
    try:
        yield
    except DatabaseError as error:
        code = _CODE.search(str(error))
        if code and int(code[1]) in _UNREADABLE:
            raise UnreadableRowsError(f"ClickHouse's error {code[1]}") from None
        raise


def _statements(script: str) -> list[str]:
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    return [part.strip() for part in "\n".join(lines).split(";\n") if part.strip().rstrip(";")]
