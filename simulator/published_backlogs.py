"""London's Crown Courts as published: as many open cases at the start and the end of a year.

The Ministry of Justice publishes how many stood at each court on 31 March 2024 and 2025. How many
came in and went out in between it publishes for no single court: these are plausible.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from events.clocks import london_day_after
from events.places import Court
from simulator.backlog_cases import TO_COURT, BacklogCases
from simulator.chance import Chance, court_days, rows
from simulator.simulated_delivery import Delivery

PUBLISHED_END = date(2025, 3, 31)
"""The later of the two published days; the earlier is 365 days before it."""

_YEAR = timedelta(days=365)
_GONE = 0.85
"""Cases that go out in the year, as a share of those that stood at its start."""
_QUICK = 0.3
"""The share of them that came in in the same year."""
_OLDEST = 700
"""Days before the year in which the cases came that stand at its start."""


@dataclass(frozen=True, slots=True)
class PublishedBacklog:
    """Open cases at a Crown Court when the year began, and when it was over."""

    court: Court
    before: int
    after: int

    @property
    def went_out(self) -> int:
        """As many as are plausible, and enough where the backlog fell."""
        return max(round(_GONE * self.before), self.before - self.after)

    @property
    def came_in(self) -> int:
        """What the other three numbers leave."""
        return self.after - self.before + self.went_out


def published_backlogs(share: float = 1) -> list[PublishedBacklog]:
    """Each court's two published numbers, or such a share of each, rounded to whole cases."""
    return [
        PublishedBacklog(
            Court(row["court"].lower().replace(" ", "-")),
            round(share * int(row["open_cases_2024_03_31"])),
            round(share * int(row["open_cases_2025_03_31"])),
        )
        for row in rows("london_crown_courts_open_cases.csv")
    ]


def simulate_backlogs(
    share: float = 1, seed: int = 1, ending: date = PUBLISHED_END
) -> list[Delivery]:
    """What agencies deliver of cases that make the published backlogs, in the order of arrival.

    The year is of 365 London days up to `ending`. When it begins and when it is over, exactly so
    many cases are open at each court as `published_backlogs(share)` says, from the day on which the
    magistrates' court sent them there to that of the verdict. Beside them are those that have been
    charged and will be sent in the days after it, as there are at its beginning. Nothing happens
    after `ending`. The same arguments give the same deliveries. ValueError for a share outside 0 to
    1.
    """
    if not 0 < share <= 1:
        raise ValueError("a share of the published cases is above 0 and at most 1")
    name = f"{seed}-{share}-{ending:%Y%m%d}"
    cases = BacklogCases(Chance(seed), name)
    end = london_day_after(ending)
    delivered = [
        delivery
        for backlog in published_backlogs(share)
        for number, (sent, over) in enumerate(_days_of(backlog, cases.chance.rng, ending))
        for delivery in cases.deliveries(backlog.court, number, sent, over)
        if delivery.at < end
    ]
    return sorted(delivered, key=lambda delivery: (delivery.at, delivery.event.id))


def _days_of(
    backlog: PublishedBacklog, rng: Random, ending: date
) -> Iterator[tuple[date, date | None]]:
    """When each case was sent to the court, and when it went out; the oldest go out."""
    days = court_days(ending - _YEAR - timedelta(days=_OLDEST), ending)
    old = bisect(days, ending - _YEAR)
    before, within = days[:old], days[old:]
    quick = min(round(_QUICK * backlog.went_out), backlog.came_in)
    quick = max(quick, backlog.went_out - backlog.before)
    for place, sent in enumerate(sorted(_rather_late(before, rng) for _ in range(backlog.before))):
        yield sent, rng.choice(within) if place < backlog.went_out - quick else None
    for place in range(backlog.came_in):
        first, second = sorted((rng.choice(within), rng.choice(within)))
        yield (first, second) if place < quick else (rng.choice(within), None)
    soon = court_days(ending + timedelta(days=1), ending + timedelta(days=TO_COURT - 1))
    for _ in range(round(backlog.came_in * len(soon) / len(within))):
        yield rng.choice(soon), None


def _rather_late(days: Sequence[date], rng: Random) -> date:
    """One of the days, the last ones more often: of what came early, more has gone out."""
    return days[-1 - int(len(days) * rng.random() ** 1.5)]
