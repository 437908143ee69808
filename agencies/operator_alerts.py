"""What an agency's operators are alerted to: events refused, intake paused, numbers missing.

These alerts rest on what arrived and what did not, and on no victim's journey.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from agencies.sequence_gaps import SETTLED
from events.clocks import london_midnight
from events.identifiers import Agency
from processors.victims_code.working_days import add_working_days, last_working_day

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_REFUSALS, _PAUSES, _MISSING = (
    (_HERE / f"{name}_episodes.sql").read_text() for name in ("refusal", "pause", "missing")
)
_IDS = UUID("7d7a5a5e-4a1c-5d0b-9d6e-0b7a4f7c3a10")

RETENTION = timedelta(days=90)
"""So long what was refused stays in Kafka; what is older cannot be sent again from there."""

SHOWN = timedelta(days=7)
"""So long an alert that is over stays in the answer."""

_DAY = timedelta(days=1)


class OperatorAlertKind(StrEnum):
    """What an agency's operators are alerted to: what stops all first."""

    PAUSED = "paused"
    REFUSED = "refused"
    MISSING_NUMBERS = "missing-numbers"


class OperatorAlertState(StrEnum):
    """Whether it stands, or is over."""

    RAISED = "raised"
    RESOLVED = "resolved"


class OperatorAlert(BaseModel):
    """One alert to an agency's operators. Its `id` stays the same whenever it is asked for.

    `about` is the reason of a refusal, or the source of missing numbers. `count` is how many events
    were refused, also before a pause; or how many numbers were missing, of which the answer to the
    question for gaps has those that still are. It began at `since` and was over at `resolved_at`.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    kind: OperatorAlertKind
    agency: Agency
    about: str
    since: datetime
    count: int
    state: OperatorAlertState
    resolved_at: datetime | None


def operator_alerts(
    store: "Store", now: datetime, agency: Agency | None = None
) -> list[OperatorAlert]:
    """The alerts of one agency or of all as at `now`: those that stand, then those lately over.

    Of what stands the longest raised comes first, a pause before all.
    """
    found = [*_refused(store, now, agency), *_paused(store, agency), *_missing(store, now, agency)]
    shown = (each for each in found if each.resolved_at is None or each.resolved_at > now - SHOWN)
    return sorted(shown, key=_place)


def standing(store: "Store", now: datetime, agency: Agency | None = None) -> list[OperatorAlert]:
    """Those of them that stand."""
    return [each for each in operator_alerts(store, now, agency) if each.resolved_at is None]


def _place(alert: OperatorAlert) -> tuple[object, ...]:
    kind = list(OperatorAlertKind).index(alert.kind)
    return alert.resolved_at is not None, kind > 0, alert.since, kind, str(alert.id)


def _refused(store: "Store", now: datetime, agency: Agency | None) -> Iterator[OperatorAlert]:
    """Refusals for one reason within a working day; over when what was refused is accepted.

    What has no id and source cannot be known again. It is over once a whole working day has passed
    on which nothing was refused for that reason.
    """
    rows = store.query(_REFUSALS, {"agency": agency or "", "oldest": now - RETENTION})
    episodes = _by_working_day(rows)
    for (of, about, day), theirs in episodes.items():
        quiet = add_working_days(day, 1)
        is_quiet = (of, about, quiet) not in episodes and now >= london_midnight(quiet + _DAY)
        unnamed, mended = _sum(theirs, "unnamed"), _sum(theirs, "mended")
        over = [row["last"] for row in theirs if row["last"]]
        over += [london_midnight(quiet + _DAY)] if unnamed and is_quiet else []
        open_ = mended + unnamed < _sum(theirs, "events") or (unnamed and not is_quiet)
        yield _alert(
            OperatorAlertKind.REFUSED,
            (of, about, day),
            since=min(row["since"] for row in theirs),
            count=_sum(theirs, "events"),
            over=None if open_ else max(over),
        )


def _missing(store: "Store", now: datetime, agency: Agency | None) -> Iterator[OperatorAlert]:
    """Numbers of a source that a later one overtook on one working day; over when all came."""
    asked = {
        "agency": agency or "",
        "settled": now - SETTLED,
        "settling": int(SETTLED.total_seconds()),
    }
    for place, theirs in _by_working_day(store.query(_MISSING, asked)).items():
        came = [row["last"] for row in theirs if row["last"]]
        yield _alert(
            OperatorAlertKind.MISSING_NUMBERS,
            place,
            since=min(row["since"] for row in theirs),
            count=_sum(theirs, "missing") + _sum(theirs, "came"),
            over=None if _sum(theirs, "missing") else max(came),
        )


def _paused(store: "Store", agency: Agency | None) -> Iterator[OperatorAlert]:
    """Pauses, from the first word of each to the next that intake goes on."""
    began: dict[Agency, Mapping[str, Any]] = {}
    for row in store.query(_PAUSES, {"agency": agency or ""}):
        of = Agency(row["agency"])
        if row["paused"]:
            began.setdefault(of, row)
        elif of in began:
            yield _pause(began.pop(of), row["since"])
    for standing in began.values():
        yield _pause(standing, None)


def _pause(row: Mapping[str, Any], over: datetime | None) -> OperatorAlert:
    place = Agency(row["agency"]), "", row["version"]
    since, count = row["since"], row["refused"]
    return _alert(OperatorAlertKind.PAUSED, place, since=since, count=count, over=over)


_Place = tuple[Agency, str, date]
"""The agency, the reason or source, and the working day."""


def _by_working_day(rows: Iterable[Mapping[str, Any]]) -> dict[_Place, list[Mapping[str, Any]]]:
    """What came on a day without work belongs to the working day before it."""
    found: dict[_Place, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[Agency(row["agency"]), row["about"], last_working_day(row["day"])].append(row)
    return dict(found)


def _sum(rows: Iterable[Mapping[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)


def _alert(
    kind: OperatorAlertKind,
    place: tuple[Agency, str, object],
    *,
    since: datetime,
    count: int,
    over: datetime | None,
) -> OperatorAlert:
    agency, about, _ = place
    return OperatorAlert(
        id=uuid5(_IDS, "\n".join(map(str, (kind, *place)))),
        kind=kind,
        agency=agency,
        about=about,
        since=since,
        count=count,
        state=OperatorAlertState.RESOLVED if over else OperatorAlertState.RAISED,
        resolved_at=over,
    )
