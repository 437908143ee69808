"""London as the simulator has it: where crimes happen, what they are, which courts hear them."""

from dataclasses import dataclass
from functools import cache
from random import Random

from events.identifiers import Agency
from events.offences import OffenceGroup
from events.places import Court
from simulator.chance import Mix
from simulator.published import crown_court_caseload, rows

_USUAL_CROWN_COURT = 0.82
_GRAVEST = 0.03
"""The share of any borough's Crown Court cases that go to the Central Criminal Court."""


@dataclass(frozen=True, slots=True)
class Place:
    """A borough: its weight (residents in thousands), its force, and the courts it goes to.

    The City's weight is that of its daytime. Which courts a borough goes to is plausible, not
    HMCTS's own list.
    """

    code: str
    weight: int
    crown_court: Court
    magistrates: Court

    @property
    def force(self) -> Agency:
        """The police force of the borough."""
        return Agency.CITY_POLICE if self.code == "E09000001" else Agency.MET_POLICE


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


@cache
def places() -> Mix[Place]:
    """London's boroughs, in proportion to their people."""
    found = (
        Place(
            row["gss_code"],
            int(row["weight"]),
            Court(row["crown_court"]),
            Court(row["magistrates_court"]),
        )
        for row in rows("boroughs.csv")
    )
    return Mix({place: place.weight for place in found})


@cache
def offences() -> tuple[Offence, ...]:
    """The offence groups that have a victim."""
    return tuple(
        Offence(
            group=OffenceGroup(row["offence"]),
            share=float(row["share"]),
            suspect_unknown=float(row["suspect_unknown"]),
            crown_share=float(row["crown_share"]),
            enhanced_share=float(row["enhanced_share"]),
            advocate_share=float(row["advocate_share"]),
            victim_contact=row["victim_contact"] == "yes",
        )
        for row in rows("offences.csv")
    )


@cache
def offence_mix() -> Mix[Offence]:
    """The offence groups, as common as the table says."""
    return Mix({offence: offence.share for offence in offences()})


@cache
def _crown_courts(usual: Court) -> Mix[Court]:
    """Mostly the borough's own; the gravest at the Old Bailey; some moved to where cases go."""
    caseload = crown_court_caseload()
    moved = 1 - _USUAL_CROWN_COURT - _GRAVEST
    weights = {court: moved * open_ / sum(caseload.values()) for court, open_ in caseload.items()}
    weights[usual] += _USUAL_CROWN_COURT
    weights[Court.CENTRAL_CRIMINAL_COURT] += _GRAVEST
    return Mix(weights)


def draw_crown_court(rng: Random, place: Place) -> Court:
    """The Crown Court that a case from a borough is sent to."""
    return _crown_courts(place.crown_court).draw(rng)
