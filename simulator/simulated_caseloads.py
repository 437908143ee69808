"""Who has the simulated cases: agencies assign them, hand them over, cover for one another.

`teams.csv` has the teams and who is in them: twice means twice as many cases. `assignments.csv`
says after what an agency assigns, `staffing.csv` who is away or left. Nobody publishes any of it:
it is assumed. The chance is each case's own, so that nothing else of a simulation hangs on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from events.assignments import Capacity, CaseworkerAssigned, CaseworkerUnassigned
from events.clocks import Occurred
from events.identifiers import Agency
from events.staffing import CaseworkerLeft, CaseworkerReturned, CoverArranged
from events.vocabulary import AnyFact, Assigning, Staffing
from schemas.cloudevents import AgencyEvent
from simulator.chance import full_hour, rows
from simulator.simulated_case import Case, Happening
from simulator.simulated_delivery import Delivery
from simulator.simulated_world import World

_NEVER_ASSIGNED = 0.02
_TEAM_AT_FIRST = 0.1
_HANDED_OVER = 0.12
_TAKEN_FROM = 0.05


@dataclass(frozen=True, slots=True)
class SimulatedTeam:
    """A team of an agency, with the ids of its staff."""

    agency: Agency
    borough: str
    code: str
    staff: tuple[str, ...]


@cache
def teams(agency: Agency, borough: str) -> tuple[SimulatedTeam, ...]:
    """The teams of an agency that may have a case of a borough."""
    found = []
    for row in rows("teams.csv"):
        if row["agency"] == agency and row["borough"] in ("", borough):
            staff = tuple(row["staff"].split())
            found.append(SimulatedTeam(agency, row["borough"], row["team"], staff))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CaseloadReport:
    """What an agency reports of a case or of a member of staff, and when it happened."""

    at: datetime
    agency: Agency
    subject: str
    fact: AnyFact
    victim: str | None = None

    def event(self, name: str, recorded: datetime) -> AgencyEvent:
        """The event of that name, recorded then."""
        return AgencyEvent(
            id=name,
            source=f"urn:simulated:{self.agency}",
            agency=self.agency,
            case=self.subject,
            occurred=Occurred(self.at),
            fact=self.fact,
            victim=self.victim,
            recorded=recorded,
        )


def assignments(case: Case) -> Iterator[Delivery]:
    """What agencies report of who has a case, as far as it comes before the end."""
    rng = Random(f"{case.world.token} {case.identifier} caseloads")
    if rng.random() < _NEVER_ASSIGNED:
        return
    for number, report in enumerate(list(_reports(case, rng))):
        name = f"{case.identifier.rpartition(':')[2]}-who-{number}"
        recorded = report.at + timedelta(seconds=rng.randrange(5, 3600))
        arrives = recorded + timedelta(seconds=rng.randrange(2, 90))
        if arrives < case.world.over:
            yield Delivery(arrives, report.agency, report.event(name, recorded))


def _reports(case: Case, rng: Random) -> Iterator[CaseloadReport]:
    """The first of each kind of reason assigns the case, or the victim whom the reason is about."""
    assigned: set[tuple[str, Agency, str | None]] = set()
    for happening in sorted(case.happenings, key=lambda each: each.at):
        for row in rows("assignments.csv"):
            if not _follows(row["after"], happening):
                continue
            agency = case.force if row["by"] == "police" else Agency(row["by"] or happening.agency)
            place = row["capacity"], agency, happening.victim
            if place not in assigned:
                assigned.add(place)
                victim = case.references.get((agency, happening.victim or ""), happening.victim)
                for at, fact in _course(case, rng, happening, agency, Capacity(row["capacity"])):
                    yield CaseloadReport(at, agency, case.identifier, fact, victim)


def _follows(after: str, happening: Happening) -> bool:
    kind, _, condition = after.partition(" ")
    field, _, value = condition.partition("=")
    fact = happening.fact
    return fact.kind == kind and (not field or str(getattr(fact, field)) == value)


def _course(
    case: Case, rng: Random, happening: Happening, agency: Agency, capacity: Capacity
) -> Iterator[tuple[datetime, Assigning]]:
    """The assignment after one happening, and what may come of it: another person, or nobody."""
    team = rng.choice(teams(agency, case.borough.code))
    at = happening.at + timedelta(minutes=rng.randrange(10, 600))
    if rng.random() < _TEAM_AT_FIRST:
        yield at, CaseworkerAssigned(capacity=capacity, team=team.code)
        at += timedelta(hours=rng.randrange(20, 96))
    staff = rng.choice(_present(case.world, team, at))
    yield at, _assigned(capacity, team, staff)
    at += timedelta(days=rng.randrange(20, 120))
    ends = rng.random()
    if ends < _HANDED_OVER:
        other = rng.choice(_present(case.world, team, at))
        yield at, _assigned(capacity, team, other)
    elif ends < _HANDED_OVER + _TAKEN_FROM:
        yield at, CaseworkerUnassigned(capacity=capacity, staff=staff)


def _assigned(capacity: Capacity, team: SimulatedTeam, staff: str) -> CaseworkerAssigned:
    return CaseworkerAssigned(capacity=capacity, team=team.code, staff=staff)


def _present(world: World, team: SimulatedTeam, at: datetime) -> list[str]:
    """Those of a team who have not left by then."""
    left = {
        row["staff"]
        for row in rows("staffing.csv")
        if row["fact"] == CaseworkerLeft.kind and _day(world, row["days_ago"]) <= at
    }
    return [staff for staff in team.staff if staff not in left]


def staffing(world: World) -> Iterator[Delivery]:
    """What agencies report of their staff: away and covered for, left, back."""
    for number, row in enumerate(rows("staffing.csv")):
        agency, at = Agency(row["agency"]), _day(world, row["days_ago"])
        report = CaseloadReport(
            at, agency, f"staff:{agency}:{row['staff']}", _staff_fact(world, row)
        )
        recorded = at + timedelta(minutes=5)
        event = report.event(f"{world.token}-staff-{number}", recorded)
        yield Delivery(recorded + timedelta(seconds=30), agency, event)


def _staff_fact(world: World, row: dict[str, str]) -> Staffing:
    match row["fact"]:
        case CaseworkerLeft.kind:
            return CaseworkerLeft(hands_over_to=row["other"] or None, team=row["team"] or None)
        case CaseworkerReturned.kind:
            return CaseworkerReturned()
        case _:
            starts, ends = _day(world, row["starts"], -1), _day(world, row["ends"], -1)
            return CoverArranged(covered_by=row["other"], starts_at=starts, ends_at=ends)


def _day(world: World, days: str, sign: int = 1) -> datetime:
    """Nine in the morning so many days before the last one, or after it with -1."""
    return full_hour(world.ending - sign * timedelta(days=int(days)), 9)
