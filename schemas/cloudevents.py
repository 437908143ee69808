"""The wire: CloudEvents 1.0 in JSON, structured mode written, binary mode understood too.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

import orjson
from pydantic import ValidationError

from events.clocks import Occurred, Precision
from events.fact import Fact
from events.identifiers import Agency, event_identity
from events.instants import EARLIEST
from events.vocabulary import FACTS, AnyFact
from schemas.arrival_problems import arrival_problems
from schemas.arriving_event import ArrivingEvent
from schemas.asn_forms import is_key_of, without_malformed_asn
from schemas.envelope import FACT_OF_TYPE, TYPE_PREFIX, Envelope, envelope, type_name
from schemas.json_text import read_json
from schemas.record_headers import (
    MOST_NAMED,
    SINGLE,
    Headers,
    check_header_names,
    header_attributes,
    is_structured,
    unknown_attributes,
)
from schemas.refusal import Problem, Reason, Refused, nearest, refused_by
from schemas.repeated_keys import refuse_repeated_keys
from schemas.topics import LARGEST_EVENT
from schemas.upcasting import upcast

STRUCTURED = f"{SINGLE}; charset=UTF-8"
CLOCK_SKEW = timedelta(minutes=5)
"""How far an agency's clock may be ahead of the platform's."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Some programs write it before UTF-8; it is no part of the JSON."""


@dataclass(frozen=True, slots=True)
class AgencyEvent:
    """One event as an agency publishes it: the agency, the case, and the fact.

    Where the fact is about a member of staff, `case` is that subject, `staff:<agency>:<id>`.

    `recorded` is when the agency wrote it down; `known` is when it reached the agency that must act
    on it, if the event says so. All instants are aware and in UTC. `sequence` is the event's number
    in its source, if the source numbers its events by ones; sent again, it has the same number.
    `recorded_by` is who of the agency's staff recorded it, by the agency's own id. `remarks` are
    what was wrong with it and does not count, as its sender must be told.
    """

    id: str
    source: str
    agency: Agency
    case: str
    occurred: Occurred
    fact: AnyFact
    victim: str | None = None
    recorded: datetime | None = None
    known: datetime | None = None
    other_victim: str | None = None
    sequence: int | None = None
    recorded_by: str | None = None
    remarks: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def type(self) -> str:
        """The CloudEvents type: the fact's name and the version it is written in."""
        return type_name(self.fact)

    @property
    def identity(self) -> UUID:
        """The identity under which the platform knows the event."""
        return event_identity(self.agency, self.source, self.id)

    @property
    def arriving(self) -> ArrivingEvent[Fact]:
        """The event as it is judged where it comes in."""
        return ArrivingEvent(
            self.agency, self.case, self.occurred, self.fact, self.victim, self.other_victim
        )


def encode(event: AgencyEvent) -> bytes:
    """Write an event in structured mode: the whole CloudEvent as the value of the record."""
    return orjson.dumps({**_attributes(event), "data": event.fact.model_dump(mode="json")})


def headers() -> list[tuple[str, bytes]]:
    """The headers of a structured event."""
    return [("content-type", STRUCTURED.encode())]


def encode_binary(event: AgencyEvent) -> tuple[list[tuple[str, bytes]], bytes]:
    """Write an event in binary mode: its attributes as `ce_` headers, the fact as the value."""
    attributes = _attributes(event)
    content_type = attributes.pop("datacontenttype")
    lines = [(f"ce_{name}", value.encode()) for name, value in attributes.items()]
    return [("content-type", content_type.encode()), *lines], orjson.dumps(
        event.fact.model_dump(mode="json")
    )


def decode(value: bytes | None, record_headers: Headers = ()) -> AgencyEvent:
    """Read an event in either mode, of any version that there ever was.

    Raises Refused, with field paths and error types only, if it is not an event of the vocabulary.
    """
    written = (value or b"").removeprefix(BYTE_ORDER_MARK)
    if len(written) > LARGEST_EVENT:
        raise Refused(Reason.TOO_LARGE, [Problem("", "too_large")])
    if not written.strip():
        raise Refused(Reason.EMPTY, [Problem("", "empty")])
    check_header_names(record_headers)
    content = read_json(written)
    structured = is_structured(record_headers)
    attributes = content if structured else header_attributes(record_headers)
    if not isinstance(attributes, dict) or attributes.get("specversion") is None:
        raise Refused(Reason.NOT_A_CLOUD_EVENT, [Problem("specversion", "missing")])
    unknown = [*islice(unknown_attributes(attributes), MOST_NAMED)]
    model = _model(attributes.get("type"))
    sent = attributes.get("data") if structured else content
    data, remarks = without_malformed_asn(model.model_fields["data"].annotation, sent)
    if remarks:
        whole = orjson.dumps({**attributes, "data": data})
    else:
        whole = written if structured else _joined(attributes, written)
    read = _validated(model, whole, unknown, remarks)
    refuse_repeated_keys(written, content, path="" if structured else "data")
    return _event(read, remarks)


