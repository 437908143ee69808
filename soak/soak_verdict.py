"""The verdict on a soak: what clients know and what the database holds, beside the fold."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from uuid import UUID

from projections.store import Store
from runtime.pseudonym_key import ensure_key
from soak.row_comparison import TableComparison, compare
from soak.send_outcomes import SendOutcome, SendOutcomes
from soak.soak_oracle import clock_of_log, published_records, rows_of
from soak.soak_plan import ClientKind
from soak.soak_report import ClientCounts
from soak.soaked_platform import SoakedPlatform


class SoakVerdict:
    """Compares, once a platform stands still; it is stopped for that."""

    def __init__(self, platform: SoakedPlatform, outcomes: SendOutcomes) -> None:
        """Read what was published while the broker runs, then stop it and open the database."""
        self._outcomes = outcomes
        settings = platform.settings
        records = published_records(settings.bootstrap)
        expected = rows_of(records, ensure_key(settings), clock_of_log(settings.bootstrap))
        self.stopped_well = platform.stop() == 0
        with closing(Store.open(path=platform.data / "chdb")) as store:
            self.tables: Sequence[TableComparison] = compare(store, expected)
            self._projected = _events(store)
            self.refused = _count(store, "refusals")
            self.set_aside = _count(store, "set_aside")

    @property
    def events(self) -> int:
        """How many different events are in the database."""
        return len(self._projected)

    def clients(self) -> list[ClientCounts]:
        """The counts of each client."""
        return [self._client(kind) for kind in ClientKind]

    def _client(self, kind: ClientKind) -> ClientCounts:
        outcomes = self._outcomes
        transactional = kind is ClientKind.TRANSACTIONS
        aborted = outcomes.with_outcome(SendOutcome.ABORTED) if transactional else frozenset()
        return ClientCounts(
            client=kind,
            published=outcomes.sent(kind, *SendOutcome),
            confirmed=outcomes.sent(kind, SendOutcome.CONFIRMED),
            unknown=outcomes.sent(kind, SendOutcome.UNKNOWN),
            aborted=outcomes.sent(kind, SendOutcome.ABORTED),
            lost=len(outcomes.confirmed_by(kind) - self._projected),
            doubled=len(aborted & self._projected),
        )


def _events(store: Store) -> frozenset[UUID]:
    rows: Iterable[dict[str, UUID]] = store.query("SELECT DISTINCT event FROM events")
    return frozenset(row["event"] for row in rows)


def _count(store: Store, table: str) -> int:
    return int(store.query(f"SELECT count() AS n FROM {table} FINAL")[0]["n"])
