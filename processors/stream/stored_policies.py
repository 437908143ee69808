"""The policies that ticks brought, as the table of journeys stores them beside a partition's clock.

Each change is a record of its own, written once: the clock's own record, which each tick writes,
does not grow with them.
"""

from collections.abc import Iterable, MutableMapping
from datetime import datetime

import orjson

from schemas.alert_policy import AlertPolicy, AlertTiming
from schemas.unreadable_records import reads_records

_PART = "policy"
"""Stands in a key, `CLOCK/policy/INSTANT`, of the instant of the tick that brought it."""


class StoredPolicies:
    """The changes of policy of each partition."""

    def __init__(self, table: MutableMapping[str, bytes]) -> None:
        self._table = table

    def add(self, clock: str, before: AlertTiming, after: AlertTiming) -> None:
        """Store the changes that are new. A tick that comes again writes the same."""
        for at, policy in after.changes[len(before.changes) :]:
            self._table[f"{clock}/{_PART}/{at.isoformat()}"] = orjson.dumps(policy.written())

    @reads_records
    def read(self, keys: Iterable[str]) -> AlertTiming:
        """The changes under those of a clock's keys that have some. Raises UnreadableRecord."""
        return AlertTiming.of(
            (datetime.fromisoformat(key.rpartition("/")[2]), AlertPolicy.read(raw))
            for key in filter(has_policy, keys)
            if (raw := orjson.loads(self._table[key]))
        )


def has_policy(key: str) -> bool:
    """Whether a key of the table is that of a policy."""
    return key.partition("/")[2].startswith(f"{_PART}/")
