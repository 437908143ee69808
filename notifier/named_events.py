"""Which hearing or defendant an event is about, as far as a message may say it."""

from typing import Any

import orjson

from events.before_trial import TrialVacated
from events.court import FirstHearingListed, HearingListed, TrialListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from events.remand import RemandDecided

NAMED_EVENTS = frozenset(
    {
        FirstHearingListed.kind,
        HearingListed.kind,
        TrialListed.kind,
        HearingCancelled.kind,
        HearingAdjourned.kind,
        TrialVacated.kind,
        RemandDecided.kind,
        ProtectiveOrderMade.kind,
        ProtectiveOrderChanged.kind,
        ProtectiveOrderEnded.kind,
    }
)
"""The kinds of events of which a message says which one it is."""


def event_named(data: str) -> dict[str, Any]:
    """What says which event it is, from its data as JSON: its kind of hearing, suspect and week.

    The kind of an order says what the crime was, and an arrest/summons number is a person's: both
    are left out.
    """
    said = orjson.loads(data)
    suspect = said.get("suspect")
    return {
        "hearing": said.get("hearing") or "",
        "suspect": str(suspect) if suspect else None,
        "in_week": bool(said.get("week_of")),
    }
