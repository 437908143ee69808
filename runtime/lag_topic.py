"""The topic `agency-lags` in Kafka: the sink's process writes it, the ticker reads it."""

from collections.abc import Mapping
from datetime import timedelta

from events.identifiers import Agency
from runtime.compacted_records import newest_records, write_records
from schemas.lag_records import decode_lag, encode_lag
from schemas.topics import AGENCY_LAGS


def read_lags(bootstrap: str) -> dict[Agency, timedelta]:
    """The newest lag of each agency. KafkaError where Kafka does not answer.

    A record that cannot be read is passed over, with a line in the log.
    """
    return newest_records(bootstrap, AGENCY_LAGS, decode_lag)


def write_lags(bootstrap: str, lags: Mapping[Agency, timedelta]) -> None:
    """Write the lags of some agencies, and wait until the broker has them. KafkaError if not."""
    records: dict[str, bytes | None] = {agency: encode_lag(lag) for agency, lag in lags.items()}
    write_records(bootstrap, AGENCY_LAGS, records, "lags")
