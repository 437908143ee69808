"""Whatever a tick says, people are told in time, and of what is so. Times are London's."""

from datetime import timedelta

import orjson
import pytest

from caseworker_notes import Notes, london
from events.identifiers import Agency
from events.investigation import SuspectArrested
from processors.fold.journey import fold
from schemas.alert_policy import LONGEST_HOLD, LONGEST_LAG, NO_TIME, AlertTiming
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.log_records import decode_log
from schemas.ticks import Tick

OVER = london("2025-03-12 00:00")
"""When the day is over by which a victim must be told of an arrest on 4 March."""


@pytest.mark.parametrize(
    ("seconds", "hold", "lag"),
    [
        (10**18, LONGEST_HOLD, LONGEST_LAG),
        (86400 * 999, LONGEST_HOLD, LONGEST_LAG),
        (-3600, NO_TIME, NO_TIME),
    ],
)
def test_no_tick_silences_an_alert_or_raises_one_before_its_time(
    seconds: int, hold: timedelta, lag: timedelta
) -> None:
    """Given a tick with an absurd policy, then nobody waits longer than the longest lag and hold,
    and nobody is told that a duty is late before its day is over.
    """
    absurd = {"hold": seconds, "lags": {"met-police": seconds}}
    written = {"kind": "clock.tick", "at": "2025-03-01T00:00:00Z", "policy": absurd}
    tick = decode_log(orjson.dumps(written))
    assert isinstance(tick, Tick)
    assert tick.policy
    assert (tick.policy.hold, tick.policy.lag(Agency.MET_POLICE)) == (hold, lag)

    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    timing = AlertTiming().with_policy(tick.at, tick.policy)
    rows = fold(notes.facts, OVER + LONGEST_LAG, timing).rows.values()
    alerts = [row for row in rows if isinstance(row, Alert) and row.rule == "R6.1"]
    (late,) = [alert for alert in alerts if alert.kind is AlertKind.LATE]
    assert (late.state, late.raised) == (AlertState.RAISED, OVER + lag)
