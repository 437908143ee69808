"""Sentences for `events.court_results`."""

from events.court_results import CourtResultRecorded


def court_result(fact: CourtResultRecorded) -> str:
    """Say that a court gave a result that is known by its code alone."""
    given = f"{fact.court.label} gave a result by code {fact.result_code}"
    return f"{given}, without an event of its own"
