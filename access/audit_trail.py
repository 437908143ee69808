"""Who looked, read from the table `looks`: for auditors, and for the check of the table."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from schemas.look_records import LookEntry, encode_look, look_record
from schemas.topics import LOOKS

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("audit_trail.sql").read_text()
_ROWS = Path(__file__).with_name("look_rows.sql").read_text()


class AuditLine(BaseModel):
    """One record of who looked. The codes are those of `access`."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    issuer: str
    subject: str
    role: str
    to_whom: str | None
    entry: LookEntry
    action: str | None
    kind: str | None
    what: str | None
    victims: list[str]
    reason: str | None
    until: datetime | None
    hash: str


class AuditTrail(BaseModel):
    """One page of who looked, the newest first, and how many there are in all."""

    model_config = ConfigDict(frozen=True)

    total: int
    looks: list[AuditLine]


@dataclass(frozen=True)
class AuditQuery:
    """Whose looks are asked for, at whom, from when up to when; and which page of them.

    `since` and `before` are aware instants: from the one, and up to, not including, the other.
    """

    victim: str | None = None
    subject: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    limit: int = 50
    offset: int = 0

    @property
    def filters(self) -> str | None:
        """By what it was asked, without the values; None for all."""
        names = ("victim", "subject", "since", "before")
        return ",".join(name for name in names if getattr(self, name) is not None) or None


def audit_trail(store: "Store", query: AuditQuery = AuditQuery()) -> AuditTrail:
    """Who looked, the newest first. A record that was stored twice is there once."""
    rows = store.query(_SQL, asdict(query) | _any(query))
    total = rows[0]["total"] if rows else 0
    return AuditTrail(total=total, looks=[AuditLine(**row) for row in rows])


def _any(query: AuditQuery) -> dict[str, Any]:
    """The parameters for what was not asked for: any victim, any viewer, any time."""
    return {
        "victim": query.victim or "",
        "subject": query.subject or "",
        "since": query.since or datetime(1900, 1, 1, tzinfo=UTC),
        "before": query.before or datetime(2200, 1, 1, tzinfo=UTC),
    }


class LookRows(BaseModel):
    """Rows of the table as the records that they say, by their offset in the topic.

    `written` is the offset up to which, without itself, the sink has written the topic.
    """

    written: int
    records: dict[int, str]


def look_rows(store: "Store", first: int, end: int) -> LookRows:
    """The rows from an offset up to, not including, another one."""
    progress = store.query(
        "SELECT if(count() = 0, 0, max(last) + 1) AS written FROM sink_progress"
        " WHERE topic = {topic:String} AND done",
        {"topic": LOOKS},
    )
    rows = store.query(_ROWS, {"first": first, "end": end})
    return LookRows(written=progress[0]["written"], records=dict(map(_as_record, rows)))


def _as_record(row: Mapping[str, Any]) -> tuple[int, str]:
    """The offset of a row, and the record that it says; its own hash is part of that."""
    written = encode_look(look_record(row)).decode()
    return row["offset"], written if f'"{row["hash"]}"' in written else f"{row['hash']} {written}"
