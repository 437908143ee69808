"""What was taken back stays on the timeline, as far as it is about the victim's own offences."""

from collections.abc import Mapping
from uuid import UUID

from events.charging import VictimOfOffences
from processors.case.history.facts_by_event import FactsByEvent
from processors.case.offences.own_offences import concerning
from processors.fold.timeline_rows import timeline_entry
from schemas.changes import EntryState, TimelineEntry


def with_taken_back(
    entries: Mapping[UUID, TimelineEntry],
    facts: FactsByEvent,
    counted: FactsByEvent,
    effective: FactsByEvent,
    states: Mapping[UUID, EntryState],
) -> Mapping[UUID, TimelineEntry]:
    """The timeline with the entries of what was corrected and counts no more, each by its state.

    `effective` are those of the facts `counted` that concern the victim. A word on whose the
    offences are, taken back itself, hides nothing of another's.
    """
    gone = {event: facts[event] for event in facts.keys() & states.keys() - effective.keys()}
    if not gone:
        return entries
    said = {event for event, each in gone.items() if isinstance(each.fact, VictimOfOffences)}
    others = {event: each for event, each in gone.items() if event not in said}
    own = concerning({**effective, **others}, facts, counted)
    shown = [each for event, each in gone.items() if event in own or event in said]
    kept = {event: entry for event, entry in entries.items() if event not in gone}
    return kept | {each.event: timeline_entry(each, states[each.event]) for each in shown}
