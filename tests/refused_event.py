"""What the door answers to one event, in words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from events.identifiers import Agency
from published_journey import published_event
from schemas.cloudevents import check_arrival, decode
from schemas.refusal import Refused
from schemas.refusal_words import in_words

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def refusal(kind: str, agency: str, data: Mapping[str, Any], subject: str) -> str:
    """The words of the refusal; empty where the event is let in."""
    written = published_event(kind, "2025-11-03T10:00:00Z", data, agency, subject=subject)
    event = decode(orjson.dumps(written), [])
    try:
        check_arrival(event, Agency(agency), subject.encode(), NOW)
    except Refused as refused:
        return "; ".join(map(in_words, refused.problems))
    return ""
