"""Sentences for `events.complaints`."""

from typing import assert_never

from events.complaints import ComplaintAcknowledged, ComplaintAnswered, ComplaintMade
from events.vocabulary import Complaint
from web.sentences.phrases import the
from web.wording import plain


def complaint(fact: Complaint) -> str:
    """Say of whom the victim complained, and what came of it."""
    match fact:
        case ComplaintMade(about=about):
            return f"The victim complained about {the(about)}"
        case ComplaintAcknowledged():
            return "The victim was told that their complaint was received"
        case ComplaintAnswered(answer=answer):
            return f"The victim's complaint was answered: {plain(answer)}"
        case _:
            assert_never(fact)
