"""The alert policies that ticks brought, in the database: a row for each change of the policy."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.alert_policy import AlertPolicy, AlertTiming

if TYPE_CHECKING:
    from projections.store import Store  # the doors that read this open no database

ALERT_POLICIES = "alert_policies"
"""The table."""

_POLICIES = Path(__file__).with_suffix(".sql").read_text()


def alert_timing(store: "Store") -> AlertTiming:
    """When people are told of alerts, by all ticks that are projected."""
    rows = store.query(_POLICIES)
    return AlertTiming.of((row["at"], AlertPolicy.read(row)) for row in rows)


def new_policies(timing: AlertTiming, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of ticks, given in any order, that bring a policy which is not known yet.

    Ticks come once a partition, and partitions are read one ahead of another.
    """
    new = []
    for at, row in sorted({row["at"]: row for row in rows}.items()):
        policy = AlertPolicy.read(row)
        if timing.said_by(at) != policy:
            timing = AlertTiming.of((*timing.changes, (at, policy)))
            new.append(dict(row))
    return new
