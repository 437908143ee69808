"""What was done of the lines of the ledger of truth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from events.contact import ToldAbout, VictimInformed
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.suspects import AboutSuspect
from oracle.known_suspects import KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.passed_on import ABOUT_ONE_DEFENDANT, Meant, ToPassOn, comes_after, meant
from oracle.published_event import PublishedEvent
from oracle.rights_without_a_day import ONCE, TOLD_BEFORE

_EVERY_CONTACT = "R6.9"


@dataclass(frozen=True, slots=True)
class _Act:
    """An act, what it names, and whom it means; None where it means whoever is asked about."""

    event: PublishedEvent
    names: frozenset[UUID]
    whom: frozenset[Suspect] | None

    def answers(self, line: LedgerLine) -> bool:
        """Whether it does what a line asks; one that names events does it for those alone."""
        if line.rule == _EVERY_CONTACT:
            return self.event.order > line.event.order
        if self.event.identity == line.event.identity or not comes_after(self.event, line.event):
            return False
        if self.names:
            return line.event.identity in self.names
        return self.whom is None or line.suspect in self.whom


def settle(
    known: KnownSuspects,
    noticed: Meant,
    lines: Sequence[LedgerLine],
    done: Sequence[PublishedEvent],
    first_of: Mapping[UUID, UUID],
) -> None:
    """Note on lines that the same acts answer the day on which each was first done."""
    acts = _acts(known, noticed, lines, done, first_of)
    for line in lines:
        first = next((act.event.day for act in acts if act.answers(line)), None)
        line.done = _done_before(acts, line, lines) or first


def _done_before(
    acts: Sequence[_Act], line: LedgerLine, lines: Sequence[LedgerLine]
) -> date | None:
    """When it was last done in advance, where that counts. Since an earlier line about the same
    suspect, one act is for that one.
    """
    if line.rule not in ONCE | TOLD_BEFORE:
        return None
    earlier = [
        each.event
        for each in lines
        if (each.rule, each.suspect) == (line.rule, line.suspect)
        and each.event.order < line.event.order
    ]
    before = [
        act.event
        for act in acts
        if act.event.order < line.event.order
        and not act.names
        and (act.whom is None or line.suspect in act.whom)
        and (not earlier or comes_after(act.event, earlier[-1]))
    ]
    days = [each.day for each in before][1 if earlier else 0 :]
    return days[-1] if days else None


def _acts(
    known: KnownSuspects,
    noticed: Meant,
    lines: Sequence[LedgerLine],
    done: Sequence[PublishedEvent],
    first_of: Mapping[UUID, UUID],
) -> list[_Act]:
    rolling = lines[0].rule == _EVERY_CONTACT
    named = {each.identity: frozenset() if rolling else _names(each, first_of) for each in done}
    asked = [e for e in done if isinstance(e.fact, AboutSuspect) and not named[e.identity]]
    naming = [each for each in done if named[each.identity]]
    several = known.are_several and not rolling
    whom = _whom(known, noticed, _Open(lines, naming, named), asked) if several else {}
    nobody = frozenset[Suspect]()
    return [
        _Act(
            each,
            named[each.identity],
            (whom[each.identity] or nobody) if each.identity in whom else None,
        )
        for each in done
    ]


@dataclass(frozen=True, slots=True)
class _Open:
    """Lines, and the acts that name the events of some of them, by which those are open no more."""

    lines: Sequence[LedgerLine]
    naming: Sequence[PublishedEvent]
    named: Mapping[UUID, frozenset[UUID]]

    def of(self, is_meant: Callable[[LedgerLine], bool]) -> list[ToPassOn]:
        """What is to be passed on of some of the lines."""
        matters = [ToPassOn(e.event, e.suspect, e.over) for e in self.lines if is_meant(e)]
        for act in self.naming:
            for matter in matters:
                names = matter.event.identity in self.named[act.identity]
                if names and comes_after(act, matter.event):
                    matter.over = min(matter.over or act.order, act.order)
        return matters


def _whom(
    known: KnownSuspects, noticed: Meant, to_do: _Open, asked: Sequence[PublishedEvent]
) -> Meant:
    """Whom acts mean. A notice means the same for every rule, and so does telling of a sentence
    alone, which tells of the verdict as well: it means whose sentence the unit knows of.
    """
    notices = {each.identity: noticed[each.identity] for each in asked if _is_noticed(each)}
    sentences = to_do.of(_is_of_sentence)
    alone = [each for each in asked if sentences and _tells_sentence_alone(each)]
    others = [each for each in asked if each.identity not in notices and each not in alone]
    news = to_do.of(lambda line: line.is_news)
    return {**notices, **meant(known, sentences, alone), **meant(known, news, others)}


def _is_noticed(act: PublishedEvent) -> bool:
    fact = act.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about in ABOUT_ONE_DEFENDANT


def _is_of_sentence(line: LedgerLine) -> bool:
    fact = line.event.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about is NoticeAbout.SENTENCE


def _tells_sentence_alone(act: PublishedEvent) -> bool:
    if not isinstance(act.fact, VictimInformed):
        return False
    matters = act.fact.matters
    return ToldAbout.SENTENCE in matters and ToldAbout.CASE_OUTCOME not in matters


def _names(act: PublishedEvent, first_of: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """The events that a telling names, each as it was first reported; one nobody reported too."""
    if not isinstance(act.fact, VictimInformed):
        return frozenset()
    return frozenset(first_of.get(each, each) for each in act.fact.triggers)
