"""The ticks of the clock in the log of record: a deadline passes when a tick says so."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from schemas.alert_policy import AlertPolicy

TICK = "clock.tick"
"""The kind of a tick, among the kinds of facts."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock says it is now `at`: a deadline passes when a tick says so.

    `policy` is how long to wait from then on before people are told; None of older ticks.
    """

    at: datetime
    policy: AlertPolicy | None = None


def encode_tick(tick: Tick) -> bytes:
    """Write a tick for the log."""
    policy = {"policy": tick.policy.written()} if tick.policy else {}
    return orjson.dumps({"kind": TICK, "at": tick.at, **policy})
