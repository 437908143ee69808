"""All that is asked of an event beside its form: is it the sender's to say, and can it be?"""

from collections.abc import Iterator

from events.fact import Fact
from schemas.arriving_event import ArrivingEvent
from schemas.impossible_facts import impossible
from schemas.names_and_numbers import persons
from schemas.permission_check import guessable_references, permission_problems
from schemas.refusal import Problem


def arrival_problems(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """What is not the sender's to say, what could be a person's name, and what cannot be."""
    yield from guessable_references(event)
    yield from persons(event)
    yield from permission_problems(event)
    yield from impossible(event)
