"""The term of a sentence: years, months, weeks and days of a result in the fields of an event."""

from collections.abc import Mapping

from agencies.adapters.message_parts import Part

_UNITS = {
    "y": ("custody_months", 12),
    "m": ("custody_months", 1),
    "w": ("custody_weeks", 1),
    "d": ("custody_days", 1),
}
"""By the first letter of a unit, `Years` or `Y`."""

_WITH_A_TERM = {"life", "extended", "immediate-custody", "youth-custody", "suspended-sentence"}


def term(result: Part, sentence: str) -> Mapping[str, int]:
    """The term of a sentence; empty where it has none, or in no unit that is known.

    Years are said as months. The duration of a life sentence is its minimum term, in months. An
    order in the community lasts, but that is no term of custody.
    """
    if sentence not in _WITH_A_TERM:
        return {}
    found = _duration(result.part("durationElement"))
    if sentence == "life":
        months = found.get("custody_months")
        return {"minimum_term_months": months} if months else {}
    return found


def _duration(element: Part) -> dict[str, int]:
    found: dict[str, int] = {}
    for rank in ("primary", "secondary", "tertiary"):
        value = element.number(f"{rank}DurationValue")
        unit = (element.text(f"{rank}DurationUnit") or " ").lower()[0]
        if value is None or unit not in _UNITS:
            continue
        name, times = _UNITS[unit]
        found[name] = found.get(name, 0) + value * times
    return found
