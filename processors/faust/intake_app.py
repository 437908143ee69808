"""The intake's Faust agent: the agencies' topics in, the log of record and the rejected out.

Messages between cases go through a topic of their own, for the cases may be on other workers.
Events that an agency's partitioner put elsewhere than their case go through the same topic. Pauses
of agencies' intakes have another one: the events of a paused agency are acknowledged once taken.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import faust
from faust.types import EventT, StreamT

from events.identifiers import Agency
from events.offender_references import is_offender
from processors.faust.faust_app import WorkerPlace, make_app, or_die, run_worker
from processors.faust.faust_tables import partition_of, table_of
from processors.faust.intake_pausing import AgencyRates, IntakePausing
from processors.faust.pauses_topic import PausesTopic, follow_pauses
from processors.faust.set_aside_topic import SetAsideTopic
from processors.stream.case_bounds import has_room
from processors.stream.case_entries import checked
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable, case_of_key
from processors.stream.event_rate import MOST_A_MINUTE
from processors.stream.refused_share import Limit
from schemas.case_links import decode_message, encode_message
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.received_events import ReceivedEvent, encode_received
from schemas.records_set_aside import FULL_CASE, UNREADABLE_CASE, RecordReader
from schemas.refusal import Reason, Refused
from schemas.rejected_records import rejected_headers
from schemas.topics import (
    CASE_LINKS,
    INTAKE_TOPICS,
    INTERVENTIONS,
    JOURNEY,
    STAFFING,
    agency_of_topic,
    rejected_topic,
)
from schemas.unreadable_records import UnreadableRecord

NAME = "victim-journey-intake"


@dataclass
class IntakeAgent:
    """The agent's table of cases, the topics it writes to, and what pauses an agency.

    A fact about staff concerns no case: it goes to `staffing`, from whatever partition it is in. A
    fact about an intervention goes to `interventions`.

    `place_of_case` gives the partition in which a case is, by murmur2 of its identifier.
    """

    cases: CaseTable
    log: Any
    links: Any
    rejected: dict[Agency, Any]
    staffing: Any
    interventions: Any
    key: bytes
    pausing: IntakePausing
    aside: SetAsideTopic
    place_of_case: Callable[[str], int]
    full: set[str] = field(default_factory=set)
    """The cases that were noted as full."""

    async def take(self, event: EventT) -> None:
        """Accept an event or refuse it. Raises nothing that an event could cause."""
        if event.message.topic != CASE_LINKS:
            came = _received(event)
            self._take_event(came, event.message, forwarded=False)
            self.pausing.count_minute(came.agency)
            return
        try:
            passed = decode_message(event.key, event.value)
        except UnreadableRecord as unreadable:
            self.aside.note(event.message, str(unreadable))
            return
        if isinstance(passed, ReceivedEvent):
            self._take_event(passed, event.message, forwarded=True)
        elif case := self._case(passed.to, event.message):
            if not has_room(case, passed):
                self._note_full(passed.to, event.message)
            self._write(passed.to, take_message(case, passed, _place(event.message)))

    def _take_event(self, came: ReceivedEvent, message: Any, *, forwarded: bool) -> None:
        """Take an event in where its case is; forward it there if its partition is another's."""
        try:
            event = decode(came.value, came.headers)
            check_arrival(event, came.agency, came.key, came.received)
            if event.fact.about_staff:
                logged = LoggedFact.accepted(event, None, came.received)
                self.staffing.send_soon(key=came.key, value=logged.written)
            elif event.fact.about_intervention:
                logged = LoggedFact.accepted(event, None, came.received)
                self.interventions.send_soon(key=came.key, value=logged.written)
            elif is_offender(event.case):
                self._send(take_in(CaseFile(), event, came.received, self.key))
            elif not forwarded and self.place_of_case(event.case) != came.partition:
                self.links.send_soon(key=event.case.encode(), value=encode_received(came))
                return
            elif case := self._case(event.case, message):
                taken = take_in(case, event, came.received, self.key, _place(message))
                self._write(event.case, taken)
        except Refused as refused:
            self._refuse(came, refused)
        else:
            if event.remarks:
                self._write_rejected(came, Refused(Reason.ACCEPTED_WITH_REMARK, event.remarks))
            self.pausing.count(came.agency, came.partition, came.offset, refused=False)

    def _case(self, name: str, message: Any) -> CaseFile | None:
        """The case; None, and a note of what came in for it, where what was stored is unreadable.

        Its victims are not known then: taken in, the event would be missing in their journeys.
        """
        try:
            return self.cases.get(name)
        except UnreadableRecord:
            self.aside.note(message, UNREADABLE_CASE)
            return None

    def _note_full(self, name: str, message: Any) -> None:
        """Note once the first message that waits because its case is full, for an operator."""
        if name not in self.full:
            self.full.add(name)
            self.aside.note(message, FULL_CASE)

    def _write(self, name: str, taken: IntakeResult) -> None:
        self.cases.put(name, taken.case)
        self._send(taken)

    def _send(self, taken: IntakeResult) -> None:
        for logged in taken.records:
            self.log.send_soon(key=(logged.victim or logged.case).encode(), value=logged.written)
        for link in taken.messages:
            self.links.send_soon(key=link.to.encode(), value=encode_message(link))

    def _refuse(self, came: ReceivedEvent, refused: Refused) -> None:
        self._write_rejected(came, refused)
        self.pausing.count(came.agency, came.partition, came.offset, refused=True)

    def _write_rejected(self, came: ReceivedEvent, refused: Refused) -> None:
        headers = rejected_headers(
            refused, came.partition, came.offset, came.received, came.headers
        )
        self.rejected[came.agency].send_soon(key=came.key, value=came.value, headers=headers)


