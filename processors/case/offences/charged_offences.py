"""The charged offences that facts name, and those of which the victim was said to be the victim."""

from collections.abc import Collection, Hashable, Iterable, Mapping

from events.charging import (
    ProsecutionAltered,
    ProsecutionChange,
    SuspectCharged,
    VictimOfOffences,
)
from events.fact import Fact
from events.suspects import AboutOffences
from events.verdict import Verdict, VerdictGiven
from processors.case.history.case_history import in_order
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

Offence = Hashable
"""A charged offence: its number, and its ASN where its defendant has several."""

OwnOffences = Mapping[Suspect, Collection[Offence]]
"""By suspect, the offences of which the victim was said to be the victim.

Nothing was said of a suspect who is not in it: each of their offences may be the victim's.
"""


def own_offences(facts: Iterable[LoggedFact], of_case: Suspects) -> OwnOffences:
    """The offences of which the victim was last said to be the victim, by suspect.

    A fact that names none of the offences with which the suspect is charged does not count: a slip
    of the pen would else silence all that is the victim's. One that does not say which suspect does
    not count either.
    """
    facts = list(facts)
    charged, said = charged_offences(facts, of_case), last_said(facts, of_case)
    own = {
        suspect: frozenset().union(*(offences_of(each, of_case) for each in words))
        for suspect, words in said.items()
    }
    return {
        suspect: offences
        for suspect, offences in own.items()
        if not offences or suspect not in charged or charged[suspect].intersection(offences)
    }


def last_said(
    facts: Iterable[LoggedFact], of_case: Suspects
) -> Mapping[Suspect, Collection[LoggedFact]]:
    """What was last said of which offences of each suspect are the victim's, under each ASN."""
    said = sorted((each for each in facts if isinstance(each.fact, VictimOfOffences)), key=in_order)
    last: dict[Suspect, dict[tuple[str, ...], LoggedFact]] = {}
    for each in said:
        last.setdefault(of_case.about(each), {})[of_case.asns_meant(each)] = each
    return {who: each.values() for who, each in last.items() if who is not NotOne.UNSAID}


def charged_offences(
    facts: Iterable[LoggedFact], of_case: Suspects
) -> Mapping[Suspect, set[Offence]]:
    """The offences with which each suspect is charged, of whom charges with numbers are known."""
    charged: dict[Suspect, set[Offence]] = {}
    for each in facts:
        if isinstance(each.fact, SuspectCharged) and each.fact.charges:
            charged.setdefault(of_case.about(each), set()).update(offences_of(each, of_case))
    return charged


def offences_of(logged: LoggedFact, of_case: Suspects) -> frozenset[Offence]:
    """The charged offences that a fact names; none where it is about a defendant as a whole.

    Where the defendant has several ASNs and the fact does not say which, that of each.
    """
    numbers = offence_numbers(logged.fact)
    if not numbers or not (asns := of_case.asns_meant(logged)):
        return frozenset(numbers)
    return frozenset((asn, number) for asn in asns for number in numbers)


def number_of(offence: Offence) -> int:
    """The number of an offence, without its ASN."""
    number = offence[1] if isinstance(offence, tuple) else offence
    assert isinstance(number, int)
    return number


def offence_numbers(fact: Fact) -> Collection[int]:
    """The numbers of the charged offences that a fact names."""
    if isinstance(fact, SuspectCharged):
        return [each.offence for each in fact.charges]
    return fact.offences if isinstance(fact, AboutOffences | VictimOfOffences) else ()


def on_one_offence(one: LoggedFact, other: LoggedFact, of_case: Suspects) -> bool:
    """Whether two facts about one defendant can be about one offence: one names none, or both."""
    both = offences_of(one, of_case), offences_of(other, of_case)
    return not all(both) or not both[0].isdisjoint(both[1])


def gives_up(logged: LoggedFact) -> bool:
    """Whether prosecutors gave an offence up by a fact, or it is a verdict that acquits of it."""
    match logged.fact:
        case ProsecutionAltered(change=change):
            return change is not ProsecutionChange.SUBSTANTIALLY_ALTERED
        case VerdictGiven(verdict=verdict):
            return verdict is Verdict.NOT_GUILTY
        case _:
            return False
