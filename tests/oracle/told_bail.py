"""What of bail and custody is news, as the ledger of truth reads the Code.

The Code has the victim told how a bail hearing ended, and of changes to bail: one telling for what
a court did about a defendant on a day, and none for a decision that leaves everything as it was.
Until a charge, bail is the police's to tell of; then it is the court's.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import SuspectCharged
from events.court import HearingHeld, HearingKind
from events.investigation import BailConditionsChanged, SuspectArrested, SuspectBailedOrReleased
from events.remand import AppealingParty, RemandAppealed, RemandDecided, RemandEnded
from oracle.case_standing import CaseStanding
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.published_event import PublishedEvent

_Docket = dict[tuple[Suspect, date], list[PublishedEvent]]


@dataclass(frozen=True, slots=True)
class ToldBail:
    """The hearings and decisions that are told of otherwise, and the bail after a charge."""

    otherwise: frozenset[UUID] = frozenset()
    after_charge: frozenset[UUID] = frozenset()

    @classmethod
    def of_events(cls, known: KnownSuspects, events: Sequence[PublishedEvent]) -> "ToldBail":
        """Of a case's events, in order."""
        return cls(_told_otherwise(known, events), _after_charge(known, events))

    def is_asked(self, rule: str, event: PublishedEvent) -> bool:
        """Whether a rule asks for what it may ask after an event: to tell of bail."""
        if rule == "R6.4":
            return event.identity not in self.after_charge
        return rule != "R8.2a" or event.identity not in self.otherwise


def _told_otherwise(known: KnownSuspects, events: Sequence[PublishedEvent]) -> frozenset[UUID]:
    """The hearings and decisions that ask for no telling of their own."""
    said_again, decisions, hearings = _read(known, events)
    found = set(said_again)
    for (whom, day), heard in hearings.items():
        everyone = known.are_several and whom == EVERYBODY
        if everyone and all((each, day) in decisions for each in known.since):
            found.update(each.identity for each in heard)
        for hearing, decision in zip(heard, decisions.get((whom, day), []), strict=False):
            found.add(max(hearing, decision, key=lambda each: each.order).identity)
    return frozenset(found)


def _read(
    known: KnownSuspects, events: Sequence[PublishedEvent]
) -> tuple[set[UUID], _Docket, _Docket]:
    """The decisions that change nothing, and those that do and the bail hearings, by day."""
    standing, how = CaseStanding(known), dict[Suspect, object]()
    again, decisions, hearings = set[UUID](), _docket(), _docket()
    seen = set[object]()
    for event in events:
        if isinstance(event.fact, RemandDecided) and event.what in seen:
            again.add(event.identity)
        if event.what in seen:
            continue
        seen.add(event.what)
        for each in standing.enter(event):
            how.pop(each, None)
        whom = known.whom(event) if known.are_several else EVERYBODY
        match event.fact:
            case HearingHeld(hearing=HearingKind.BAIL):
                hearings[whom, event.day].append(event)
            case RemandDecided(remand=remand, conditions=conditions, pending_appeal=held):
                now = remand, frozenset(conditions), held
                if whom != NOBODY_KNOWS and how.get(whom) == now:
                    again.add(event.identity)
                elif whom != NOBODY_KNOWS:
                    decisions[whom, event.day].append(event)
                    how[whom] = now
            case RemandAppealed(by=AppealingParty.PROSECUTION) | RemandEnded():
                how[whom] = event.identity  # a new state: any decision changes it
            case _:
                pass
    return again, decisions, hearings


def _docket() -> _Docket:
    return defaultdict(list)


def _after_charge(known: KnownSuspects, events: Sequence[PublishedEvent]) -> frozenset[UUID]:
    """The words of bail about somebody who had been charged, and not arrested since."""
    charged: dict[Suspect, PublishedEvent] = {}
    found = set()
    for event in events:
        whom = known.whom(event) if known.are_several else EVERYBODY
        match event.fact:
            case SuspectCharged():
                charged[whom] = event
            case SuspectArrested():
                charged.pop(whom, None)
            case CaseReopened(back_to=ReopenedFor.INVESTIGATION | ReopenedFor.CHARGING_DECISION):
                charged = {} if whom == EVERYBODY else charged
                charged.pop(whom, None)
            case SuspectBailedOrReleased() | BailConditionsChanged() if whom in charged:
                charge = charged[whom]
                by_day = charge.by_day or event.by_day
                if charge.day < event.day if by_day else charge.at < event.at:
                    found.add(event.identity)
            case _:
                pass
    return frozenset(found)
