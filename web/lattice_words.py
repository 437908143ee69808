"""The cells of the lattice in plain English: breakdowns, places, stages and periods."""

from collections.abc import Iterable
from datetime import date

from task_group.lattice import NOT_RECORDED, Breakdown, Tier
from task_group.lattice_places import PLACES
from task_group.release_figures import Figure, ReleaseHeader
from task_group.release_periods import YEAR
from web import wording
from web.formats import day

BY = {
    Breakdown.STAGE: "stage",
    Breakdown.AGENCY: "agency",
    Breakdown.TIER: "tier of court",
    Breakdown.COURT: "court",
    Breakdown.BCU: "command unit",
    Breakdown.BOROUGH: "borough",
    Breakdown.OFFENCE: "kind of offence",
    Breakdown.VICTIM_KIND: "kind of victim",
}
"""What waits can be broken down by."""

TIERS = {Tier.CROWN: "Crown Courts", Tier.MAGISTRATES: "magistrates’ courts"}

VICTIM_KINDS = {
    "person": "Harmed themselves",
    "saw-or-heard": "Saw or heard the crime",
    "born-of-the-crime": "Born of the crime",
    "bereaved-relative": "Bereaved relatives",
    "child-in-domestic-abuse": "Children in domestic abuse",
    "business": "Businesses",
}

_VICTIMS = {
    "person": "victims who were harmed themselves",
    "saw-or-heard": "victims who saw or heard the crime",
    "born-of-the-crime": "victims who were born of the crime",
    "bereaved-relative": "bereaved relatives",
    "child-in-domestic-abuse": "children in domestic abuse",
    "business": "businesses",
}

_AMONG = {"drugs": "drug offences", "other-sexual-offence": "other sexual offences"}
"""What somebody is a victim of, where the code is no word for it."""

_WITH_ARTICLE = ("Central ", "Royal ")


def place(by: Breakdown, code: str) -> str:
    """What a place is called, as a name in a table; "London" for the whole."""
    if not code:
        return "London"
    if code == NOT_RECORDED:
        return "Not recorded"
    match by:
        case Breakdown.TIER:
            return wording.capital(TIERS[Tier(code)])
        case Breakdown.VICTIM_KIND:
            return VICTIM_KINDS[code]
        case Breakdown.BCU:
            return code
        case _:
            return wording.place(by, code)


def places(by: Breakdown) -> list[tuple[str, str]]:
    """The places of a breakdown by name, each with its code."""
    return sorted((place(by, code), code) for code in PLACES[by])


def name_of(figure: Figure) -> str:
    """The name of a figure's place."""
    return place(figure.dimension, figure.place)


def victims_of(by: Breakdown, code: str) -> str:
    """Whose waits a place has, in mid-sentence: "victims at Harrow Crown Court"."""
    if code == NOT_RECORDED:
        return f"victims whose {BY[by]} is not recorded"
    name = place(by, code)
    match by:
        case Breakdown.STAGE:
            return "victims in London"
        case Breakdown.AGENCY:
            return f"victims who wait for the {name}"
        case Breakdown.TIER:
            return f"victims at London’s {TIERS[Tier(code)]}"
        case Breakdown.COURT:
            return f"victims at {'the ' if name.startswith(_WITH_ARTICLE) else ''}{name}"
        case Breakdown.BCU:
            return f"victims in the command unit {name}"
        case Breakdown.BOROUGH:
            return f"victims in {'the ' if name.startswith('City ') else ''}{name}"
        case Breakdown.OFFENCE:
            return f"victims of {_AMONG.get(code, wording.plain(code))}"
        case Breakdown.VICTIM_KIND:
            return _VICTIMS[code]


def span(stage: str) -> str:
    """A wait by its ends, in mid-sentence: "from charge to first hearing"."""
    return f"from {wording.lower_first(wording.STAGES[stage])}"


def quarter(code: str) -> str:
    """A quarter in mid-sentence: "July to September 2026"."""
    year, _, number = code.partition("-Q")
    months = ("January to March", "April to June", "July to September", "October to December")
    return f"{months[int(number) - 1]} {year}"


def period(code: str, release: ReleaseHeader) -> str:
    """A period of a release with its days: "the year from 2 July 2025 to 1 July 2026"."""
    first, last = next((first, last) for each, first, last in release.periods if each == code)
    if code == YEAR:
        return f"the year from {day(first)} to {day(last)}"
    return quarter(code)


def period_in_short(code: str, last: date) -> str:
    """A period as a choice among others: "Year to 1 July 2026", "July to September 2026"."""
    return f"Year to {day(last)}" if code == YEAR else quarter(code)


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
