"""Which of a victim's facts stand in cases that are still joined with theirs.

Intake passes a victim on over each link that was ever made. What was undone later, and which of
several prosecutions of one suspect is hers, follows from all her facts: so it is decided here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from events.identifiers import CaseLevel, leads_to, level
from events.identity import CaseSplit, Link, link_of, may_link
from events.offender_references import is_keyed_offender
from events.reporting import VictimIdentified
from events.vocabulary import FACTS
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order
from processors.case.history.facts_by_event import FactsByEvent
from schemas.log_records import LoggedFact

Pair = frozenset[str]

_LINKING = frozenset({VictimIdentified, *(kind for kind in FACTS.values() if may_link(kind))})
"""The kinds of fact by which cases are joined and parted, and that say whose victim somebody is."""


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """The facts that join two identifiers of a case still, and those `in_question`.

    Both are in order, the first pair by pair.
    """

    joining: FactsInOrder
    in_question: FactsInOrder


def case_links(history: CaseHistory) -> CaseLinks:
    """What joins the identifiers of a case."""
    return history.judge(_case_links, _LINKING)


def _case_links(history: CaseHistory) -> CaseLinks:
    joining = tuple(_joining(history.facts))
    return CaseLinks(joining, _in_question(history.facts) if joining else ())


def within_reach(
    facts: FactsByEvent, reported: FactsByEvent, counting: FactsByEvent
) -> FactsByEvent:
    """The facts of a victim without those of cases that nothing joins with theirs any more.

    It is the same object where nothing is left out. What says something of the victim by name
    stays. The facts that are `counting` say what joins the cases now; those that were `reported`
    say what once joined them. A link that was taken back or corrected parts what it had joined.
    """
    gone = [] if counting is reported else _without(reported, counting)
    if not gone and not _may_part([*counting.values()]):
        return facts
    left_out = beyond_reach(counting.values(), gone)
    if not left_out:
        return facts
    return {event: each for event, each in facts.items() if _counts(each, left_out)}


def _without(reported: FactsByEvent, counting: FactsByEvent) -> list[LoggedFact]:
    """The links that were reported and do not count, or count as other links."""
    return [
        each
        for event, each in reported.items()
        if (link := link_of(each.fact)) is not None
        and (event not in counting or link_of(counting[event].fact) != link)
    ]


def beyond_reach(facts: Iterable[LoggedFact], gone: Iterable[LoggedFact] = ()) -> Collection[str]:
    """The identifiers over links that were undone, or are `gone`, or of another's prosecution."""
    facts = list(facts)
    roots = {each.case for each in facts if isinstance(each.fact, VictimIdentified)}
    stood = _Ways.of(each for each in [*facts, *gone] if link_of(each.fact))
    return stood.reached(roots) - _standing(facts).reached(roots, choosing=True)


def _joining(facts: Iterable[LoggedFact]) -> Iterator[LoggedFact]:
    """The facts that join two identifiers still; all of one pair in order, and then of another."""
    for said in _by_pair(facts).values():
        yield from _since_undone(said)


def _in_question(facts: FactsInOrder) -> FactsInOrder:
    """The links with several prosecutions of one suspect, where nothing says which is of the crime.

    There are none where there is no such question.
    """
    if not _may_part(facts):
        return ()
    roots = {each.case for each in facts if isinstance(each.fact, VictimIdentified)}
    ways, found = _standing(facts), set[str]()
    for case, placed in ways.places(roots, choosing=True):
        if not placed and level(case) is CaseLevel.PART:
            to = {each for each in ways.to[case] if level(each) is CaseLevel.PROSECUTION}
            systems = {each.partition(":")[0] for each in to}
            asked = len(to) > len(systems) and not ways.named(to, roots)
            found |= to if asked else set()
    said = [(each, link_of(each.fact)) for each in facts]
    return tuple(each for each, link in said if link and {each.case, link.other} & found)


def _may_part(facts: Collection[LoggedFact]) -> bool:
    """Whether a link was undone, or there are several prosecutions: else all is joined.

    What is about an offender is of no case: a correction of what was said of one.
    """
    names = {name for name in {each.case for each in facts} if not is_keyed_offender(name)}
    links = [link for each in facts if (link := link_of(each.fact)) and each.case in names]
    if any(link.undone for link in links):
        return True
    others = {link.other for link in links if not is_keyed_offender(link.other)}
    return sum(level(case) is CaseLevel.PROSECUTION for case in names | others) > 1


