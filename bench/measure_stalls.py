"""How soon and how surely a stalled place is noticed, and how long a release takes for it."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from projections.store import Store
from task_group.release_periods import periods
from task_group.shown_cells import ShownCells
from task_group.stall_alarm import FALSE_ALARMS, WATCHED, Alarm, Weeks, alarms, threshold
from task_group.stalls import stalls
from task_group.weekly_ends import WEEKS

SEEDS = 20
STEADY = 400
PLACES = 200
STALLED = 13
WAITS = 10_000_000
LIMIT = 15.0

_WORLD = Path(__file__).with_name("stall_waits.sql").read_text()
_SHOWN = """
INSERT INTO shown_blocks
SELECT DISTINCT at.1, at.2, stage, 'year', reported_by
FROM counted_waits
ARRAY JOIN [('court', court), ('borough', borough), ('offence', offence), ('agency', agency)] AS at
WHERE at.2 != ''
"""


def measure(say: Say) -> Measured:
    """Play worlds with one stalled place and without, and ask a store of 10 million waits."""
    usual = np.repeat(np.geomspace(1.5, 60, PLACES)[:, None], WEEKS, axis=1)
    alarm_at = threshold(usual)
    say(f"threshold {alarm_at:.1f}")
    rows = [_found(usual, alarm_at, place) for place in (80, 120, 160, 199)]
    false = sum(bool(_played(usual, alarm_at, 10_000 + seed)) for seed in range(STEADY)) / STEADY
    time = _asked(say)
    tables: dict[str, list[TableValues]] = {
        "Three times slower since 13 weeks": rows,
        "Steady": [{"places": PLACES, "years": STEADY, "with a false alarm": false}],
        "Time": [time],
    }
    return Measured("Stalls", _NOTES, tables, _aims(rows[-2], false, time))


def _aims(found: TableValues, false: float, time: TableValues) -> list[Aim]:
    by_chance = 3 * (FALSE_ALARMS * (1 - FALSE_ALARMS) / STEADY) ** 0.5
    return [
        Aim(
            f"years of {PLACES} steady places with a false alarm: at most {FALSE_ALARMS:.0%},"
            f" chance in {STEADY} years counted in",
            f"{false:.1%}",
            false <= FALSE_ALARMS + by_chance,
        ),
        Aim(
            f"three times slower since {STALLED} weeks, {found['usual ends a week']:g} ends a week:"
            f" since when within three weeks, in most of {SEEDS} worlds",
            f"{found['within three weeks']} of {SEEDS}",
            found["within three weeks"] > SEEDS / 2,
        ),
        Aim(
            f"{WAITS:,} waits: at most {LIMIT:g} s",
            f"{time['seconds']:.1f} s",
            time["seconds"] <= LIMIT,
        ),
    ]


_NOTES = [
    f"Worlds of {PLACES} places with 1.5 to 60 usual ends a week, {WEEKS} weeks long, of which the"
    f" newest {WATCHED} are watched; ends are Poisson. In one place waits take three times as long"
    f" since {STALLED} weeks, in {SEEDS} worlds each. The delay is from the week in which it began"
    " to that in which the alarm rose, where it was found.",
    "The time is that of all stalls of a release, from the waits that are counted to the figures,"
    " with the threshold; in chDB on two cores.",
]


def _played(usual: Weeks, alarm_at: float, seed: int, stalled: int | None = None) -> list[Alarm]:
    truth = usual.copy()
    if stalled is not None:
        truth[stalled, -STALLED:] /= 3
    ends = np.random.default_rng(seed).poisson(truth).astype(float)
    return alarms(ends, usual, alarm_at)


def _found(usual: Weeks, alarm_at: float, place: int) -> TableValues:
    worlds = [_played(usual, alarm_at, seed, place) for seed in range(SEEDS)]
    found = [each for raised in worlds for each in raised if each.place == place]
    began = WEEKS - STALLED
    return {
        "usual ends a week": round(float(usual[place, 0]), 1),
        "found": len(found),
        "within three weeks": sum(abs(each.since - began) <= 3 for each in found),
        "delay in weeks, p50": median(each.noticed - began for each in found) if found else None,
        "other places": sum(len(raised) for raised in worlds) - len(found),
    }


def _asked(say: Say) -> TableValues:
    """Wall-clock and processor seconds of all stalls over 10 million waits."""
    with TemporaryDirectory() as folder:
        store = Store.open(path=Path(folder) / "chdb")
        store.migrate()
        store.query(_WORLD, {"waits": WAITS})
        store.command(_SHOWN)
        row = store.query("SELECT max(until) AS last FROM counted_waits")[0]
        say(f"{WAITS:,} waits are stored")
        with timed() as spent:
            stalls(store, ShownCells({}), periods(row["last"]))
        store.close()
    seconds = {"seconds": spent.wall, "processor seconds": spent.processor}
    return {"waits": WAITS, **{name: round(each, 1) for name, each in seconds.items()}}