def check_arrival(
    event: AgencyEvent, topic_agency: Agency, key: bytes | None, received: datetime
) -> None:
    """Check what no field shows by itself: the agency, the key, the dates, the references.

    Raises Refused: also where the agency may not say it of those whom the event names.
    """
    if event.agency is not topic_agency:
        raise Refused(Reason.WRONG_AGENCY, [Problem("agency", "not_the_topics_agency")])
    if not is_key_of(key, event.case):
        raise Refused(Reason.WRONG_KEY, [Problem("subject", "not_the_records_key")])
    if event.victim is not None and event.victim == event.other_victim:
        raise Refused(Reason.INVALID, [Problem("othervictim", "the_same_victim")])
    stated = {"time": event.occurred.at, "recordedtime": event.recorded, "knowntime": event.known}
    problems = [
        Problem(name, "in_the_future" if at >= EARLIEST else "before_1900")
        for name, at in stated.items()
        if at is not None and not EARLIEST <= at <= received + CLOCK_SKEW
    ]
    if problems:
        raise Refused(Reason.DATE_OUT_OF_RANGE, problems)
    if refused := [*arrival_problems(event.arriving)]:
        raise Refused(Reason.INVALID, refused)


def _attributes(event: AgencyEvent) -> dict[str, str]:
    attributes = {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "subject": event.case,
        "time": event.occurred.at.isoformat(),
        "timeprecision": str(event.occurred.precision),
        "agency": str(event.agency),
        "datacontenttype": "application/json",
    }
    if event.victim is not None:
        attributes["victim"] = event.victim
    if event.other_victim is not None:
        attributes["othervictim"] = event.other_victim
    if event.recorded is not None:
        attributes["recordedtime"] = event.recorded.isoformat()
    if event.known is not None:
        attributes["knowntime"] = event.known.isoformat()
    if event.sequence is not None:
        attributes["sequence"] = f"{event.sequence:018}"  # CloudEvents compares them as text
    if event.recorded_by is not None:
        attributes["recordedby"] = event.recorded_by
    return attributes


def _joined(attributes: dict[str, str], data: bytes) -> bytes:
    return orjson.dumps(attributes)[:-1] + b',"data":' + data + b"}"


def _model(type_given: object) -> type[Envelope]:
    if isinstance(type_given, str):
        if type_given in FACT_OF_TYPE:
            return envelope(FACT_OF_TYPE[type_given])
        kind, _, version = type_given.removeprefix(TYPE_PREFIX).rpartition(".v")
        if type_given.startswith(TYPE_PREFIX) and kind in FACTS and version.isdecimal():
            raise Refused(Reason.UNKNOWN_VERSION, [Problem("type", "unknown_version")])
    near = nearest(type_given, FACT_OF_TYPE)
    problem = Problem("type", "missing" if type_given is None else "unknown", near)
    raise Refused(Reason.UNKNOWN_TYPE, [problem])


def _validated(
    model: type[Envelope], written: bytes, unknown: list[Problem], remarks: Sequence[Problem]
) -> Envelope:
    """The event as it is read. Raises Refused, then with what would be a remark as well."""
    try:
        read = model.model_validate_json(written, strict=True)
    except ValidationError as error:
        refused = refused_by(error, model)
    else:
        if not unknown:
            return read
        refused = Refused(Reason.INVALID)
    late = refused.reason is Reason.DATE_OUT_OF_RANGE and unknown
    problems = [*refused.problems, *remarks, *unknown]
    raise Refused(Reason.INVALID if late else refused.reason, problems)


def _event(read: Envelope, remarks: tuple[Problem, ...]) -> AgencyEvent:
    return AgencyEvent(
        id=read.id,
        source=read.source,
        agency=read.agency,
        case=read.subject,
        occurred=Occurred.of(read.time, read.timeprecision or Precision.INSTANT),
        fact=upcast(read.data),
        victim=read.victim,
        other_victim=read.othervictim,
        recorded=read.recordedtime and read.recordedtime.astimezone(UTC),
        known=read.knowntime and read.knowntime.astimezone(UTC),
        sequence=None if read.sequence is None else int(read.sequence),
        recorded_by=read.recordedby,
        remarks=remarks,
    )
