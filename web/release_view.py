"""What is true of a whole release, in plain English: shown beside every statistic."""

from datetime import date

from task_group.release_figures import ReleaseHeader
from web.formats import day, london_day
from web.wording import agency

_DAYS_LATE = 7
"""An agency that has not spoken for longer is named as silent: silence is no delay."""

MAY_BE_SILENT = (
    "An agency speaks as a whole. If it publishes nothing, or less, of one of its courts or other"
    " places, the waits there go on here: such a place and one where victims wait longer cannot be"
    " told apart. Ask first whether all of it was published"
)
"""What no fact can tell: a fact says which agency published it, and not what it left out."""


def release_line(release: ReleaseHeader) -> str:
    """Which release the figures are of, how old they are and how they were made."""
    return (
        f"Release {release.number}, made on {london_day(release.made)},"
        f" data up to {day(release.last)}; method {release.method}"
    )


def agency_lines(release: ReleaseHeader) -> list[tuple[str, str, str]]:
    """Each agency's name, up to which day it has spoken, and since when it is complete."""
    return [
        (agency(name), _spoken(spoken, release.last), _complete(release.complete.get(name), spoken))
        for name, spoken in sorted(release.spoken.items(), key=lambda each: each[0].label)
    ]


def _spoken(spoken: date, last: date) -> str:
    late = (last - spoken).days
    silent = f": silent for {late} days, its open waits stop there" if late > _DAYS_LATE else ""
    return day(spoken) + silent


def _complete(since: date | None, spoken: date) -> str:
    """Since when nothing is missing; of an agency that has told nothing since, that is empty."""
    if since is None:
        return "not known"
    return day(since) if since <= spoken else f"nothing told since {day(since)}"
