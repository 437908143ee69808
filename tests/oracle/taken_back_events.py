"""What agencies took back, as the ledger of truth reads it: such an event was never there."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from events.corrections import ReportWithdrawn, TakenBackReason
from events.court import CaseConcluded, SentencePassed
from events.identity import VictimsMerged, VictimsUnmerged
from events.reporting import VictimIdentified
from events.verdict import AppealDecided, VerdictGiven
from oracle.published_event import PublishedEvent

_WHO_IS_WHO = VictimIdentified | VictimsMerged | VictimsUnmerged
_RESULT = VerdictGiven | CaseConcluded | SentencePassed | AppealDecided


def taken_back_in(events: Mapping[UUID, PublishedEvent]) -> Mapping[UUID, PublishedEvent]:
    """The events that their own agency took back, each with the withdrawal; the last word first.

    Who is who is undone by other events. A withdrawal is taken back by a later one alone.
    """
    gone: dict[UUID, PublishedEvent] = {}
    for each in sorted(events.values(), key=lambda each: each.order, reverse=True):
        fact = each.fact
        if not isinstance(fact, ReportWithdrawn) or each.identity in gone or not fact.event:
            continue
        target = events.get(fact.event)
        if target is None or target.agency is not each.agency:
            continue
        too_late = isinstance(target.fact, ReportWithdrawn) and target.order >= each.order
        if not too_late and not isinstance(target.fact, _WHO_IS_WHO):
            gone[target.identity] = each
    return gone


def said_anew(
    left: Iterable[PublishedEvent],
    events: Mapping[UUID, PublishedEvent],
    taken_back: Mapping[UUID, PublishedEvent],
) -> Iterator[PublishedEvent]:
    """The events that are left; of a result that was there before, since when news can be of it."""
    olds = [(events[name], by) for name, by in taken_back.items() if _is_amended(by)]
    for each in left:
        moments = [
            min(each.recorded or each.arrived, by.at) for old, by in olds if _same(old, each)
        ]
        since = max((at for at in moments if at > each.at), default=None)
        yield replace(each, anew=since) if since else each


def _is_amended(withdrawal: PublishedEvent) -> bool:
    fact = withdrawal.fact
    return isinstance(fact, ReportWithdrawn) and fact.reason is not TakenBackReason.DUPLICATE


def _same(old: PublishedEvent, new: PublishedEvent) -> bool:
    """Whether one agency gave a result of one defendant, and of an offence in common, twice."""
    one, other = old.fact, new.fact
    if not isinstance(one, _RESULT) or not isinstance(other, type(one)):
        return False
    if (old.agency, old.identifier) != (new.agency, new.identifier):
        return False
    whole = not one.offences or not other.offences
    return (
        (whole or _meet(one.offences, other.offences))
        and (one.asn is None or other.asn is None or one.asn == other.asn)
        and (one.suspect is None or other.suspect is None or one.suspect == other.suspect)
    )


def _meet(some: Collection[int], others: Collection[int]) -> bool:
    return not set(some).isdisjoint(others)
