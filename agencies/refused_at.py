"""Whether a record at a place of an agency's topic was refused, and why."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from events.identifiers import Agency
from schemas.refusal import Reason, Refused, read_problem

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("refused_at.sql").read_text()

Place = tuple[int, int]
"""A partition of the agency's topic, and an offset in it."""


def refused_at(store: "Store", agency: Agency, places: Sequence[Place]) -> Mapping[Place, Refused]:
    """Those of the places whose record was refused, as the tables have it now."""
    asked = {
        "agency": agency,
        "partitions": [partition for partition, _ in places],
        "offsets": [offset for _, offset in places],
    }
    rows = store.query(_SQL, asked) if places else []
    return {
        (row["source_partition"], row["source_offset"]): Refused(
            Reason(row["reason"]), [*map(read_problem, row["problems"])]
        )
        for row in rows
    }