def _place(message: Any) -> str:
    """Where a record stands, as intake remembers it."""
    return f"{message.topic}/{message.partition}/{message.offset}"


def _received(event: EventT) -> ReceivedEvent:
    message = event.message
    return ReceivedEvent(
        agency=agency_of_topic(message.topic),
        partition=message.partition,
        offset=message.offset,
        received=datetime.fromtimestamp(message.timestamp, UTC),
        key=event.key,
        value=event.value,
        headers=tuple(_headers(event)),
    )


def _headers(event: EventT) -> list[tuple[str, bytes]]:
    headers = event.message.headers or []
    return list(headers.items() if isinstance(headers, dict) else headers)


def make_intake(place: WorkerPlace, key: bytes, limit: Limit, a_minute: int) -> faust.App:
    """The intake's app; `key` makes the pseudonyms, and more refused than `limit` pauses.

    No more than so many events `a_minute` are taken of one agency.
    """
    app = make_app(NAME, place)
    raw = {"key_serializer": "raw", "value_serializer": "raw"}
    inbox = app.topic(*INTAKE_TOPICS, key_type=bytes, value_type=bytes, **raw)
    place_of_case = partition_of(place.partitions)
    table = table_of(
        app, "cases", write=bytes, read=checked, place=lambda key: place_of_case(case_of_key(key))
    )
    pauses = PausesTopic.of(app)
    rates = AgencyRates(pauses.publish_rate, a_minute)
    pausing = IntakePausing(limit, app.transport.paused, pauses.publish, rates)
    aside = SetAsideTopic.of(app, RecordReader.INTAKE)
    intake = IntakeAgent(
        cases=CaseTable(table),
        log=app.topic(JOURNEY, value_type=bytes, **raw),
        links=app.topic(CASE_LINKS, value_type=bytes, **raw),
        rejected={
            agency: app.topic(rejected_topic(agency), value_type=bytes, **raw) for agency in Agency
        },
        staffing=app.topic(STAFFING, value_type=bytes, **raw),
        interventions=app.topic(INTERVENTIONS, value_type=bytes, **raw),
        key=key,
        pausing=pausing,
        aside=aside,
        place_of_case=place_of_case,
    )
    pauses_known = asyncio.Event()

    @table.on_recover  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        for message, error in table.unreadable_values():
            aside.note(message, error)
        intake.cases.recovered()

    @app.task  # type: ignore[untyped-decorator]
    async def follow() -> None:
        following = follow_pauses(place.bootstrap, pausing, aside, pauses_known)
        await or_die(following, "following the pauses")

    @app.timer(interval=1.0)  # type: ignore[untyped-decorator]
    async def end_minutes() -> None:
        pausing.end_minutes()

    @app.agent(inbox, name="intake", concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: StreamT) -> None:
        pausing.queue = stream.channel.queue
        await pauses_known.wait()
        async for event in stream.noack().events():
            if pausing.paused.set_aside(event):
                continue
            message = event.message
            where = f"{message.topic}/{message.partition}/{message.offset}"
            await or_die(intake.take(event), where)
            event.ack()

    return app


def run(
    place: WorkerPlace, key: bytes, limit: Limit = Limit(), a_minute: int = MOST_A_MINUTE
) -> None:
    """Run a worker of the intake until SIGTERM or SIGINT."""
    run_worker(make_intake(place, key, limit, a_minute))
