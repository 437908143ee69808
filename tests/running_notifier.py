"""The notifier in a process of its own, and what it reads, as stories write it."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from kafka import KafkaProducer

from access.viewer import Role
from events.assignments import Capacity
from events.identifiers import Agency, Pseudonym
from forked_programs import ForkedProgram
from http_stand_in import NotifyStandIn
from notifier.notification_record import RECORD, NotificationRecord
from notifier.preferences import Preference, PreferenceCipher, task_group_name
from runtime.notifier_mark import notifier_mark
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.assignment_row import Assignment
from schemas.changes import Changes, Row, encode_changes
from schemas.operator_notices import OperatorNotice, encode_notice
from schemas.topics import JOURNEY_CHANGES, NOTIFIER_TOPICS, OPERATOR_ALERTS, PREFERENCES

SECRET = "the tests' secret of preferences, long enough"
CIPHER = PreferenceCipher.of(SECRET.encode())
VICTIM = Pseudonym("a" * 32)
MET = Agency.MET_POLICE
CASE = "crime:met-police:01CP/4321/26"
LONG_AGO = datetime(2025, 1, 2, 9, tzinfo=UTC)

ANY_HOUR = 'quiet_hours = false\n[default]\nsteps = [{ after = "0h", to = "caseworker" }]\n'
"""A policy for stories that run at any hour of the real clock."""


def named(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, name)


def an_alert(name: str = "first", **changed: object) -> Alert:
    """A late alert that is raised now."""
    made = Alert(
        id=named(name),
        case_id=CASE,
        kind=AlertKind.LATE,
        state=AlertState.RAISED,
        event=None,
        obligation=named(f"duty of {name}"),
        rule="R6.1",
        agency=MET,
        due_on=date(2026, 3, 3),
        raised=datetime.now(UTC),
        closed=None,
        disputed=False,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def assigned(
    staff: str | None = "MP1001", team: str = "hackney-1", **changed: object
) -> Assignment:
    """Who has the case since long ago."""
    made = Assignment(
        id=named(f"assignment {staff} {team}"),
        case_id=CASE,
        agency=MET,
        capacity=Capacity.OFFICER_IN_THE_CASE,
        staff=staff,
        team=team,
        since=LONG_AGO,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def a_preference(staff: str = "MP1001", **changed: object) -> Preference:
    made = Preference(
        agency=MET,
        staff=staff,
        teams=frozenset({"hackney-1"}),
        roles=frozenset({Role.CASEWORKER}),
        address=f"{staff.lower()}@met-police.example",
    )
    return made.model_copy(update=changed)


def a_member(name: str = "one", **changed: object) -> Preference:
    """Somebody of the task group, whom no agency knows, and who asked for messages."""
    made = Preference(
        agency=None,
        staff=task_group_name("https://provider.example", name),
        roles=frozenset({Role.TASK_GROUP}),
        address=f"{name}@task-group.example",
        chosen=True,
    )
    return made.model_copy(update=changed)


@dataclass
class Published:
    """Writes to the notifier's topics; each record of a journey has the next revision."""

    bootstrap: str
    revision: int = 0

    def rows(self, *rows: Row, victim: Pseudonym = VICTIM, revision: int | None = None) -> None:
        self.revision += 1
        change = Changes(victim, self.revision if revision is None else revision, rows)
        self._send(JOURNEY_CHANGES, victim.encode(), encode_changes(change))

    def nonsense(self) -> None:
        """Records that say nothing, in each topic."""
        for topic in NOTIFIER_TOPICS:
            for value in (b"not JSON", b"{}", b'{"victim": 1, "revision": "x", "rows": 7}'):
                self._send(topic, b"no/body", value)

    def preference(self, preference: Preference) -> None:
        self._send(PREFERENCES, preference.person.encode(), CIPHER.seal(preference))

    def operators(self, name: str, notice: OperatorNotice) -> None:
        self._send(OPERATOR_ALERTS, name.encode(), encode_notice(notice))

    def _send(self, topic: str, key: bytes, value: bytes | None) -> None:
        with closing(KafkaProducer(bootstrap_servers=self.bootstrap)) as producer:
            producer.send(topic, value, key).get(timeout=20)


