"""Which suspect of a case each event is about, as the ledger of truth reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events.before_trial import ModeOfTrialDecided, SentToCrownCourt, TrialVacated
from events.case_moves import CaseJoined, CaseRemitted, CaseReopened, CaseSevered
from events.charging import EarlyAdviceSought, ReferredToCps, ReturnedToPolice
from events.contact import VictimInformed
from events.court import FirstHearingListed, HearingHeld, HearingListed, TrialListed
from events.hearing_changes import (
    HearingAdjourned,
    HearingCancelled,
    HearingMarkedDuplicate,
)
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.messages import NoticeReceived, NoticeSent
from events.suspects import AboutSuspect
from oracle.published_event import PublishedEvent

Suspect = int | str
"""A number, an ASN that nobody joined with one, `EVERYBODY` or `NOBODY_KNOWS`."""

EVERYBODY = "everybody"
NOBODY_KNOWS = "nobody knows"

_PASSES_ON = (VictimInformed, NoticeSent, NoticeReceived)
_JOINT = (
    EarlyAdviceSought
    | ReferredToCps
    | ReturnedToPolice
    | FirstHearingListed
    | TrialListed
    | TrialVacated
    | HearingCancelled
    | HearingAdjourned
    | HearingMarkedDuplicate
    | HearingListed
    | HearingHeld
    | ModeOfTrialDecided
    | SentToCrownCourt
    | CaseReopened
    | CaseRemitted
    | CaseJoined
    | CaseSevered
)
"""What concerns everybody, unless it names one."""
_OF_THE_CRIME = frozenset({PoliceOutcome.NO_SUSPECT_IDENTIFIED, PoliceOutcome.OTHER_ORGANISATION})
"""The outcomes of those that are simulated which say nothing of a suspect."""


@dataclass(frozen=True, slots=True)
class KnownSuspects:
    """The suspects of a case with the first event that names each, in order; numbers by ASN."""

    since: dict[Suspect, tuple[datetime, datetime, UUID]]
    numbers: dict[str, int]

    @classmethod
    def of_events(cls, events: Sequence[PublishedEvent]) -> "KnownSuspects":
        """As events in order name them; a telling or a notice makes nobody known."""
        facts = [(each, each.fact) for each in events if not isinstance(each.fact, _PASSES_ON)]
        naming = [(each, fact) for each, fact in facts if isinstance(fact, AboutSuspect)]
        known = cls({}, _numbers(fact for _, fact in naming))
        for each, _ in naming:
            for suspect in known.named(each):
                known.since.setdefault(suspect, each.order)
        return known

    @property
    def are_several(self) -> bool:
        """Whether the events name more than one."""
        return len(self.since) > 1

    def named(self, event: PublishedEvent) -> frozenset[Suspect]:
        """Those whom an event names."""
        fact, named = event.fact, set[Suspect]()
        if isinstance(fact, AboutSuspect) and fact.suspect is not None:
            named.add(fact.suspect)
        elif isinstance(fact, AboutSuspect) and fact.asn is not None:
            named.add(self.numbers.get(fact.asn, fact.asn))
        if not self.are_several and not self.numbers:
            only = next(iter(self.since), 1)
            named = {
                only if isinstance(each, str) != isinstance(only, str) else each for each in named
            }
        return frozenset(named.union(getattr(fact, "also_suspects", ())))

    def names_strangers(self, event: PublishedEvent) -> bool:
        """Whether an event names somebody, and nobody whom another event makes known."""
        named = self.named(event)
        return bool(named) and named.isdisjoint(self.since or {1})

    def by(self, event: PublishedEvent) -> list[Suspect]:
        """Those whom events up to one have named."""
        return [suspect for suspect, order in self.since.items() if order <= event.order]

    def whom(self, event: PublishedEvent) -> Suspect:
        """Whom an event is about that is no telling and no notice."""
        if not isinstance(event.fact, AboutSuspect):
            return EVERYBODY
        if not self.are_several:
            stranger = isinstance(event.fact, _PASSES_ON) and self.names_strangers(event)
            return next(iter(self.named(event))) if stranger else EVERYBODY
        if named := self.named(event):
            return next(iter(named))
        if isinstance(event.fact, _JOINT) or _ends_for_all(event):
            return EVERYBODY
        by_then = self.by(event)
        return by_then[0] if len(by_then) == 1 else NOBODY_KNOWS


def _numbers(facts: Iterable[AboutSuspect]) -> dict[str, int]:
    """The number of each ASN: from a fact with both, or where there is but one of each."""
    joined: dict[str, int] = {}
    numbers, asns = dict[int, None](), dict[str, None]()
    for fact in facts:
        if fact.suspect is not None:
            numbers[fact.suspect] = None
        if fact.asn is not None:
            asns[fact.asn] = None
        if fact.suspect is not None and fact.asn is not None:
            joined.setdefault(fact.asn, fact.suspect)
    if not joined and len(numbers) == len(asns) == 1:
        return dict(zip(asns, numbers, strict=True))
    return joined


def _ends_for_all(event: PublishedEvent) -> bool:
    fact = event.fact
    return isinstance(fact, PoliceOutcomeRecorded) and fact.outcome in _OF_THE_CRIME
