"""The notifier without Kafka: a story says what time it is, and reads who was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import orjson

from events.clocks import LONDON
from events.identifiers import Agency, Pseudonym
from notifier.changes_reading import ChangesReader
from notifier.channels.channel_settings import TeamEndpoint
from notifier.contacts import ContactBook, Fallback, nobody
from notifier.escalation_policy import EscalationPolicy, read_policy
from notifier.faults import Faults, LeftOutKind
from notifier.message import Message
from notifier.message_claims import MessageClaims
from notifier.message_silences import ALL, Silence
from notifier.notification_record import NotificationRecord
from notifier.planning import Planning
from notifier.preferences import Preference
from notifier.quiet_times import QuietTimes
from running_notifier import CIPHER, VICTIM, a_preference
from schemas.changes import Changes, Row, encode_changes
from schemas.operator_notices import OperatorNotice, encode_notice


def london(text: str) -> datetime:
    """An instant by London's clocks: `2026-03-27 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass
class Office:
    """One record of a notifier whose clock is at `now`; the channels take every message."""

    folder: Path
    now: datetime
    policy: EscalationPolicy = field(default_factory=read_policy)
    endpoints: Mapping[str, TeamEndpoint] = field(default_factory=dict)
    fallback: Fallback = nobody
    silences: dict[str, Silence] = field(default_factory=dict)
    revision: int = 0

    def __post_init__(self) -> None:
        self.record = NotificationRecord(self.folder / "notifier.sqlite", self.now)
        self.book = ContactBook(self.record, CIPHER, self.endpoints, self.fallback)
        self.faults = Faults(self.record, lambda: self.now)
        self.reader = ChangesReader(self.record, self.policy, self.faults)
        self.planning = Planning(self.record, self.reader, self.book, self.policy, self.faults)
        self.claims = MessageClaims(
            self.record, self.planning, self.book, "https://j.example", self.faults
        )

    def reads(self, *rows: Row, victim: Pseudonym = VICTIM) -> None:
        """A record of `journey-changes`."""
        self.revision += 1
        self.reader.changes(encode_changes(Changes(victim, self.revision, rows)), self.now)

    def alerts_operators(self, name: str, notice: OperatorNotice | None) -> None:
        """A record of `operator-alerts`; without a notice it is gone."""
        self.reader.operators(name.encode(), encode_notice(notice) if notice else None)

    def signs_in(self, preference: Preference | None = None, **changed: object) -> None:
        """Somebody who can be reached."""
        known = preference or a_preference(**changed)  # type: ignore[arg-type]
        self.book.take(known.person, CIPHER.seal(known))

    def left(
        self, staff: str, at: datetime, to: str | None = None, team: str | None = None
    ) -> None:
        """A member of the Met's staff left."""
        self._staffing(staff, "caseworker-left", at, hands_over_to=to, team=team)

    def returned(self, staff: str, at: datetime) -> None:
        """A member of the Met's staff is back."""
        self._staffing(staff, "caseworker-returned", at)

    def covers(self, staff: str, cover: str, starts: datetime, ends: datetime) -> None:
        """A colleague of the Met looks after the cases of somebody who is away."""
        self._staffing(
            *(staff, "cover-arranged", starts),
            covered_by=cover,
            starts_at=starts.isoformat(),
            ends_at=ends.isoformat(),
        )

    def _staffing(self, staff: str, kind: str, at: datetime, **data: object) -> None:
        record = {
            "event": str(uuid4()),
            "agency": Agency.MET_POLICE,
            "case": f"staff:met-police:{staff}",
            "victim": None,
            "kind": kind,
            "version": 1,
            "occurred": at.isoformat(),
            "precision": "instant",
            "recorded": None,
            "known": None,
            "received": at.isoformat(),
            "data": {name: value for name, value in data.items() if value is not None},
        }
        self.reader.staffing(orjson.dumps(record))

    def silence(self, starts: datetime, ends: datetime, agency: Agency | None = None) -> None:
        self.silences[agency or ALL] = Silence(agency, starts, ends)

    def starts_again(self) -> None:
        """The notifier is started again: what a fault had left out is tried anew."""
        with self.record.transaction():
            for alert in self.faults.of(LeftOutKind.ALERT):
                self.reader.set_again(alert)
        self.claims.try_again(self.now)

    def told(self, at: datetime | None = None) -> list[tuple[str, Message]]:
        """Who is told what now: address and message. All of it is taken."""
        self.now = at or self.now
        self.planning.plan(self.now)
        times, told = QuietTimes(self.now, self.policy, self.silences), []
        for _ in range(10):  # one message to each at a time, as the notifier does
            again = self.claims.again(times, (), 100)
            for claim in [*again, *self.claims.new(times, [c.recipient for c in again], 100)]:
                told.append((claim.contact.address, claim.message))
                self.claims.end(claim.message.id, "sent", None, self.now)
        return told

    def told_until(self, end: datetime, step: timedelta = timedelta(minutes=15)) -> dict[str, str]:
        """Who is told when, by London's clocks, up to an instant: of each the first time."""
        found: dict[str, str] = {}
        while self.now <= end:
            for address, _ in self.told():
                found.setdefault(
                    address.partition("@")[0], f"{self.now.astimezone(LONDON):%a %H:%M}"
                )
            self.now += step
        return found
