"""How many expected ends a stall needs to be named, and how seldom it is with fewer. Pure."""

from scipy.special import pdtr

from bench.measurement import TableValues
from task_group.fair_comparison import FALSE_DISCOVERIES, Score, by_chance_after_past

FACTORS = (1.5, 2.0, 3.0, 5.0)
COUNTS = (10, 20, 40, 80, 160)
"""Ends expected in the quarter, of a place that had four times as many in the year before."""

RANKED = 400
"""Cells that are looked at together; the stall is the only one of them that differs."""

SURELY = 0.8


def rows() -> list[TableValues]:
    """Of each size of stall, how often it is named at each count, and at which it surely is."""
    return [
        {"times as long": factor}
        | {f"{count} expected": f"{_power(count, factor):.0%}" for count in COUNTS}
        | {f"named in {SURELY:.0%} from": _fewest(factor)}
        for factor in FACTORS
    ]


def _fewest(factor: float) -> int:
    """The fewest expected ends, in steps of 5, at which a stall is surely enough named."""
    return next(count for count in range(5, 1000, 5) if _power(count, factor) >= SURELY)


def _power(expected: int, factor: float) -> float:
    """How often a place whose waits take so many times as long is named."""
    past = Score(4 * expected, 4 * expected, 4 * expected, 1, 1)
    seen = 0
    while _is_named(seen, expected, past):
        seen += 1
    return float(pdtr(seen - 1, expected / factor)) if seen else 0.0


def _is_named(seen: int, expected: int, past: Score) -> bool:
    now = Score(seen, expected, expected, 1, 1)
    return seen < expected and by_chance_after_past(now, past) <= FALSE_DISCOVERIES / RANKED
