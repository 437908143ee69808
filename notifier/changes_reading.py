"""Takes rows of `journey-changes` and facts about staff into the record."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson

from events.identifiers import staff_member
from notifier.alert_returns import return_of
from notifier.due_steps import EscalatingAlert, next_step
from notifier.escalation_policy import EscalationPolicy, NoticeKind, alert_kind
from notifier.faults import Faults, LeftOutKind
from notifier.notification_record import NotificationRecord, normal, read_instant, written
from notifier.told_details import alert_told, event_told
from schemas.alert_row import OVER, AlertState
from schemas.changes import OWED
from schemas.log_records import LoggedFact, decode_log
from schemas.operator_notices import OperatorNotice, decode_notice
from schemas.unreadable_records import reads_records

GONE = "gone"
"""The state of an alert that its journey has no more."""

NO_VICTIM = ""
"""In place of a victim in alerts to an agency's operators and to the task group."""

_NO_AGENCY = ""


Row = Mapping[str, Any]

_PUT_ASSIGNMENT = """
INSERT INTO assignments
VALUES (:victim, :id, :revision, :agency, :staff, :team, :since, :until, :replaced)
ON CONFLICT DO UPDATE SET
    revision = excluded.revision, agency = excluded.agency, staff = excluded.staff,
    team = excluded.team, since = excluded.since, until = excluded.until,
    replaced = excluded.replaced
WHERE excluded.revision >= revision
"""
_PUT_DUTY = """
INSERT OR REPLACE INTO duties (victim, id, suspect, owed_to, trigger_kind, hearing)
VALUES (:victim, :id, :suspect, :owed_to, :trigger_kind, :hearing)
"""
_ALERT = "SELECT * FROM alerts WHERE (victim, id) = (?, ?)"
_PUT_ALERT = """
INSERT INTO alerts (victim, id, revision, case_id, kind, agency, rule, obligation, due_on, state,
    raised, taken, taken_before, back, put_aside_by, reference, suspect, trigger_kind, hearing,
    in_week)
VALUES (:victim, :id, :revision, :case_id, :kind, :agency, :rule, :obligation, :due_on, :state,
    :raised, :taken, :taken_before, :back, :put_aside_by, :reference, :suspect, :trigger_kind,
    :hearing, :in_week)
ON CONFLICT DO UPDATE SET
    revision = excluded.revision, due_on = excluded.due_on, state = excluded.state,
    raised = excluded.raised, taken_before = excluded.taken_before, back = excluded.back,
    put_aside_by = excluded.put_aside_by, reference = excluded.reference,
    suspect = excluded.suspect, trigger_kind = excluded.trigger_kind, hearing = excluded.hearing,
    in_week = excluded.in_week
WHERE excluded.revision >= revision
"""
_FIRST_ROUND: Mapping[str, Any] = {
    "taken": 0,
    "taken_before": 0,
    "back": None,
    "put_aside_by": None,
}
_PUT_STAFFING = """
INSERT OR IGNORE INTO staffing
VALUES (:event, :agency, :staff, :kind, :happened, :received, :covered_by, :starts_at, :ends_at,
    :hands_over_to, :team)
"""


