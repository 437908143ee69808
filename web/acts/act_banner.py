"""What became of an act, as the tables have it: the banner of the page after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query

from access.remembered_caseloads import FOR as REMEMBERED_FOR
from agencies.accepted_since import accepted_since
from agencies.refused_at import refused_at
from caseworkers.act_events import Actor
from caseworkers.act_subjects import MOST, ActedAlert, alerts_by_name
from caseworkers.acts_recorded import (
    ActSent,
    RecordedAct,
    acts_of_others,
    duties_ended,
    recorded_acts,
)
from events.assignments import CaseworkerAssigned
from projections.store import Store
from schemas.refusal import Refused
from schemas.refusal_words import in_words
from web.acts.standing_words import how_it_stands, near
from web.dependencies import Now, TheAccess, TheStore
from web.fact_sentences import sentence_of
from web.formats import counted
from web.wording import REASONS, lower_first

_SHOWN = 3
"""So many acts are told one by one; of more it is told how many there are."""

_AGAIN = "You sent this form before: that counts, once. To record something else open it anew."

_BEFORE = "You had done that before, and it counts."
_QUICKER = "Somebody was quicker, and yours was not recorded."

_OVER = (
    "That alert was over by then, and yours was not recorded: there was nothing left to warn of."
)

_TELLS, _ASSIGNS = "victim-informed", CaseworkerAssigned.kind

_HANDED_OVER = (
    f"Caseloads follow within {REMEMBERED_FOR.seconds} seconds: until then whoever has the case now"
    " may not find the victim yet, and whoever had it may still see them."
)


@dataclass
class ActBanner:
    """What is told of acts: `recorded` says whether all of them stand in the tables."""

    title: str
    lines: list[str] = field(default_factory=list)
    recorded: bool = False


def with_outcome(
    back: str,
    sent: Sequence[ActSent],
    stood: Sequence[tuple[str, UUID]] = (),
    *,
    again: bool = False,
) -> str:
    """The address to go back to, with what was sent, and the alerts that others had taken up.

    It was sent `again` where it had been recorded before.
    """
    pairs = [("acted", f"{e.victim}/{e.event}/{e.partition}/{e.offset}") for e in sent]
    pairs += [("stood", f"{victim}/{alert}") for victim, alert in stood]
    pairs += [("again", "yes")] if again else []
    return f"{back}{'&' if '?' in back else '?'}{urlencode(pairs)}" if pairs else back


def _sent(written: str) -> ActSent | None:
    try:
        victim, event, partition, offset = written.split("/")
        return ActSent(victim, UUID(event), int(partition), int(offset))
    except ValueError:
        return None


def alert_written(written: str) -> tuple[str, UUID] | None:
    """A victim and an alert of theirs, as a form or an address has them; None for anything else."""
    try:
        victim, alert = written.split("/")
        return victim, UUID(alert)
    except ValueError:
        return None


_Many = Annotated[Sequence[str], Query(max_length=MOST)]


def _banner(
    store: TheStore,
    access: TheAccess,
    now: Now,
    acted: _Many = (),
    stood: _Many = (),
    again: bool = False,
) -> ActBanner | None:
    """What became of the acts that an address names, where the viewer did them themselves."""
    viewer = access.viewer
    if viewer.agency is None or not viewer.staff:
        return None
    by = Actor(viewer.agency, viewer.staff)
    sent = [each for each in map(_sent, acted) if each]
    others = [each for each in map(alert_written, stood) if each and each[0] in access.caseload]
    banner = _of_sent(store, by, sent, now) if sent else ActBanner("No change")
    for alert in alerts_by_name(store, others):
        if alert.agency is by.agency:
            banner.lines.append(_left_alone(alert, by, now))
    banner.lines += [_AGAIN] if again and banner.recorded else []
    return banner if banner.lines else None


def _left_alone(alert: ActedAlert, by: Actor, now: datetime) -> str:
    """Why an act upon an alert was not recorded."""
    words = how_it_stands(alert, now)
    if not words:
        return _OVER
    return f"{_BEFORE if alert.acted_by == by.staff else _QUICKER} {words}."


TheBanner = Annotated[ActBanner | None, Depends(_banner)]


def _of_sent(store: Store, by: Actor, sent: Sequence[ActSent], now: datetime) -> ActBanner:
    found = recorded_acts(store, by, sent)
    there = {act.id for act in found}
    missing = [each for each in sent if each.event not in there]
    refused = refused_at(store, by.agency, [(each.partition, each.offset) for each in missing])
    banner = ActBanner(_title(found, missing, refused), recorded=not missing)
    banner.lines += _recorded_lines(found)
    banner.lines += _what_ended(store, found)
    banner.lines += [_HANDED_OVER] if any(act.kind == _ASSIGNS for act in found) else []
    banner.lines += _of_others(store, by, found, now)
    banner.lines += [_refusal(each) for each in refused.values()]
    waiting = [e for e in missing if (e.partition, e.offset) not in refused]
    banner.lines += _waiting_lines(store, by, waiting)
    return banner


def _title(found: Sequence[RecordedAct], missing: Sequence[ActSent], refused: object) -> str:
    if not missing:
        return "Recorded"
    if found:
        return "Recorded in part"
    return "Refused" if refused else "Sent"


def _recorded_lines(found: Sequence[RecordedAct]) -> list[str]:
    if len(found) <= _SHOWN:
        return [
            f"{sentence_of(a.kind, a.data, of_several=a.data.get('suspect') is not None)}."
            for a in found
        ]
    alerts = sum(len(act.data.get("alerts", ())) for act in found)
    did = lower_first(sentence_of(found[0].kind, found[0].data)).split(" ", 1)[0]
    return [f"{did.capitalize()} {counted(alerts, 'alert')} in {counted(len(found), 'case')}."]


def _what_ended(store: Store, found: Sequence[RecordedAct]) -> list[str]:
    """How many duties are done by what was told; that none is, where that is so."""
    told = [act for act in found if act.kind == _TELLS]
    if not told:
        return []
    ended = sum(duties_ended(store, told).values())
    if ended:
        return [f"That did {counted(ended, 'duty', 'duties')}."]
    return ["No duty is done by it: what is owed stays owed."]


def _of_others(store: Store, by: Actor, found: Sequence[RecordedAct], now: datetime) -> list[str]:
    """What somebody else did with the same alerts, and how these stand now.

    Where the act was upon a single alert, the banner always says how that stands.
    """
    others = acts_of_others(store, by, found)
    named = [(act.victim, UUID(each)) for act in found for each in act.data.get("alerts", ())]
    if not others and len(named) != 1:
        return []
    lines = [
        f"{other.recorded_by} acted too, {near(other.received, now)}:"
        f" {lower_first(sentence_of(other.kind, other.data))}."
        for other in others[:_SHOWN]
    ]
    stands = {how_it_stands(alert, now) for alert in alerts_by_name(store, named)}
    return [*lines, *(f"{each}." for each in sorted(stands) if each)]


def _refusal(refused: Refused) -> str:
    why = "; ".join(in_words(each) for each in refused.problems)
    return f"Refused. {REASONS[refused.reason]}{': ' + why if why else ''}."


def _waiting_lines(store: Store, by: Actor, waiting: Sequence[ActSent]) -> list[str]:
    if not waiting:
        return []
    taken = {each.event for each in accepted_since(store, by.agency, [e.event for e in waiting])}
    if taken:
        return ["The platform has taken it in; the pages do not show it yet. Open this page again."]
    return ["The platform has not taken it in yet. Open this page again in a moment."]