@dataclass
class RunningNotifier:
    """One run of the process after the other, with one data directory."""

    data: Path
    bootstrap: str
    more: Mapping[str, str] = field(default_factory=dict)
    policy: str = ANY_HOUR
    before: str = ""
    """Python to run in the process before the notifier begins."""
    process: ForkedProgram | None = None

    def start(self) -> "RunningNotifier":
        """Start it, and wait until it reads."""
        self.data.mkdir(parents=True, exist_ok=True)
        policy = self.data / "escalation.toml"
        policy.write_text(self.policy)
        variables = {
            "JOURNEY_DATA": str(self.data),
            "JOURNEY_KAFKA": self.bootstrap,
            "JOURNEY_PARTITIONS": "2",
            "JOURNEY_PREFERENCES_KEY": SECRET,
            "JOURNEY_ESCALATION": str(policy),
            "JOURNEY_PUBLIC_URL": "https://journey.example",
            "JOURNEY_SEND_SECONDS": "5",
            **self.more,
        }
        code = (
            f"{self.before}\n"
            "from runtime.settings import Settings\n"
            "from runtime.notifier_process import run_notifier\n"
            "run_notifier(Settings())"
        )
        mark = notifier_mark(self.data)
        mark.unlink(missing_ok=True)
        process = self.process = ForkedProgram(code, self.data / "notifier.log", variables)
        wait_until(lambda: mark.exists() or process.poll() is not None)
        return self

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def wait_for_end(self) -> int:
        assert self.process
        return self.process.wait(timeout=30)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def states(self) -> dict[str, int]:
        """How many notifications are in which state."""
        with closing(NotificationRecord(self.data / RECORD, datetime.now(UTC))) as record:
            rows = record.ask("SELECT state, count(*) AS n FROM notifications GROUP BY state")
            return {row["state"]: row["n"] for row in rows}

    def messages(self) -> list[sqlite3.Row]:
        """The messages in the record."""
        with closing(NotificationRecord(self.data / RECORD, datetime.now(UTC))) as record:
            return record.ask("SELECT * FROM messages")


def wait_until(done: Callable[[], object], seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, "it did not come in time"
        time.sleep(0.05)


def killed_at(method: str, *, done: bool = False) -> str:
    """Code that kills the process at a method, before it does anything or when it is `done`."""
    module, owner, name = method.split(" ")
    return f"""
import os, signal
from {module} import {owner}
original = {owner}.{name}
def killed(*given, **named):
    if {done}:
        original(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
{owner}.{name} = killed
"""


def soon_again() -> str:
    """Code that has messages tried again within a moment."""
    return "import notifier.retry_times as times; times._FIRST = 0.2"


def webhook_settings(url: str) -> dict[str, str]:
    secret = "whsec_YSBzZWNyZXQgb2YgdHdlbnR5LWZvdXIh"
    endpoint = {"channel": "webhook", "endpoint": "desk"}
    return {
        "JOURNEY_WEBHOOKS": json.dumps({"desk": {"url": url, "secret": secret}}),
        "JOURNEY_ENDPOINTS": json.dumps({"met-police": endpoint}),
    }


def notify_settings(stand_in: NotifyStandIn) -> dict[str, str]:
    form = {"api_key": stand_in.api_key, "email_template": stand_in.EMAIL, "url": stand_in.url}
    return {"JOURNEY_NOTIFY": json.dumps(form)}


def mail_settings(port: int) -> dict[str, str]:
    return {
        "JOURNEY_MAIL": f'{{"host": "127.0.0.1", "port": {port}, "tls": "none",'
        ' "sender": "alerts@journey.example"}'
    }
