"""Whom a telling or a notice means, as the ledger of truth reads it: the one it names, or else the
only one of whom something of its kind is still to be passed on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.after_sentence import ContactSchemeReferred
from events.before_trial import WarrantEnded, WarrantIssued
from events.clocks import london_date
from events.contact import VictimInformed
from events.court import CaseConcluded, HearingHeld, HearingKind, SentencePassed
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.remand import RemandDecided
from events.verdict import AppealDecided, AppealLodged
from events.vocabulary import AnyFact
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.published_event import PublishedEvent

Order = tuple[datetime, datetime, UUID]
Meant = Mapping[UUID, frozenset[Suspect] | None]
"""By event, whom a telling or a notice means; None where it could be one or another."""

ABOUT_ONE_DEFENDANT = frozenset(
    {
        NoticeAbout.BAIL_HEARING,
        NoticeAbout.WARRANT,
        NoticeAbout.CASE_OUTCOME,
        NoticeAbout.SENTENCE,
        NoticeAbout.APPEAL,
        NoticeAbout.VICTIM_DETAILS,
    }
)
"""What a notice is about that means one defendant."""


@dataclass(slots=True)
class ToPassOn:
    """Something to be passed on about a suspect, until it is, or until it is `over`."""

    event: PublishedEvent
    suspect: Suspect
    over: Order | None = None
    passed: bool = False

    def is_open(self, by: PublishedEvent) -> bool:
        """Whether it is to be passed on at an event."""
        ended = self.over is not None and self.over < by.order
        return not self.passed and not ended and comes_after(by, self.event)


def comes_after(act: PublishedEvent, asking: PublishedEvent) -> bool:
    """Whether an act can answer: not earlier, or on that day where an hour is not known.

    News from before a result was said anew was of the old one.
    """
    if asking.anew and isinstance(act.fact, VictimInformed | NoticeSent | NoticeReceived):
        return act.day >= london_date(asking.anew) if act.by_day else act.at >= asking.anew
    if act.by_day or asking.by_day:
        return act.day >= asking.day
    return act.at >= asking.at


def meant(
    known: KnownSuspects, matters: Sequence[ToPassOn], acts: Iterable[PublishedEvent]
) -> dict[UUID, frozenset[Suspect] | None]:
    """Whom each of some acts, in order, means; None where it could be one or another."""
    return {act.identity: meant_of(known, [matters], act)[0] for act in acts}


def meant_of(
    known: KnownSuspects, kinds: Sequence[Sequence[ToPassOn]], act: PublishedEvent
) -> list[frozenset[Suspect] | None]:
    """Whom an act means in each of some kinds of matters, all of which it is about."""
    if named := known.named(act):
        all_of_them = frozenset() if known.names_strangers(act) else frozenset({EVERYBODY})
        whom: list[frozenset[Suspect] | None] = [named | all_of_them] * len(kinds)
    elif len({each for kind in kinds for each in _open(kind, act) if each[0] != EVERYBODY}) > 1:
        whom = [None] * len(kinds)
    else:
        whom = [_only_one(kind, act) for kind in kinds]
    for kind, meaning in zip(kinds, whom, strict=True):
        pass_on(kind, meaning, act)
    return whom


def pass_on(
    matters: Sequence[ToPassOn], whom: frozenset[Suspect] | None, act: PublishedEvent
) -> None:
    """Note what an act passes on about whom it means."""
    for matter in matters:
        if whom and matter.suspect in whom and comes_after(act, matter.event):
            matter.passed = True


def _open(matters: Sequence[ToPassOn], act: PublishedEvent) -> set[tuple[Suspect, UUID | None]]:
    """About whom something is open; each event of nobody knows whom may be about another one."""
    unsaid = NOBODY_KNOWS
    return {
        (each.suspect, each.event.identity if each.suspect == unsaid else None)
        for each in matters
        if each.is_open(act)
    }


def _only_one(matters: Sequence[ToPassOn], act: PublishedEvent) -> frozenset[Suspect] | None:
    waiting = _open(matters, act)
    return frozenset(suspect for suspect, _ in waiting) if len(waiting) < 2 else None


def noticed(known: KnownSuspects, events: Sequence[PublishedEvent], told: frozenset[UUID]) -> Meant:
    """Whom each notice means; nothing where a case has one suspect, and of what is `told` so."""
    found: dict[UUID, frozenset[Suspect] | None] = {}
    for kind in (NoticeSent, NoticeReceived) if known.are_several else ():
        for about in NoticeAbout:
            notices = [e for e in events if isinstance(e.fact, kind) and e.fact.about is about]
            news = [each for each in events if each.identity not in told]
            asking = [each for each in news if _noticed_by(each.fact) is about]
            matters = [ToPassOn(each, known.whom(each)) for each in asking]
            found |= meant(known, matters, notices)
    return found


def notice_about(whom: frozenset[Suspect] | None) -> Suspect:
    """The suspect whom a notice is about; `EVERYBODY` where it is of the whole case."""
    return NOBODY_KNOWS if whom is None else next(iter(whom - {EVERYBODY}), EVERYBODY)


def _noticed_by(fact: AnyFact) -> NoticeAbout | None:
    """What a notice is about that passes a fact on, about one defendant."""
    match fact:
        case HearingHeld(hearing=HearingKind.BAIL) | RemandDecided():
            return NoticeAbout.BAIL_HEARING
        case WarrantIssued() | WarrantEnded():
            return NoticeAbout.WARRANT
        case CaseConcluded():
            return NoticeAbout.CASE_OUTCOME
        case SentencePassed():
            return NoticeAbout.SENTENCE
        case AppealLodged() | AppealDecided():
            return NoticeAbout.APPEAL
        case ContactSchemeReferred():
            return NoticeAbout.VICTIM_DETAILS
        case _:
            return None
