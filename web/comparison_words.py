"""What a release's comparisons say, in plain English: true of chance and of the mix of cases.

A place is said to be slower only where its verdict is that. A sentence has no full stop.
"""

from collections.abc import Iterator, Sequence

from task_group.lattice import NOT_RECORDED, Breakdown
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Intervention,
    Stall,
)
from web.formats import counted, day, number
from web.lattice_words import BY, place, quarter, span, victims_of
from web.wording import capital, plain

TOLD_APART = frozenset({ComparisonVerdict.SLOWER, ComparisonVerdict.QUICKER})

VERDICTS = {
    ComparisonVerdict.SLOWER: "Slower",
    ComparisonVerdict.QUICKER: "Quicker",
    ComparisonVerdict.NOT_TOLD_APART: "Cannot be told apart",
    ComparisonVerdict.NOT_COMPARABLE: "Cannot be compared",
}

WHY_NOT_COMPARABLE = (
    "too few of London’s others with the same mix of cases stop waiting in as many days"
)
"""Also where there are no others, as of an agency that is alone in its stage."""
_NOT_RECORDED = "it is not recorded which they are"

_BY_COURTS = "Its courts explain it: among cases at the same courts it is not known to be slower"
_UNTIL_COURTS = "It looks slower until its courts are taken into account"


def times(ratio: Estimate, *, at_least: bool = False) -> str:
    """A ratio with its interval: "2.4 times (1.9 to 3.0)"; under 2 with two decimals.

    One that is `at_least` so much has no upper end either.
    """
    places = 1 if ratio.value >= 2 else 2
    low = f"{ratio.low:.{places}f}"
    high = "or more" if ratio.high is None or at_least else f"to {ratio.high:.{places}f}"
    return f"{'at least ' if at_least else ''}{ratio.value:.{places}f} times ({low} {high})"


def as_long(comparison: Comparison) -> str | None:
    """How many times as long as London a place takes; None where it is not known."""
    if comparison.ratio is None:
        return None
    return times(comparison.ratio, at_least=comparison.ratio_at_least)


def excess(days: Estimate, *, at_least: bool = False) -> str:
    """Victim-days with their interval: "3,400 more victim-days (2,900 to 4,100)"."""
    value, low = round(days.value), round(days.low)
    high = None if days.high is None else round(days.high)
    word = "more" if value >= 0 else "fewer"
    one_sided = low >= 0 if word == "more" else high is not None and high <= 0
    ends = _plain(low, high) if one_sided else _signed(low, high)
    least = "at least " if at_least else ""
    return f"{least}{counted(abs(value), f'{word} victim-day')} ({ends})"


def excess_wait(comparison: Comparison) -> str | None:
    """The victim-days that were waited beyond London's; None where they are not known."""
    if comparison.excess_days is None:
        return None
    return excess(comparison.excess_days, at_least=comparison.ratio_at_least)


def _plain(low: int, high: int | None) -> str:
    """Both ends of an interval that lies on one side of 0."""
    if high is None:
        return f"{number(low)} or more"
    least, most = sorted((abs(low), abs(high)))
    return f"{number(least)} to {number(most)}"


def _signed(low: int, high: int | None) -> str:
    """Both ends of an interval, each with the side of 0 on which it lies."""
    return f"{number(-low)} fewer to {'any number' if high is None else number(high)} more"


def title(comparison: Comparison) -> str:
    """How a place that is told apart compares with London: the sentence to begin a page with."""
    if comparison.verdict not in TOLD_APART or comparison.ratio is None:
        raise ValueError("a place that is not told apart makes no title")
    who = capital(victims_of(comparison.dimension, comparison.place))
    return (
        f"{who} waited {as_long(comparison)} as long {span(comparison.stage)} as London takes with"
        " the same mix of cases"
    )


def why(comparison: Comparison) -> str:
    """Why a place that is told apart stands out: its ratio, how many wait there, and the excess."""
    parts = [title(comparison)]
    if comparison.persons is not None:
        parts.append(f"{counted(comparison.persons, 'victim')} waited")
    if (days := excess_wait(comparison)) is not None:
        parts.append(
            f"Together they waited {days} than London would have taken"
            " for as many of them to stop waiting"
        )
    if comparison.compared_share is not None:
        parts.append(
            f"London has others of the same mix for {comparison.compared_share:.0f}% of the days"
            " that they waited, and the comparison is of these"
        )
    return ". ".join([*parts, *_explanations(comparison)])


def _explanations(comparison: Comparison) -> Iterator[str]:
    if comparison.explained_by_court:
        slower = comparison.verdict is ComparisonVerdict.SLOWER
        yield _BY_COURTS if slower else _UNTIL_COURTS
    if comparison.explained_by_boroughs:
        who, verb = _boroughs(comparison)
        yield f"Its {who} {verb} it: its other boroughs are together not known to be slower"


def not_named(comparison: Comparison) -> str:
    """What is seen of a place that is not told apart; whether its courts make it look slower."""
    seen = as_long(comparison) or VERDICTS[comparison.verdict]
    return ". ".join([seen, *_explanations(comparison)])


