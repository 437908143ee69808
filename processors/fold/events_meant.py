"""Tellings that name events, where no duty that they could discharge was raised by these."""

from collections.abc import Iterable, Iterator
from itertools import chain

from events.contact import ToldAbout, VictimInformed
from processors.case.history.case_history import in_order
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne
from processors.victims_code.discharge import DutyInputs, SettledDuty
from processors.victims_code.meant_deeds import MeantDeeds
from schemas.log_records import LoggedFact

Told = tuple[LoggedFact, ToldAbout]
"""A telling, and one matter that it tells of."""


def naming_none(
    done: Iterable[MeantDeeds], duties: Iterable[tuple[DutyInputs, SettledDuty | None]]
) -> list[LoggedFact]:
    """The tellings that name events and could do something open, but for the events they name.

    One that names what a duty of the matter was raised by does that one, and is not asked about.
    Among what was `done` of a case there is mostly none.
    """
    if not any(deeds.all.by_event for deeds in done):
        return []
    could, does = dict[Told, None](), set[Told]()
    for inputs, settled in duties:
        if settled is None or not inputs.deeds.by_event or inputs.trigger.duty.done_when_known:
            continue
        for told in _told(inputs):
            if _names_trigger(told[0], inputs):
                does.add(told)
            elif _could_do(told[0], inputs, settled):
                could[told] = None
    return [*dict.fromkeys(deed for deed, matter in could if (deed, matter) not in does)]


def _told(inputs: DutyInputs) -> Iterator[Told]:
    """The tellings that name events, and as which matter each would do a duty."""
    for deed in dict.fromkeys(chain.from_iterable(inputs.deeds.by_event.values())):
        if matter := inputs.trigger.duty.told_by(deed):
            yield deed, matter


def _names_trigger(deed: LoggedFact, inputs: DutyInputs) -> bool:
    fact = deed.fact
    named = fact.triggers if isinstance(fact, VictimInformed) else ()
    return any(each.event in named for each in inputs.trigger.repetitions)


def _could_do(deed: LoggedFact, inputs: DutyInputs, settled: SettledDuty) -> bool:
    """Whether a duty was open at a telling, and about a suspect whom that may be about."""
    ended = settled.discharge.by if settled.discharge else None
    named = inputs.context.suspects.named(deed)
    about = named is None or inputs.suspect in (named, NotOne.ALL, NotOne.UNSAID)
    is_open = ended is None or in_order(ended) > deed.order
    return about and is_open and not_before(deed, inputs.trigger.fact)
