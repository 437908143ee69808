"""A Faust worker as its tutorial teaches it: stock settings, one table, counts per key.

`python -m bench.naive_worker ID BROKER FOLDER PARTITIONS`. It has two advantages over a first
attempt: keys and values stay bytes, so nothing is decoded, and its table has the topic's
partitions.
"""

import sys

import faust
from faust.types import StreamT

NAME, BROKER, FOLDER, PARTITIONS = sys.argv[1:5]

app = faust.App(
    NAME,
    broker=f"kafka://{BROKER}",
    datadir=f"{FOLDER}/{NAME}",
    topic_partitions=int(PARTITIONS),
    web_port=8220,
)
log = app.topic("journey", key_type=bytes, value_type=bytes)
counts = app.Table("counts", key_type=bytes, value_type=int, default=int)


@app.agent(log)  # type: ignore[untyped-decorator]
async def count(stream: StreamT) -> None:
    """Count the records of each key."""
    async for key, _ in stream.items():  # noqa: PERF102 - a stream is no dict
        counts[key] += 1


if __name__ == "__main__":
    sys.argv = [sys.argv[0], "worker", "--loglevel", "warn"]
    app.main()
