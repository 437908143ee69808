"""The published figures, and what they say of the parts of a journey that nobody measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from random import Random
from statistics import NormalDist

from events.offences import OffenceGroup
from simulator.chance import rows
from simulator.simulated_london import Offence, offences

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A wait in days with a long tail: its median, and the spread of its logarithm."""

    median: float
    sigma: float

    @classmethod
    def with_mean(cls, mean: float, sigma: float) -> "LogNormal":
        """The distribution that has this mean."""
        return cls(mean / exp(sigma**2 / 2), sigma)

    def draw(self, rng: Random) -> float:
        """A wait, in days."""
        return self.median * exp(self.sigma * rng.normalvariate())

    def share_within(self, days: float) -> float:
        """The share of waits that are over within so many days."""
        return _NORMAL.cdf(log(days / self.median) / self.sigma)


def the_others(median: float, known: Sequence[tuple[float, LogNormal]], sigma: float) -> LogNormal:
    """What the rest must be like for the whole mixture to have this median.

    `known` are the shares of the whole, and the distributions, of the parts already settled.
    ValueError where no rest can do it.
    """
    rest = 1 - sum(part for part, _ in known)
    within = (0.5 - sum(part * waits.share_within(median) for part, waits in known)) / rest
    if not 0 < within < 1:
        raise ValueError("the known parts leave no room for such a median")
    return LogNormal(median * exp(-sigma * _NORMAL.inv_cdf(within)), sigma)


@cache
def figure(measure: str) -> float:
    """A published figure by its measure's name; days, per cent or cases as its row says.

    KeyError where no such measure is packaged.
    """
    values = {row["measure"]: row["value"] for row in rows("published_figures.csv")}
    return float(values[measure])


def share(measure: str) -> float:
    """A published percentage as a share of 1."""
    return figure(measure) / 100


PUBLISHED_CHARGED_SHARE = share("Charged or summonsed share of outcomes")
RAPE_CHARGE_TO_COMPLETION = LogNormal.with_mean(
    figure("Adult rape charge to Crown Court completion mean"), sigma=0.5
)
RAPE_RECORDED_TO_CHARGE = LogNormal(figure("Rape recorded to charge median"), sigma=0.4)
MAGISTRATES_TRIAL = LogNormal(figure("Magistrates first listing to trial start median"), sigma=0.55)
TO_FIRST_HEARING = 30.0
"""Mean days from charge to the first hearing of a defendant on bail: assumed, not published."""
NO_SUSPECT = LogNormal(5, sigma=1.1)
"""From the report to the end of a case in which no suspect was found: assumed, not published."""


@cache
def no_suspect_share(offence: Offence) -> float:
    """Of the cases that are not charged, the share in which no suspect is identified.

    Over all offences together it makes the published share of all outcomes.
    """
    of_uncharged = share("No suspect identified share of outcomes") / (1 - PUBLISHED_CHARGED_SHARE)
    relative = sum(each.share * each.suspect_unknown for each in offences())
    return min(offence.suspect_unknown * of_uncharged / relative, 0.98)


@cache
def withdrawn_share(offence: Offence) -> float:
    """Of the cases neither charged nor without a suspect, the share in which the victim withdraws.

    Domestic abuse and rape have published shares; the rest make London's share of the whole.
    """
    measure = "Victims withdrawing before charge London "
    own = {
        OffenceGroup.DOMESTIC_ABUSE: share(f"{measure}domestic abuse"),
        OffenceGroup.RAPE: share(f"{measure}adult rape"),
    }
    if offence.group in own:
        return own[offence.group]
    known = {each: each.share * (1 - no_suspect_share(each)) for each in offences()}
    settled = sum(part * own.get(each.group, 0) for each, part in known.items())
    others = sum(part for each, part in known.items() if each.group not in own)
    return (share(f"{measure}all crime") * sum(known.values()) - settled) / others


@cache
def suspect_known_to_outcome() -> LogNormal:
    """From the report to the end of a case that is not charged although there is a suspect.

    Made so that all outcomes together, charged ones in their published share, have the
    published median.
    """
    known = [
        (share("No suspect identified share of outcomes"), NO_SUSPECT),
        (PUBLISHED_CHARGED_SHARE, recorded_to_charge(crown=False)),
    ]
    return the_others(figure("Recorded to any outcome median"), known, sigma=1.2)


@cache
def recorded_to_charge(crown: bool) -> LogNormal:
    """From the report to a charge, rape apart: what the court's part leaves of offence to end."""
    if crown:
        whole = figure("Crown Court offence to completion median")
        return LogNormal(whole - figure("Crown Court charge to completion median"), sigma=0.6)
    at_court = TO_FIRST_HEARING + MAGISTRATES_TRIAL.median / 2  # half of the cases go to trial
    return LogNormal(figure("Magistrates offence to completion median") - at_court, sigma=0.7)


@cache
def crown_charge_to_completion() -> LogNormal:
    """From charge to completion at the Crown Court, rape apart: all together have the median."""
    at_crown = {each: each.share * each.crown_share for each in offences()}
    rape = sum(part for each, part in at_crown.items() if each.group is OffenceGroup.RAPE)
    known = [(rape / sum(at_crown.values()), RAPE_CHARGE_TO_COMPLETION)]
    return the_others(figure("Crown Court charge to completion median"), known, sigma=0.55)
