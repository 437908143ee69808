"""How soon a release may follow on the last one."""

from datetime import date, timedelta

from events.clocks import london_date
from task_group.release_figures import ReleaseHeader

LEAST_DAYS = 28
"""Between two releases: of fewer days' waits, the difference of two could show a single one."""


def next_release_day(last: ReleaseHeader) -> date:
    """The first London day on which a release may follow on this one."""
    return london_date(last.made) + timedelta(days=LEAST_DAYS)
