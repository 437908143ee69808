"""Sentences for `events.registered_interventions`."""

from typing import assert_never

from events.registered_interventions import (
    InterventionKind,
    InterventionRegistered,
    InterventionWithdrawn,
)
from events.vocabulary import Intervening
from web import formats

KINDS = {
    InterventionKind.EXTRA_SITTING_DAYS: "extra sitting days",
    InterventionKind.EXTRA_COURTROOM: "an extra courtroom",
    InterventionKind.NEW_TEAM: "a new team",
    InterventionKind.MORE_STAFF: "more staff",
    InterventionKind.PROCESS_CHANGE: "another way to work",
    InterventionKind.DIGITAL_SYSTEM: "a new digital system",
    InterventionKind.TRAINING: "training",
    InterventionKind.OTHER: "something else",
}
"""What was begun, in words."""


def intervening(fact: Intervening) -> str:
    """Say what an agency began so that victims wait less. It stands in no journey."""
    match fact:
        case InterventionRegistered(intervention=kind, first_day=day):
            return (
                f"{KINDS[kind].capitalize()}, from {formats.day(day)} on, so that victims wait less"
            )
        case InterventionWithdrawn():
            return "An intervention was registered by mistake"
        case _:
            assert_never(fact)
