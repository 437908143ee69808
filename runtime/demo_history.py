"""From when on the histories of the demo's agencies are whole, whatever platform has its data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from events.clocks import london_date
from events.identifiers import Agency
from runtime.demo_file import demo_file
from runtime.settings import Settings


def simulation_end(plan: Mapping[str, Any]) -> date | datetime:
    """When a plan's simulation ends. A plan of earlier versions has a day, which was over."""
    if "until" in plan:
        return datetime.fromisoformat(plan["until"])
    return date.fromisoformat(plan["ending"])


def with_demo_history(settings: Settings, begins: datetime | None = None) -> Settings:
    """The settings, where the demo's victims are with its first day for all agencies.

    They published what was over by the first London day of the simulation: nothing in it is seen
    late. `begins` is now, where the demo's first run begins. Days that somebody set stay.
    """
    plan = demo_file(settings.data)
    ending = simulation_end(orjson.loads(plan.read_bytes())) if plan.exists() else begins
    if settings.complete_from or ending is None:
        return settings
    return settings.model_copy(update={"complete_from": dict.fromkeys(Agency, _first_day(ending))})


def _first_day(ending: date | datetime) -> date:
    from simulator.simulated_victims import WINDOW  # loads all of the simulator

    return (london_date(ending) if isinstance(ending, datetime) else ending) - WINDOW