def _counts(logged: LoggedFact, left_out: Collection[str]) -> bool:
    if logged.fact.names_victim:
        return True
    link = link_of(logged.fact)
    undoes = link is not None and link.undone
    names = link is not None and link.stated and not undoes and link.other in left_out
    return not names and logged.case not in left_out


def _by_pair(facts: Iterable[LoggedFact]) -> Mapping[Pair, list[LoggedFact]]:
    said: dict[Pair, list[LoggedFact]] = defaultdict(list)
    for each in sorted((each for each in facts if link_of(each.fact)), key=in_order):
        said[frozenset((each.case, link_in(each).other))].append(each)
    return said


def _standing(facts: Iterable[LoggedFact]) -> "_Ways":
    """The ways that still lead from one identifier to another."""
    return _Ways.of(_joining(facts))


def _since_undone(said: list[LoggedFact]) -> Iterator[LoggedFact]:
    """What joins two identifiers, in order: once it was undone, only what says so anew.

    An arrest/summons number that is said by the way again does not join what was parted.
    """
    undone = [place for place, each in enumerate(said) if link_in(each).undone]
    if not undone:
        yield from said
    else:
        yield from (each for each in said[undone[-1] + 1 :] if link_in(each).stated)


@dataclass
class _Ways:
    """For each identifier those that its victims concern too, as far as was said.

    `parts` are those that were split off.
    """

    to: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, facts: Iterable[LoggedFact]) -> "_Ways":
        ways = cls()
        for each in facts:
            link = link_in(each)
            if link.undone:
                continue
            ways.to[each.case].add(link.other)
            if not link.one_way:
                ways.to[link.other].add(each.case)
            if isinstance(each.fact, CaseSplit):
                ways.parts[each.case].add(link.other)
        return ways

    def reached(self, roots: Iterable[str], *, choosing: bool = False) -> set[str]:
        """The identifiers that the victims of some cases concern."""
        return {case for case, _ in self.places(roots, choosing=choosing)}

    def places(self, roots: Iterable[str], *, choosing: bool = False) -> set[tuple[str, bool]]:
        """Those identifiers, each with whether a prosecution was on the way there.

        There may be several prosecutions of one suspect, or parts of a split case. With `choosing`,
        those that are linked with a crime of the victims count alone, if there are any.
        """
        roots = set(roots)
        found, waits = set[tuple[str, bool]](), [(each, False) for each in roots]
        while waits:
            place = case, placed = waits.pop()
            if place in found:
                continue
            found.add(place)
            after = placed or level(case) is CaseLevel.PROSECUTION
            nexts = [each for each in self.to[case] if leads_to(case, each, placed=placed)]
            others = self._others(case, roots) if choosing else set[str]()
            waits += [(each, after) for each in nexts if each not in others]
        return found

    def named(self, some: Iterable[str], roots: Iterable[str]) -> set[str]:
        """Those of some identifiers that are linked with a victim's own case, or are it."""
        crimes = {each for each in self._crimes(roots) if level(each) is CaseLevel.CRIME}
        direct = set(roots).union(*(self.to[each] for each in crimes))
        return direct.intersection(some)

    def _others(self, case: str, roots: Iterable[str]) -> set[str]:
        """Those alternatives to which a case leads that are not hers; none where none is hers."""
        choice = set(self.parts[case])
        if level(case) is CaseLevel.PART:
            choice |= {each for each in self.to[case] if level(each) is CaseLevel.PROSECUTION}
        hers = self.named(choice, roots)
        return choice - hers if hers else set()

    def _crimes(self, roots: Iterable[str]) -> set[str]:
        found, waits = set[str](), [each for each in roots if level(each) is CaseLevel.CRIME]
        while waits:
            case = waits.pop()
            if case not in found:
                found.add(case)
                waits += [each for each in self.to[case] if level(each) is CaseLevel.CRIME]
        return found


def link_in(logged: LoggedFact) -> Link:
    """What a fact that joins two cases says of them."""
    link = link_of(logged.fact)
    assert link
    return link
