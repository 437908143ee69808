"""The facts of a case that do what a rule asks, the victim reached safely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from events.clocks import Precision
from events.contact import VictimInformed
from processors.case.history.case_history import CaseHistory, FactsInOrder, Kind, up_to
from processors.case.history.fact_order import tells_the_same
from processors.case.victim.contact_wishes import Agreements, reached_safely
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact

_INSTANT = Precision.INSTANT


@dataclass(slots=True)
class Deeds:
    """The facts that do what a rule asks, the victim reached safely, in order; the timed and the
    dated among them apart. Those that name what they are about stand under that event alone.
    """

    all: Sequence[LoggedFact] = ()
    timed: Sequence[LoggedFact] = ()
    dated: Sequence[LoggedFact] = ()
    by_event: Mapping[UUID, Sequence[LoggedFact]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, done: Sequence[LoggedFact], by_event: Mapping[UUID, Sequence[LoggedFact]]
    ) -> "Deeds":
        """Facts in order, of which none names an event, and those that do."""
        if not done:
            return cls(by_event=by_event)
        dated = [each for each in done if each.occurred.precision is not _INSTANT]
        timed = [each for each in done if each.occurred.precision is _INSTANT] if dated else done
        return cls(done, timed, dated, by_event)

    def next_after(self, trigger: LoggedFact) -> "Deeds":
        """The first of them alone that came after a trigger, and is no repetition of it."""
        for place in range(up_to(self.all, trigger), len(self.all)):
            if not tells_the_same(self.all[place], trigger):
                return Deeds.of([self.all[place]], {})
        return Deeds()


def deeds(history: CaseHistory, duty: Duty, agreements: Agreements) -> Deeds:
    """The facts of a case that do what a rule asks, by what was agreed in it about contact."""
    return history.derive(_deeds, *kinds_of_deeds(duty), by=(duty, agreements))


@cache
def kinds_of_deeds(duty: Duty) -> Sequence[Kind]:
    """The kinds of fact that can do what a rule asks: of tellings those of its matters."""
    kinds: list[Kind] = []
    for each in duty.discharged_by:
        kinds += each.told or (each.kind,)
    return tuple(dict.fromkeys(kinds))


def _deeds(facts: FactsInOrder, by: tuple[Duty, Agreements]) -> Deeds:
    duty, agreements = by
    done = [
        each
        for each in dict.fromkeys(facts)  # what tells of two matters stands under both
        if duty.is_deed(each) and reached_safely(agreements, each, duty.sending_does)
    ]
    if duty.rolling or not any(map(_events_named, done)):
        return Deeds.of(done, {})
    by_event: dict[UUID, list[LoggedFact]] = {}
    for each in done:
        for event in _events_named(each):
            by_event.setdefault(event, []).append(each)
    return Deeds.of([each for each in done if not _events_named(each)], by_event)


def _events_named(deed: LoggedFact) -> tuple[UUID, ...]:
    return deed.fact.triggers if type(deed.fact) is VictimInformed else ()