class ChangesReader:
    """Takes in one record after the other, within a transaction of whoever calls it."""

    def __init__(
        self, record: NotificationRecord, policy: EscalationPolicy, faults: Faults
    ) -> None:
        self._record, self._policy, self._faults = record, policy, faults
        self._takers: Mapping[str, Callable[[Row], None]] = {
            "assignment": self._assignment,
            "obligation": self._obligation,
        }

    def changes(self, value: bytes, at: datetime) -> None:
        """A record of `journey-changes`, written at an instant.

        Raises UnreadableRecord; nothing is half taken then.
        """
        victim, revision, rows, gone = _changes(value)
        common = {"victim": victim, "revision": revision}
        for kind, taken in rows.items():
            take = self._takers.get(kind)
            for row in taken if take else ():
                take(row | common)  # type: ignore[misc]
        for row in rows.get("alert", ()):
            self._alert(row | common, at)
        for kind, removed in gone.items():
            for identity in removed:
                self._removed(kind, identity, victim, revision)

    def staffing(self, value: bytes) -> None:
        """A record of `staffing`. Raises UnreadableRecord."""
        self._record.put(_PUT_STAFFING, _staffing(value))

    def operators(self, key: bytes | None, value: bytes | None) -> None:
        """A record of `operator-alerts`. Raises UnreadableRecord."""
        identity, notice = decode_notice(key, value)
        if notice is None:
            self._removed("alert", identity, NO_VICTIM, 0)
            return
        self._record.do(
            "INSERT OR REPLACE INTO operator_notices VALUES (?, ?)", identity, notice.says
        )
        self._record.do("INSERT OR REPLACE INTO notice_pages VALUES (?, ?)", identity, notice.page)
        self._alert(_notice_row(identity, notice), None)

    def _assignment(self, row: Row) -> None:
        times = {"since": normal(row["since"]), "until": normal(row["until"])}
        self._record.put(_PUT_ASSIGNMENT, {**row, **times})

    def _obligation(self, row: Row) -> None:
        if row["state"] in OWED:
            self._record.put(_PUT_DUTY, {**row, **event_told(row)})
        else:
            self._record.do("DELETE FROM duties WHERE (victim, id) = (?, ?)", *_key(row))

    def _alert(self, row: Row, at: datetime | None) -> None:
        known = next(iter(self._record.ask(_ALERT, *_key(row))), None)
        raised, until = normal(row["raised"]) or "", normal(row.get("until")) or ""
        is_new = known is None
        if is_new and (
            row["state"] == AlertState.PENDING or max(raised, until) < self._record.born
        ):
            return
        values = {**row, "raised": raised, **alert_told(row), **_round_of(row, known, at)}
        if not self._record.put(_PUT_ALERT, values):
            return
        with self._faults.tried(LeftOutKind.ALERT, row["id"], row["agency"]):
            self.set_step(*_key(row))
        if row["state"] == AlertState.RAISED:  # once more, perhaps: what was never sent is sent
            self._record.do(
                "UPDATE notifications SET state = 'pending' WHERE alert = ? AND step >= ?"
                " AND state = 'withdrawn' AND message IS NULL",
                *(row["id"], values["taken_before"]),
            )

    def set_step(self, victim: str, alert: str) -> None:
        """Note when the next step of an alert is due."""
        (row,) = self._record.ask(_ALERT, victim, alert)
        following = None if row["state"] == GONE else next_step(escalating(row), self._policy)
        due = written(following[1]) if following else None
        self._record.do(
            "UPDATE alerts SET step_due = ? WHERE (victim, id) = (?, ?)", due, victim, alert
        )

    def set_again(self, alert: str) -> None:
        """Note anew when the next step of an alert is due: a fault had left it out."""
        self._faults.forget(LeftOutKind.ALERT, alert)
        rows = self._record.ask("SELECT victim, agency FROM alerts WHERE id = ?", alert)
        for row in rows:
            with self._faults.tried(LeftOutKind.ALERT, alert, row["agency"]):
                self.set_step(row["victim"], alert)

    def _removed(self, kind: str, identity: str, victim: str, revision: int) -> None:
        table = {"assignment": "assignments", "obligation": "duties"}.get(kind)
        if table:
            self._record.do(f"DELETE FROM {table} WHERE (victim, id) = (?, ?)", victim, identity)
        elif kind == "alert":
            self._record.do(
                "UPDATE alerts SET state = ?, revision = ?, step_due = NULL"
                " WHERE (victim, id) = (?, ?) AND revision <= ?",
                *(GONE, revision, victim, identity, revision),
            )
            self._faults.forget(LeftOutKind.ALERT, identity)


def escalating(row: sqlite3.Row) -> EscalatingAlert:
    """An alert of the record as its escalation goes by it."""
    return EscalatingAlert(
        kind=alert_kind(row["kind"]),
        state=AlertState(row["state"]),
        raised=read_instant(row["raised"]),
        back=read_instant(row["back"]) if row["back"] else None,
        taken=row["taken"],
        taken_before=row["taken_before"],
    )


def _round_of(row: Row, known: sqlite3.Row | None, at: datetime | None) -> Row:
    """The round of an alert after a row, beside what was `known` of it."""
    had = {name: known[name] for name in _FIRST_ROUND} if known else _FIRST_ROUND
    returned = return_of(row, known, at)
    if returned is None:
        return had
    back = {"back": returned.since, "put_aside_by": returned.put_aside_by}
    return {**had, **back, "taken_before": had["taken"]}


def is_over(state: str) -> bool:
    """Whether nobody need be told of an alert in that state any more."""
    return state == GONE or state in OVER


def _key(row: Row) -> tuple[str, str]:
    return row["victim"], row["id"]


def _notice_row(identity: str, notice: OperatorNotice) -> Row:
    nothing = dict.fromkeys(("rule", "obligation", "due_on"))
    state = AlertState.RESOLVED if notice.is_over else AlertState.RAISED
    common = {"victim": NO_VICTIM, "id": identity, "revision": 0, "case_id": ""}
    kind = NoticeKind.TO_OPERATORS if notice.agency else NoticeKind.STALL
    whose = {"agency": notice.agency or _NO_AGENCY, "kind": kind}
    return {**common, **nothing, **whose, "state": state, "raised": written(notice.since)}


@reads_records
def _changes(
    value: bytes,
) -> tuple[str, int, dict[str, list[dict[str, Any]]], dict[str, list[str]]]:
    record = orjson.loads(value)
    return record["victim"], record["revision"], record["rows"], record["gone"]


@reads_records
def _staffing(value: bytes) -> dict[str, Any]:
    logged = decode_log(value)
    if not isinstance(logged, LoggedFact):
        raise TypeError
    _, staff = staff_member(logged.case)
    fact = logged.fact.model_dump(mode="python")
    names = ("covered_by", "starts_at", "ends_at", "hands_over_to", "team")
    return {
        "event": str(logged.event),
        "agency": logged.agency,
        "staff": staff,
        "kind": logged.fact.kind,
        "happened": written(logged.order[0]),
        "received": written(logged.received),
        **{name: _plain(fact.get(name)) for name in names},
    }


def _plain(value: object) -> object:
    return written(value) if isinstance(value, datetime) else value
