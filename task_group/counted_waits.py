"""The waits that a release counts, made ready once: from when each counts, and until when."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from events.identifiers import Agency
from events.places import BOROUGHS

if TYPE_CHECKING:
    from projections.store import Store

GRACE = 14
"""Days after its beginning within which a wait that became known counts from its beginning."""

_FILL = Path(__file__).with_suffix(".sql").read_text()
_SPOKEN = Path(__file__).with_name("spoken_until.sql").read_text()


def spoken_until(store: "Store", last: date) -> dict[Agency, date]:
    """Up to which London day each agency has spoken, `last` at most; none for a silent one."""
    rows = store.query(_SPOKEN)
    return {Agency(row["agency"]): min(row["day"], last) for row in rows}


def count_waits(
    store: "Store",
    last: date,
    spoken: Mapping[Agency, date],
    complete: Mapping[Agency, date],
) -> None:
    """Fill `counted_waits` anew, up to the London day `last`; readers see the old or the new.

    `spoken` is up to when each agency has spoken. `complete` is from when on an agency's history is
    whole: what began then and was over before it published here was published too.
    """
    store.command("DROP TABLE IF EXISTS counted_waits_next")
    store.command("CREATE TABLE counted_waits_next AS counted_waits")
    parameters = {
        "table": "counted_waits_next",
        "last": last,
        "grace": GRACE,
        "speaking": list(map(str, spoken)),
        "spoken": list(spoken.values()),
        "complete": list(map(str, complete)),
        "complete_from": list(complete.values()),
        "boroughs": list(BOROUGHS),
        "units": [borough.bcu for borough in BOROUGHS.values()],
    }
    store.query(_FILL, parameters)
    store.command("EXCHANGE TABLES counted_waits AND counted_waits_next")
    store.command("DROP TABLE counted_waits_next")
