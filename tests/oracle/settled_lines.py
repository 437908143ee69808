"""What was done of the lines of the ledger of truth."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from events.contact import ToldAbout, VictimInformed
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.suspects import AboutSuspect
from oracle.discharges import DONE_WHEN_KNOWN, told_as
from oracle.known_suspects import KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.passed_on import (
    ABOUT_ONE_DEFENDANT,
    Meant,
    ToPassOn,
    comes_after,
    meant_of,
    pass_on,
)
from oracle.published_event import PublishedEvent
from oracle.rights_without_a_day import ONCE, TOLD_BEFORE
from oracle.triggers import NOT_ABOUT_SUSPECTS

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
        if line.only_by and self.event.agency is not line.only_by:
            return False
        if self.names:
            return line.event.identity in self.names
        return self.whom is None or line.suspect in self.whom


def settle(
    known: KnownSuspects,
    noticed: Meant,
    kinds: Iterable[tuple[Sequence[LedgerLine], Sequence[PublishedEvent]]],
    first_of: Mapping[UUID, UUID],
) -> None:
    """Note on lines the day on which each was first done.

    A kind has lines that the same acts answer, and those acts.
    """
    found = [_LinesAlike.of(noticed, lines, done, first_of) for lines, done in kinds]
    apart = [kind for kind in found if not kind.rolling and kind.is_apart(known)]
    _mean(known, apart)
    for kind in found:
        acts = [*kind.acts(several=kind in apart)]
        for line in kind.lines:
            first = next((act.event.day for act in acts if act.answers(line)), None)
            line.done = _done_before(acts, line, kind.lines) or first


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


@dataclass(slots=True)
class _LinesAlike:
    """Lines that the same acts answer, what each act names, and whom it means once that is known.

    Telling of a sentence alone tells of the verdict as well: it means whose sentence the unit
    knows of, which is in `sentences`.
    """

    lines: Sequence[LedgerLine]
    done: Sequence[PublishedEvent]
    named: Mapping[UUID, frozenset[UUID]]
    whom: dict[UUID, frozenset[Suspect] | None]
    news: list[ToPassOn]
    sentences: list[ToPassOn]

    @classmethod
    def of(
        cls,
        noticed: Meant,
        lines: Sequence[LedgerLine],
        done: Sequence[PublishedEvent],
        first_of: Mapping[UUID, UUID],
    ) -> "_LinesAlike":
        """A kind before it is known whom its tellings mean; a notice means the same everywhere."""
        rolling = lines[0].rule == _EVERY_CONTACT
        named = {each.identity: frozenset() if rolling else _names(each, first_of) for each in done}
        whom = {
            each.identity: noticed[each.identity] for each in done if _is_noticed(each, noticed)
        }
        to_do = _Open(lines, [each for each in done if named[each.identity]], named)
        news, sentences = to_do.of(lambda line: line.is_news), to_do.of(_is_of_sentence)
        return cls(lines, done, named, whom, news, sentences)

    @property
    def rolling(self) -> bool:
        """Whether every contact answers."""
        return self.lines[0].rule == _EVERY_CONTACT

    def is_apart(self, known: KnownSuspects) -> bool:
        """Whether it matters whom an act means: one of several, or somebody whom nobody knows.

        What is owed once in a case is done by whoever's act, also once the case is over.
        """
        if self.lines[0].rule in NOT_ABOUT_SUSPECTS:
            return False
        events = [*self.done, *(line.event for line in self.lines)]
        return known.are_several or any(known.names_strangers(each) for each in events)

    @property
    def asked(self) -> list[PublishedEvent]:
        """The acts that mean somebody and name no event."""
        about = [each for each in self.done if isinstance(each.fact, AboutSuspect)]
        return [each for each in about if not self.named[each.identity]]

    def as_what(self, act: PublishedEvent) -> object:
        """As which matter a telling answers; of other acts, a thing of its own."""
        fact, rule = act.fact, self.lines[0].rule
        if not isinstance(fact, VictimInformed) or rule in DONE_WHEN_KNOWN:
            return rule, act.identity
        return told_as(rule, fact.matters)

    def matters(self, act: PublishedEvent) -> list[ToPassOn]:
        """What an act can be about."""
        alone = self.as_what(act) is ToldAbout.SENTENCE
        return self.sentences if alone and self.sentences else self.news

    def note(self, act: PublishedEvent, whom: frozenset[Suspect] | None) -> None:
        """Note whom an act means."""
        self.whom[act.identity] = whom
        pass_on(self.news, whom, act)
        if isinstance(act.fact, VictimInformed) and ToldAbout.SENTENCE in act.fact.matters:
            pass_on(self.sentences, whom, act)

    def acts(self, *, several: bool) -> Iterator[_Act]:
        """The acts, with whom they mean where a case has several suspects."""
        nobody = frozenset[Suspect]()
        for each in self.done:
            asked = several and each.identity in self.whom
            whom = (self.whom[each.identity] or nobody) if asked else None
            yield _Act(each, self.named[each.identity], whom)


def _mean(known: KnownSuspects, kinds: Sequence[_LinesAlike]) -> None:
    """Find whom each telling means, one after the other, in all kinds that it answers at once."""
    acts = {act.identity: act for kind in kinds for act in kind.asked}
    for act in sorted(acts.values(), key=lambda each: each.order):
        alike: dict[object, list[_LinesAlike]] = {}
        for kind in kinds:
            if act in kind.asked:
                alike.setdefault(kind.as_what(act), []).append(kind)
        for same in alike.values():
            told = [kind.whom[act.identity] for kind in same if act.identity in kind.whom]
            meanings = told or meant_of(known, [kind.matters(act) for kind in same], act)
            for kind, whom in zip(same, meanings, strict=True):
                kind.note(act, whom)


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


def _is_noticed(act: PublishedEvent, noticed: Meant) -> bool:
    fact = act.fact
    if act.identity not in noticed:
        return False
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about in ABOUT_ONE_DEFENDANT


def _is_of_sentence(line: LedgerLine) -> bool:
    fact = line.event.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about is NoticeAbout.SENTENCE


def _names(act: PublishedEvent, first_of: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """The events that a telling names, each as it was first reported; one nobody reported too."""
    if not isinstance(act.fact, VictimInformed):
        return frozenset()
    return frozenset(first_of.get(each, each) for each in act.fact.triggers)
