"""Intake of many events in one go, pure: all cases in memory, each message taken in at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact


def log_of_events(
    received: Iterable[tuple[AgencyEvent, datetime]], key: bytes
) -> Iterator[LoggedFact]:
    """The records of the log for events, each with when it was received, in their order.

    Victims' references become pseudonyms under `key`. Raises Refused for an event that intake
    refuses.
    """
    cases: dict[str, CaseFile] = defaultdict(CaseFile)

    def records(name: str, taken: IntakeResult) -> Iterator[LoggedFact]:
        cases[name] = taken.case
        yield from taken.records
        for message in taken.messages:
            yield from records(message.to, take_message(cases[message.to], message))

    for event, at in received:
        yield from records(event.case, take_in(cases[event.case], event, at, key))
