"""Who is signed in, on the server: a browser has a random name of its session, and nothing else.

The file is SQLite, in the data directory, for the owner alone. It holds hashes of the sessions'
names: who reads the file cannot be anybody.
"""

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from web.sign_in.provider_connection import Challenge
from web.sign_in.renewal_locks import RenewalLocks

_TABLES = """
CREATE TABLE IF NOT EXISTS begun (
    state TEXT PRIMARY KEY, browser TEXT, issuer TEXT, nonce TEXT, verifier TEXT, redirect TEXT,
    next TEXT, at REAL
);
CREATE TABLE IF NOT EXISTS sessions (
    name TEXT PRIMARY KEY, issuer TEXT, subject TEXT, claims TEXT, access TEXT, refresh TEXT,
    id_token TEXT, csrf TEXT, begun REAL, seen REAL, confirmed REAL
);
CREATE INDEX IF NOT EXISTS by_person ON sessions (issuer, subject);
CREATE TABLE IF NOT EXISTS forms (
    name TEXT PRIMARY KEY, issuer TEXT, subject TEXT, path TEXT, fields TEXT, at REAL
);
"""

_BEGUN_FOR = 600.0
"""Seconds for which somebody may take to sign in."""

_FORM_FOR = 3600.0
"""Seconds for which a form waits whose session had ended."""

_ENDED = 0.0
"""When a session was in use that somebody ended: as if in 1970."""

_END = "UPDATE sessions SET seen = ?, claims = '{}', access = '', refresh = NULL, id_token = ''"
"""It stays known for a day without its tokens and claims: a form of it can still be sent."""

_OFTEN = 30.0
"""Seconds between two notes that a session is in use."""


@dataclass(frozen=True)
class SignInBegun:
    """A sign-in that was begun, and the page that the person wanted."""

    issuer: str
    challenge: Challenge
    next: str


@dataclass(frozen=True)
class Session:
    """A session. `claims` are the provider's, as they were confirmed at `confirmed`.

    Moments are in seconds since 1970.
    """

    name: str
    issuer: str
    subject: str
    claims: Mapping[str, Any]
    access: str
    refresh: str | None
    id_token: str
    csrf: str
    begun: float
    seen: float
    confirmed: float


@dataclass(frozen=True)
class WaitingForm:
    """A form that was sent when the session had ended."""

    path: str
    fields: list[tuple[str, str]]


