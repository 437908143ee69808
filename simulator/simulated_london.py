"""London as the simulator has it: where crimes happen, what they are, which courts hear them."""

from dataclasses import dataclass
from functools import cache
from random import Random

from events.identifiers import Agency
from events.offences import OffenceGroup
from events.places import Court
from simulator.chance import Mix, rows

_USUAL_CROWN_COURT = 0.82
_GRAVEST = 0.03
"""The share of any borough's Crown Court cases that go to the Central Criminal Court."""
_ON_RAILWAYS = 0.04
"""The share of a borough's crimes that are British Transport Police's."""

_SHARES = ("share", "suspect_unknown", "crown_share", "enhanced_share", "advocate_share")


@dataclass(frozen=True, slots=True)
class SimulatedBorough:
    """A borough, by its GSS code, with the courts that its crimes go to, and one of its forces.

    Which courts a borough goes to is plausible, not HMCTS's own list.
    """

    code: str
    crown_court: Court
    magistrates: Court
    force: Agency


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence group and what is usual for it; shares are of 1.

    `suspect_unknown` is relative: it is scaled so that all offences together meet the published
    share. `victim_contact` says that a long sentence brings in the Victim Contact Scheme.
    """

    group: OffenceGroup
    share: float
    suspect_unknown: float
    crown_share: float
    enhanced_share: float
    advocate_share: float
    victim_contact: bool


FORCES = frozenset({Agency.MET_POLICE, Agency.CITY_POLICE, Agency.BTP})
"""The forces to which London's crimes are reported."""


@cache
def boroughs(forces: frozenset[Agency] = FORCES) -> Mix[SimulatedBorough]:
    """London's boroughs, in proportion to their people; to those of its daytime in the City.

    Each stands there twice, with its own force and with that of the railways; only with `forces`.
    """
    weights = {}
    for row in rows("boroughs.csv"):
        crown, magistrates = Court(row["crown_court"]), Court(row["magistrates_court"])
        own = Agency.CITY_POLICE if row["gss_code"] == "E09000001" else Agency.MET_POLICE
        for force, share in ((own, 1 - _ON_RAILWAYS), (Agency.BTP, _ON_RAILWAYS)):
            if force in forces:
                borough = SimulatedBorough(row["gss_code"], crown, magistrates, force)
                weights[borough] = int(row["weight"]) * share
    return Mix(weights)


@cache
def offences() -> tuple[Offence, ...]:
    """The offence groups that have a victim."""
    found = []
    for row in rows("offences.csv"):
        group, contact = OffenceGroup(row["offence"]), row["victim_contact"] == "yes"
        shares = {name: float(row[name]) for name in _SHARES}
        found.append(Offence(group=group, victim_contact=contact, **shares))
    return tuple(found)


@cache
def offence_mix() -> Mix[Offence]:
    """The offence groups, as common as the table says."""
    return Mix({offence: offence.share for offence in offences()})


@cache
def crown_court_caseload() -> dict[Court, int]:
    """Cases open at each of London's Crown Courts on 31 March 2025."""
    return {
        Court(row["court"].lower().replace(" ", "-")): int(row["open_cases_2025_03_31"])
        for row in rows("london_crown_courts_open_cases.csv")
    }


@cache
def _crown_courts(usual: Court) -> Mix[Court]:
    """Mostly the borough's own; the gravest at the Old Bailey; some moved to where cases go."""
    caseload = crown_court_caseload()
    moved = 1 - _USUAL_CROWN_COURT - _GRAVEST
    weights = {court: moved * open_ / sum(caseload.values()) for court, open_ in caseload.items()}
    weights[usual] += _USUAL_CROWN_COURT
    weights[Court.CENTRAL_CRIMINAL_COURT] += _GRAVEST
    return Mix(weights)


def draw_crown_court(rng: Random, borough: SimulatedBorough) -> Court:
    """The Crown Court that a case from a borough is sent to."""
    return _crown_courts(borough.crown_court).draw(rng)
