"""Strata of cases with the same mix, as fine as numbers allow, and how places score in them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from task_group.comparison_counts import STEP_LENGTHS, Stratum, StratumCount
from task_group.fair_comparison import NOTHING, Numbers, Score, against

ENOUGH = 30
"""Crimes in a stratum; smaller ones are pooled with the other small ones around them."""

StageAndPlace = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StratumRisk:
    """Who waited and stopped in a stratum: a row a place, a column a step of the wait's length.

    Those of a place who count for London only have a row of their own, of place ''; whose they are
    is in `own_places`.
    """

    stratum: Stratum
    own_places: Sequence[str]
    places: Sequence[str]
    waiting: Numbers
    ended: Numbers


def pooled(counted: Iterable[StratumCount]) -> dict[Stratum, Stratum]:
    """The stratum that each one is counted in: itself, or one that is pooled.

    First the kinds of victim of few crimes are pooled, then the offences; stages, tiers and courts
    never are. The rule knows nothing of who waited how long, nor where.
    """
    sizes: Counter[Stratum] = Counter()
    for count in counted:
        sizes[count.stratum] += count.crimes
    into = {stratum: stratum for stratum in sizes}
    for coarser in (_without_kind, _without_offence):
        together: Counter[Stratum] = Counter()
        for stratum, size in sizes.items():
            together[into[stratum]] += size
        into = {each: to if together[to] >= ENOUGH else coarser(to) for each, to in into.items()}
    return into


def without_courts(counted: Iterable[StratumCount]) -> Iterator[StratumCount]:
    """The same counts, as if nothing were known of courts but their tiers."""
    return (replace(each, stratum=replace(each.stratum, court="")) for each in counted)


def risks(
    counted: Iterable[StratumCount], into: Mapping[Stratum, Stratum]
) -> Iterator[StratumRisk]:
    """Each stratum's places side by side, in the strata that they are counted in."""
    by_stratum: dict[Stratum, dict[tuple[str, str], list[StratumCount]]] = defaultdict(dict)
    for count in counted:
        at = count.own_place, count.place
        by_stratum[into[count.stratum]].setdefault(at, []).append(count)
    for stratum, rows in by_stratum.items():
        waiting = [sum((each.waiting for each in here), _none()) for here in rows.values()]
        ended = [sum((each.ended for each in here), _none()) for here in rows.values()]
        own_places, places = zip(*rows, strict=True)
        yield StratumRisk(stratum, own_places, places, np.array(waiting), np.array(ended))


def against_others(risk: StratumRisk) -> list[Score]:
    """Each place of a stratum against all that wait in it, and itself.

    Those of the place who are not shown are no part of it, and no others to compare it with.
    """
    owners = np.array(risk.own_places)
    elsewhere = (owners[:, None] != owners).astype(np.float64)
    return against(risk.waiting, risk.ended, elsewhere @ risk.waiting, elsewhere @ risk.ended)


def scores_against_rest(counted: Sequence[StratumCount]) -> dict[StageAndPlace, Score]:
    """Each place against London within strata, by stage and place."""
    return summed(risks(counted, pooled(counted)), against_others)


def summed(
    strata: Iterable[StratumRisk], score: Callable[[StratumRisk], Iterable[Score]]
) -> dict[StageAndPlace, Score]:
    """The scores of each place over its strata, by stage and place."""
    totals: dict[StageAndPlace, Score] = defaultdict(lambda: NOTHING)
    for risk in strata:
        for place, of_place in zip(risk.places, score(risk), strict=True):
            totals[risk.stratum.stage, place] += of_place
    return dict(totals)


def days_waited(counted: Iterable[StratumCount]) -> Counter[StageAndPlace]:
    """The days that all victims of a place waited, by stage and place."""
    waited: Counter[StageAndPlace] = Counter()
    for count in counted:
        waited[count.stratum.stage, count.place] += count.waited
    return waited


def _without_kind(stratum: Stratum) -> Stratum:
    return replace(stratum, victim_kind="")


def _without_offence(stratum: Stratum) -> Stratum:
    return replace(stratum, offence="", victim_kind="")


def _none() -> Numbers:
    return np.zeros_like(STEP_LENGTHS)