class Sessions:
    """The file of sessions, for several threads and processes of one machine."""

    def __init__(self, path: Path, *, idle: float, absolute: float) -> None:
        """Open it. A session ends after `idle` seconds without use, and after `absolute` in all."""
        self._idle, self._absolute = idle, absolute
        self._lock = Lock()
        os.close(os.open(path, os.O_CREAT, 0o600))  # the owner's alone from its first moment on
        path.chmod(0o600)
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.row_factory = sqlite3.Row
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.execute("PRAGMA busy_timeout = 5000")
        self._file.executescript(_TABLES)
        self.renewals = RenewalLocks(path.with_suffix(".renewals"))

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self.renewals.close()

    def begin(self, state: str, browser: str, begun: SignInBegun, now: float) -> None:
        """Remember a sign-in of this browser until it is completed, or is too old."""
        self._forget_old(now)
        self._do(
            "INSERT INTO begun VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            _hash(state),
            _hash(browser),
            begun.issuer,
            begun.challenge.nonce,
            begun.challenge.verifier,
            begun.challenge.redirect,
            begun.next,
            now,
        )

    def complete(self, state: str, browser: str, now: float) -> SignInBegun | None:
        """The sign-in with this state, once, if the same browser began it; None where not."""
        rows = self._do(
            "DELETE FROM begun WHERE state = ? AND browser = ? AND at > ? RETURNING *",
            _hash(state),
            _hash(browser),
            now - _BEGUN_FOR,
        )
        if not rows:
            return None
        row = rows[0]
        challenge = Challenge(row["nonce"], row["verifier"], row["redirect"])
        return SignInBegun(row["issuer"], challenge, row["next"])

    def start(self, issuer: str, claims: Mapping[str, Any], tokens: "Given", now: float) -> str:
        """Start a session, and return the name that the browser gets."""
        name = secrets.token_urlsafe(32)
        self._do(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _hash(name),
            issuer,
            claims["sub"],
            json.dumps(dict(claims)),
            tokens.access,
            tokens.refresh,
            tokens.id_token,
            secrets.token_urlsafe(24),
            now,
            now,
            now,
        )
        return name

    def find(self, name: str, now: float) -> Session | None:
        """The session with this name, where it has not ended; it is in use from now on."""
        session = self.also_ended(name)
        if session is None or self._ended(session, now):
            return None
        if now - session.seen > _OFTEN:  # one that ends at this moment stays ended
            self._do(
                "UPDATE sessions SET seen = ? WHERE name = ? AND seen > ?",
                now,
                session.name,
                _ENDED,
            )
        return session

    def newest(self, session: Session) -> Session | None:
        """The same session as it is by now; None where somebody ended it."""
        rows = self._do("SELECT * FROM sessions WHERE name = ? AND seen > ?", session.name, _ENDED)
        return _session(rows[0]) if rows else None

    def also_ended(self, name: str) -> Session | None:
        """The session with this name, also for a day after it has ended."""
        rows = self._do("SELECT * FROM sessions WHERE name = ?", _hash(name))
        return _session(rows[0]) if rows else None

    def confirm(self, session: Session, claims: Mapping[str, Any], now: float) -> None:
        """Remember what the provider says now."""
        self._do(
            "UPDATE sessions SET claims = ?, confirmed = ? WHERE name = ? AND seen > ?",
            json.dumps(dict(claims)),
            now,
            session.name,
            _ENDED,
        )

    def renew(self, session: Session, access: str, refresh: str | None) -> None:
        """Remember newer tokens."""
        self._do(
            "UPDATE sessions SET access = ?, refresh = ? WHERE name = ? AND seen > ?",
            access,
            refresh,
            session.name,
            _ENDED,
        )

    def end(self, session: Session) -> None:
        """End a session."""
        self._do(f"{_END} WHERE name = ?", _ENDED, session.name)

    def end_everywhere(self, issuer: str, subject: str) -> None:
        """End every session of a person."""
        self._do(f"{_END} WHERE issuer = ? AND subject = ?", _ENDED, issuer, subject)

    def count(self, issuer: str, subject: str, now: float) -> int:
        """How many sessions of a person have not ended."""
        rows = self._do(
            "SELECT count(*) AS n FROM sessions WHERE issuer = ? AND subject = ?"
            " AND seen > ? AND begun > ?",
            issuer,
            subject,
            now - self._idle,
            now - self._absolute,
        )
        return int(rows[0]["n"])

    def hold(self, person: tuple[str, str], form: WaitingForm, now: float) -> str:
        """Hold a form for this person until they are signed in again; returns its name."""
        name = secrets.token_urlsafe(24)
        fields = json.dumps(form.fields)
        self._do(
            "INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?)",
            _hash(name),
            *person,
            form.path,
            fields,
            now,
        )
        return name

    def held(self, name: str, person: tuple[str, str], now: float) -> WaitingForm | None:
        """The form with this name, once, for the person who sent it."""
        rows = self._do(
            "DELETE FROM forms WHERE name = ? AND issuer = ? AND subject = ? AND at > ?"
            " RETURNING path, fields",
            _hash(name),
            *person,
            now - _FORM_FOR,
        )
        if not rows:
            return None
        fields = [(name, value) for name, value in json.loads(rows[0]["fields"])]
        return WaitingForm(rows[0]["path"], fields)

    def _ended(self, session: Session, now: float) -> bool:
        return now - session.seen > self._idle or now - session.begun > self._absolute

    def _forget_old(self, now: float) -> None:
        self._do("DELETE FROM begun WHERE at < ?", now - _BEGUN_FOR)
        self._do("DELETE FROM forms WHERE at < ?", now - _FORM_FOR)
        self._do("DELETE FROM sessions WHERE begun < ?", now - self._absolute - 86_400)

    def _do(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._file.execute(sql, values).fetchall()


@dataclass(frozen=True)
class Given:
    """The tokens that a provider gave for a session."""

    access: str
    refresh: str | None
    id_token: str


def _session(row: sqlite3.Row) -> Session:
    return Session(**{**dict(row), "claims": json.loads(row["claims"])})


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
