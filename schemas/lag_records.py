"""`agency-lags`: how long to wait for each agency's records. The key is the agency."""

from datetime import timedelta

import orjson

from events.identifiers import Agency
from schemas.unreadable_records import key_text, reads_records


def encode_lag(lag: timedelta) -> bytes:
    """Write a record's value, in whole seconds."""
    return orjson.dumps({"seconds": int(lag.total_seconds())})


@reads_records
def decode_lag(key: bytes | None, value: bytes | None) -> tuple[Agency, timedelta]:
    """Read a record. Raises UnreadableRecord."""
    if value is None:
        raise TypeError
    return Agency(key_text(key)), timedelta(seconds=int(orjson.loads(value)["seconds"]))
