"""A city beside a caseload: the same journeys over and over, under other pseudonyms."""

from datetime import date, timedelta
from uuid import uuid4

from bench.measurement import Say
from projections.store import Store
from schemas.alert_row import AlertKind, AlertState

ALERTS = 1_000_000
OF_EACH = 5
"""Alerts of one victim of the caseload that stand."""

_DUE = (1, 0, -2, -4, -30)
"""Days from today on which the duties of these are due."""

_TABLES = ("alerts", "obligations", "timeline", "facts")
_OTHER_VICTIM = (
    "concat('victim-', substring(lower(hex(MD5(concat(victim, toString(copy))))), 1, 26))"
)

_COLUMNS = """
SELECT name FROM system.columns
WHERE database = currentDatabase() AND table = {table:String} AND default_kind = ''
ORDER BY position
"""
_DUTIES = """
SELECT victim, id, case_id, rule, agency, enhanced FROM obligations FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE agency = 'met-police'
LIMIT {of_each:UInt32} BY victim
"""


def crowd(store: Store, say: Say) -> None:
    """Copy what is there until there are `ALERTS` alerts."""
    alerts = store.counts()["alerts"]
    for table in _TABLES:
        _copy(store, table, ALERTS // alerts)
        say(f"{table}: {store.query(f'SELECT count() AS n FROM {table}')[0]['n']:,} rows")


def stand(store: Store, victims: list[str], today: date) -> int:
    """Let alerts of these victims stand, due today and tomorrow and late; how many they are."""
    duties = store.query(_DUTIES, {"of_each": OF_EACH, "victims": victims})
    rows = [
        {
            "victim": duty["victim"],
            "id": uuid4(),
            "revision": 2,
            "is_deleted": 0,
            "case_id": duty["case_id"],
            "kind": AlertKind.LATE if _DUE[number % OF_EACH] < 0 else AlertKind.DUE_SOON,
            "state": AlertState.RAISED,
            "obligation": duty["id"],
            "rule": duty["rule"],
            "agency": duty["agency"],
            "enhanced": duty["enhanced"],
            "due_on": today + timedelta(days=_DUE[number % OF_EACH]),
            "raised": f"{today} 00:00:00",
        }
        for number, duty in enumerate(duties)
    ]
    store.insert("alerts", rows)
    return len(rows)


def _copy(store: Store, table: str, times: int) -> None:
    columns = [row["name"] for row in store.query(_COLUMNS, {"table": table})]
    changed = {"victim": _OTHER_VICTIM, "id": "generateUUIDv4()"}
    copied = ", ".join(changed.get(name, f"`{name}`") for name in columns)
    named = ", ".join(f"`{name}`" for name in columns)
    store.command(f"CREATE TABLE originals AS {table}")
    store.command(f"INSERT INTO originals ({named}) SELECT {named} FROM {table}")
    store.command(
        f"INSERT INTO {table} ({named}) SELECT {copied} FROM originals"
        f" CROSS JOIN (SELECT number AS copy FROM numbers({times})) AS copies"
    )
    store.command("DROP TABLE originals")
