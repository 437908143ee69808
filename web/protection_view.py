"""What protects a victim, in words: each order that stands, and what may not be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from caseworkers.journey_answers import VictimJourney
from caseworkers.protection_lines import OrderLine, RestrictionLine
from schemas.faults_of_one import made_or
from web import obligation_words
from web.formats import day
from web.not_shown import PROTECTION
from web.sentences.phrases import listed
from web.sentences.protection_sentences import CONDITIONS, ORDERS, RESTRICTIONS
from web.wording import capital

_HIDDEN = "An event of it is disputed between two agencies: it is shown to them alone"
_NOT_HERS = "Whose it is was not said"


@dataclass(frozen=True)
class Protected:
    """One thing that protects the victim: what it is, what must be known of it, in which case."""

    what: str
    details: list[str]
    case_id: str


def protections(journey: VictimJourney) -> list[Protected]:
    """What protects the victim at the moment that a journey shows: orders first."""
    by = journey.protected_by
    lines: list[OrderLine | RestrictionLine] = [*by.orders, *by.reporting_restrictions]
    return [made_or(partial(_not_shown, line), "order", partial(_shown, line)) for line in lines]


def _shown(line: OrderLine | RestrictionLine) -> Protected:
    if isinstance(line, RestrictionLine):
        return Protected("Reporting restriction", list(_restriction(line)), line.case_id)
    return Protected(_what(line), list(_details(line)), line.case_id)


def _not_shown(line: OrderLine | RestrictionLine) -> Protected:
    return Protected("Order", [PROTECTION], line.case_id)


def _what(line: OrderLine) -> str:
    if line.order is None:
        return "Order"
    return capital(f"interim {ORDERS[line.order]}" if line.interim else ORDERS[line.order])


def _details(line: OrderLine) -> Iterator[str]:
    if line.hidden:
        yield _HIDDEN
        return
    yield _until(line)
    if line.conditions:
        yield f"Conditions: {listed(CONDITIONS[each] for each in line.conditions)}"
    yield f"{_against(line.suspect)}; {_since(line)}"
    if not line.names_victim:
        yield _NOT_HERS
    if line.doubted:
        yield (
            f"An order of this kind was changed or ended on {day(line.doubted)}, and it was not"
            " said which: ask before you rely on this one"
        )
    if line.conviction_gone:
        yield (
            f"The conviction was quashed or set aside on {day(line.conviction_gone)}: the order"
            " falls with it, unless the court kept it: ask before you rely on this one"
        )


def _until(line: OrderLine) -> str:
    if line.until:
        return f"Until {day(line.until)}"
    return "Until further order" if line.until_further_order else "Not known until when"


def _against(suspect: str | None) -> str:
    if suspect == "unsaid":
        return "Against one of the suspects: which was not said"
    return f"Against {obligation_words.about(suspect) or 'the suspect'}"


def _since(line: OrderLine) -> str:
    made = f"made on {day(line.made)}" if line.made else "when it was made was not said"
    return f"{made}, last changed on {day(line.changed)}" if line.changed else made


def _restriction(line: RestrictionLine) -> Iterator[str]:
    if line.hidden:
        yield _HIDDEN
        return
    ground = line.restriction
    yield capital(RESTRICTIONS[ground]) if ground else "On what ground was not said"
    yield f"Made on {day(line.made)}" if line.made else "When it was made was not said"
    if not line.names_victim:
        yield "Whom it is about was not said"
