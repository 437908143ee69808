"""Which team of an agency has a case now, and as what."""

from pathlib import Path
from typing import TYPE_CHECKING

from caseworkers.act_events import ActOn
from events.identifiers import Agency

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("case_holders_now.sql").read_text()


def capacity_and_team(store: "Store", on: ActOn, agency: Agency) -> tuple[str, str]:
    """The capacity in which an agency has a case, and its team; empty where nobody has it."""
    rows = store.query(_SQL, {"victim": on.victim, "agency": agency, "case": on.case})
    return (rows[0]["capacity"], rows[0]["team"]) if rows else ("", "")
