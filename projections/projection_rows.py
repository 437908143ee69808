"""From Kafka's records to ClickHouse's rows: pure, the fields are the columns.

Values are taken over as the records have them: instants are ISO 8601, in UTC.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson

from events.identifiers import intervention_of, staff_member
from projections.alert_policies import ALERT_POLICIES
from schemas.intake_pauses import Paused, RateLimited, decode_pause_record
from schemas.log_records import LoggedFact, decode_log
from schemas.look_records import decode_look
from schemas.records_set_aside import RecordSetAside
from schemas.rejected_records import RejectedRecord, identity
from schemas.release_records import FigureBatch, decode_release
from schemas.ticks import Tick
from schemas.unreadable_records import reads_records

Rows = dict[str, list[dict[str, Any]]]
"""Rows by table."""

TABLES = {
    "timeline": "timeline",
    "interval": "intervals",
    "obligation": "obligations",
    "alert": "alerts",
    "correction": "corrections",
    "contradiction": "contradictions",
    "assignment": "assignments",
}
"""The table for each kind of row in `journey-changes`."""

_EVENT = ("event", "agency", "kind", "occurred", "precision", "recorded", "known", "received")


def log_rows(value: bytes) -> Rows:
    """The rows of a record of the log: its event, and the record by victim; the policy of a tick.

    Raises UnreadableRecord.
    """
    logged = decode_log(value)
    if isinstance(logged, Tick):
        return _tick_rows(logged)
    record = orjson.loads(value)
    rows: Rows = {"events": [{name: record[name] for name in _EVENT} | {"case_id": record["case"]}]}
    if victim := record["victim"]:
        learned = record.get("linked") or record["received"]
        fact = {"victim": victim, "learned": learned, "record": value.decode()}
        rows["facts"] = [fact | {name: record[name] for name in ("event", "received")}]
    if numbered := record.get("sequence"):
        rows["sequences"] = [{name: record[name] for name in ("agency", "received")} | numbered]
    return rows


def _tick_rows(tick: Tick) -> Rows:
    return {ALERT_POLICIES: [{"at": tick.at, **tick.policy.written()}]} if tick.policy else {}


@reads_records
def changes_rows(value: bytes) -> Rows:
    """The rows that a record of `journey-changes` adds or replaces, and those it deletes.

    Raises UnreadableRecord.
    """
    record = orjson.loads(value)
    common = {"victim": record["victim"], "revision": record["revision"]}
    rows: Rows = {}
    for kind, written in record["rows"].items():
        rows[TABLES[kind]] = [row | common for row in written]
    for kind, removed in record["gone"].items():
        deleted = [common | {"id": row, "is_deleted": 1} for row in removed]
        rows.setdefault(TABLES[kind], []).extend(deleted)
    if assigned := rows.get(TABLES["assignment"]):
        by_holder = list(_by_holder(assigned))
        removed = [{"id": row["id"], "version": row["revision"]} for row in assigned if _gone(row)]
        more = {"assignments_by_holder": by_holder, "assignments_removed": removed}
        rows |= {table: lines for table, lines in more.items() if lines}
    return rows


def _gone(row: Mapping[str, Any]) -> bool:
    return bool(row.get("is_deleted"))


_OF_HOLDER = ("agency", "victim", "id", "staff", "team", "since", "until", "replaced")


def _by_holder(assigned: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The assignments that stand, each under the member of staff, if one is named, and the team."""
    for row in assigned:
        if not _gone(row):
            for holder in (row["staff"] and f"staff:{row['staff']}", f"team:{row['team']}"):
                if holder:
                    known = {"holder": holder, "version": row["revision"]}
                    yield known | {name: row[name] for name in _OF_HOLDER}


@reads_records
def staffing_rows(value: bytes) -> Rows:
    """The rows of an accepted fact about a member of staff. Raises UnreadableRecord."""
    logged = _fact_without_victim(value)
    _, staff = staff_member(logged.case)
    return {**log_rows(value), "staffing": [{"staff": staff, **_fact_row(logged)}]}


@reads_records
def intervention_rows(value: bytes) -> Rows:
    """The rows of an accepted fact about an intervention. Raises UnreadableRecord."""
    logged = _fact_without_victim(value)
    _, identity = intervention_of(logged.case)
    return {**log_rows(value), "interventions": [{"id": identity, **_fact_row(logged)}]}


def _fact_without_victim(value: bytes) -> LoggedFact:
    logged = decode_log(value)
    if not isinstance(logged, LoggedFact):
        raise TypeError
    return logged


def _fact_row(logged: LoggedFact) -> dict[str, Any]:
    """A fact that is about no case: its event, and its fields that are not empty."""
    fields = {name: each for name, each in logged.fact.model_dump().items() if each is not None}
    return {
        "agency": logged.agency,
        "event": logged.event,
        "kind": logged.fact.kind,
        "happened": logged.order[0],
        "received": logged.received,
        **fields,
    }


def pause_rows(key: bytes | None, value: bytes, offset: int, written: datetime) -> Rows:
    """The row for an agency's intake: whether it is paused, and since when, or until when it waits.

    Raises UnreadableRecord.
    """
    agency, pause = decode_pause_record(key, value)
    if isinstance(pause, RateLimited):
        until = written + timedelta(seconds=pause.seconds)
        limited = {"agency": agency, "version": offset, "until": until, "events": pause.events}
        return {"rate_limits": [limited]}
    row: dict[str, Any] = {"agency": agency, "version": offset, "since": written}
    if isinstance(pause, Paused):
        row |= {"paused": 1, "refused": pause.refused, "events": pause.events}
    return {"intake_pauses": [row]}


def look_rows(key: bytes | None, value: bytes | None, offset: int) -> Rows:
    """The row of a record of who looked. Raises UnreadableRecord, also for one that was changed."""
    record = decode_look(key, value)
    return {"looks": [asdict(record) | {"hash": record.hash, "offset": offset}]}


def release_rows(key: bytes | None, value: bytes | None) -> Rows:
    """The rows of some figures of a release, or the one of its header. Raises UnreadableRecord."""
    record = decode_release(key, value)
    if isinstance(record, FigureBatch):
        of = {"number": record.number, "sheet": record.sheet}
        return {"release_figures": [of | asdict(figure) for figure in record.figures]}
    return {"releases": [asdict(record)]}


def set_aside_rows(record: RecordSetAside) -> Rows:
    """The row of a record that could not be read: where it is, never what it said."""
    return {"set_aside": [asdict(record) | {"victim": record.victim or ""}]}


def refusal_rows(rejected: RejectedRecord) -> Rows:
    """The row of one refused event: where it is and why it was refused, without its content."""
    row = {
        "agency": rejected.agency,
        "partition": 0,
        "offset": rejected.offset,
        "reason": rejected.reason,
        "problems": [problem.written for problem in rejected.problems],
        "source_partition": rejected.source_partition,
        "source_offset": rejected.source_offset,
        "bytes": len(rejected.value or b""),
        "received": rejected.received,
        "event": identity(rejected),
    }
    return {"refusals": [row]}
