"""Instants as people write them on the command line."""

from datetime import UTC, datetime

from runtime.failure import Failure
from web.formats import moment
from web.query_instants import instant


def then(text: str | None) -> str | None:
    """An instant in the past, as the API takes it. Failure where it is none, or is to come."""
    if text is None:
        return None
    at = an_instant(text)
    if at > datetime.now(UTC):
        raise Failure(f"{moment(at)} is to come: nobody can tell what will be known then")
    return at.isoformat()


def an_instant(text: str) -> datetime:
    """An instant as people write it, without an offset London's time. Failure where it is none."""
    try:
        return instant(text)
    except ValueError:
        raise Failure("not an instant: write it like 2025-03-13T12:00 or 2025-03-13") from None


def known_at(at: datetime) -> str:
    """The caption of an answer as of a moment."""
    return f"What was known at {moment(at)}, by what the platform had received"