def finding(by: Breakdown, comparisons: Sequence[Comparison], stage: str = "") -> str:
    """The one thing that comparisons of many places come to, from them in their order."""
    among = f" {span(stage)}" if stage else ""
    slower = [each for each in comparisons if each.verdict is ComparisonVerdict.SLOWER]
    if slower:
        return _named(min(slower, key=lambda each: each.is_explained))
    if any(each.verdict is ComparisonVerdict.QUICKER for each in comparisons):
        return f"No {BY[by]} is known to be slower than London’s others{among}; some are quicker"
    if any(each.verdict is ComparisonVerdict.NOT_TOLD_APART for each in comparisons):
        return f"No {BY[by]} can be told apart from London’s others{among}"
    return f"No {BY[by]} can be compared with London’s others{among}"


def finding_of_place(comparisons: Sequence[Comparison]) -> str | None:
    """The same of one place, in its stages; None where nothing is compared."""
    told_apart = [each for each in comparisons if each.verdict in TOLD_APART]
    if told_apart:
        return _named(min(told_apart, key=lambda each: each.is_explained))
    if not comparisons:
        return None
    who = capital(victims_of(comparisons[0].dimension, comparisons[0].place))
    if any(each.verdict is ComparisonVerdict.NOT_TOLD_APART for each in comparisons):
        return f"{who} cannot be told apart from London’s with the same mix of cases"
    known = comparisons[0].place != NOT_RECORDED
    why_not = WHY_NOT_COMPARABLE if known else _NOT_RECORDED
    return f"{who} cannot be compared with London’s: {why_not}"


def _named(comparison: Comparison) -> str:
    return title(comparison) + explained(comparison)


def explained(comparison: Comparison) -> str:
    """What explains a slower place, to end a sentence with: ", which its courts explain"."""
    if comparison.verdict is not ComparisonVerdict.SLOWER:
        return ""
    if comparison.explained_by_court:
        return ", which its courts explain"
    if comparison.explained_by_boroughs:
        return f", which its {' '.join(_boroughs(comparison))}"
    return ""


def _boroughs(comparison: Comparison) -> tuple[str, str]:
    """The boroughs that explain a command unit, and the verb that goes with them."""
    names = sorted(place(Breakdown.BOROUGH, code) for code in comparison.explained_by_boroughs)
    if len(names) == 1:
        return f"borough {names[0]}", "explains"
    return f"boroughs {', '.join(names[:-1])} and {names[-1]}", "explain"


def tally(by: Breakdown, comparisons: Sequence[Comparison]) -> str:
    """How many comparisons came to which verdict: "16 comparisons by court and stage: 2 slower"."""
    verdicts = [each.verdict for each in comparisons]
    counts = {words: verdicts.count(verdict) for verdict, words in VERDICTS.items()}
    found = [f"{number(n)} {words.lower()}" for words, n in counts.items() if n]
    return f"{counted(len(verdicts), 'comparison')} by {BY[by]} and stage: {', '.join(found)}"


def changed(comparison: Comparison) -> str:
    """How a place's quarter compares with what was to be expected of it."""
    if comparison.verdict not in TOLD_APART or comparison.ratio is None:
        raise ValueError("a place that is not told apart has no change to name")
    who = victims_of(comparison.dimension, comparison.place)
    return (
        f"In {quarter(comparison.period)} {who} waited {as_long(comparison)} as long"
        f" {span(comparison.stage)} as was to be expected from the year before it"
        f"{explained(comparison)}"
    )


def began_to_stall(stall: Stall) -> str:
    """Which place stalls in which stage, and since when."""
    who = capital(victims_of(stall.dimension, stall.place))
    return f"{who} {span(stall.stage)}: stalled since the week of {day(stall.since)}"


def stalled(stall: Stall) -> str:
    """Since when a place stalls, when that was noticed, and how much longer it takes."""
    return (
        f"{began_to_stall(stall)}, noticed in the week of {day(stall.noticed)}. Since then the wait"
        f" is {times(stall.ratio, at_least=stall.ratio_at_least)} as long as before"
    )


_AFTER = {
    ComparisonVerdict.SLOWER: "longer",
    ComparisonVerdict.QUICKER: "less long",
}


def intervened(intervention: Intervention) -> str:
    """What changed in a place after an intervention, against places without one."""
    began = f"{capital(plain(intervention.kind))}, from {day(intervention.began)}"
    who = victims_of(intervention.dimension, intervention.place)
    return f"{began}: {who} {span(intervention.stage)}{_difference(intervention)}"


def _difference(intervention: Intervention) -> str:
    match intervention.verdict, intervention.ratio:
        case ComparisonVerdict.NOT_COMPARABLE, _:
            return " cannot be compared with places without it"
        case (_, None) | (ComparisonVerdict.NOT_TOLD_APART, _):
            return " waited after it neither more nor less than can be put down to chance"
        case verdict, ratio:
            return (
                f" waited {_AFTER[verdict]} after it: {times(ratio)} as long as before, with what"
                " changed in places without it taken out"
            )
