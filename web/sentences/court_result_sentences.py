"""Sentences for `events.court_results`."""

from events.court_results import CourtResultRecorded
from web.sentences.phrases import at


def court_result(fact: CourtResultRecorded) -> str:
    """Say that a court gave a result that is known by its code alone."""
    given = f"A result was given {at(fact.court)} by the code {fact.result_code}"
    return f"{given}: ask the court what it means"
