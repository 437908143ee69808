"""What the published figures say of the parts of a journey that they do not measure one by one."""

from functools import cache

from events.offences import OffenceGroup
from simulator.chance import Gamma, LogNormal, the_others
from simulator.london import Offence, offences
from simulator.published import figure, share

PUBLISHED_CHARGED_SHARE = share("Charged or summonsed share of outcomes")

RAPE_CHARGE_TO_COMPLETION = LogNormal.with_mean(
    figure("Adult rape charge to Crown Court completion mean"), sigma=0.5
)
RAPE_RECORDED_TO_CHARGE = LogNormal(figure("Rape recorded to charge median"), sigma=0.4)
TO_FIRST_HEARING = Gamma(30, shape=6)
"""From charge to the first hearing of a defendant on bail: assumed, not published."""
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


def _suspect_known(offence: Offence) -> float:
    return offence.share * (1 - no_suspect_share(offence))


@cache
def withdrawn_share(offence: Offence) -> float:
    """Of the cases neither charged nor without a suspect, the share in which the victim withdraws.

    Domestic abuse and rape have published shares; the rest make London's share of the whole.
    """
    own = {
        OffenceGroup.DOMESTIC_ABUSE: share(
            "Victims withdrawing before charge London domestic abuse"
        ),
        OffenceGroup.RAPE: share("Victims withdrawing before charge London adult rape"),
    }
    if offence.group in own:
        return own[offence.group]
    known = {each: _suspect_known(each) for each in offences()}
    settled = sum(part * own.get(each.group, 0) for each, part in known.items())
    others = sum(part for each, part in known.items() if each.group not in own)
    london = share("Victims withdrawing before charge London all crime")
    return (london * sum(known.values()) - settled) / others


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
    to_trial = figure("Magistrates first listing to trial start median")
    at_court = TO_FIRST_HEARING.mean + to_trial / 2  # about half of the cases go to trial
    whole = figure("Magistrates offence to completion median")
    return LogNormal(whole - at_court, sigma=0.7)


@cache
def crown_charge_to_completion() -> LogNormal:
    """From charge to completion at the Crown Court, rape apart: all together have the median."""
    at_crown = {each: each.share * each.crown_share for each in offences()}
    rape = sum(part for each, part in at_crown.items() if each.group is OffenceGroup.RAPE)
    known = [(rape / sum(at_crown.values()), RAPE_CHARGE_TO_COMPLETION)]
    return the_others(figure("Crown Court charge to completion median"), known, sigma=0.55)
