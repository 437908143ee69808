"""The wire: CloudEvents 1.0 in JSON, structured mode written, binary mode understood too.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from events.clocks import Occurred, Precision
from events.identifiers import Agency, CaseIdentifier, VictimReference
from events.vocabulary import FACTS, AnyFact
from schemas.refusal import Problem, Reason, Refused, refused_by
from schemas.topics import LARGEST_EVENT

STRUCTURED = "application/cloudevents+json; charset=UTF-8"
TYPE_PREFIX = "victim-journey."
CURRENT_VERSION = 1
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
"""How far an agency's clock may be ahead of the platform's."""

_TYPE = re.compile(r"victim-journey\.([a-z-]+)\.v([0-9]{1,4})")

Headers = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class AgencyEvent:
    """One event as an agency publishes it: who says so, about which case, and the fact.

    `recorded` is when the agency wrote it down, `known` when it reached the agency that must act
    on it, where it says so. All instants are aware and in UTC.
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

    @property
    def type(self) -> str:
        """The CloudEvents type: the fact's name and the version it is written in."""
        return f"{TYPE_PREFIX}{self.fact.kind}.v{CURRENT_VERSION}"


class Attributes(BaseModel):
    """The attributes of a CloudEvent as this platform reads them; unknown extensions are left be."""

    model_config = ConfigDict(hide_input_in_errors=True, extra="ignore")

    specversion: Literal["1.0"]
    id: str = Field(min_length=1, max_length=100)
    source: str = Field(min_length=1, max_length=200)
    type: str = Field(max_length=120)
    subject: CaseIdentifier
    time: AwareDatetime
    agency: Agency
    victim: VictimReference | None = None
    timeprecision: Precision = Precision.INSTANT
    recordedtime: AwareDatetime | None = None
    knowntime: AwareDatetime | None = None
    datacontenttype: Literal["application/json"] | None = "application/json"


def encode(event: AgencyEvent) -> bytes:
    """Write an event in structured mode: the whole CloudEvent as the value of the record."""
    return orjson.dumps({**_attributes(event), "data": event.fact.model_dump(mode="json")})


def headers() -> list[tuple[str, bytes]]:
    """The headers that go with a structured event."""
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
    """Read an event in either mode.

    Raises Refused, with field paths and error types only, where it is not one of ours.
    """
    if len(value or b"") > LARGEST_EVENT:
        raise Refused(Reason.TOO_LARGE)
    content = _json(value or b"")
    attributes = {
        name[3:]: raw.decode("utf-8", "replace")
        for name, raw in record_headers
        if name.startswith("ce_")
    }
    if not attributes:
        if not isinstance(content, dict) or "specversion" not in content:
            raise Refused(Reason.NOT_A_CLOUD_EVENT, [Problem("specversion", "missing")])
        attributes, content = content, content.pop("data", None)
    return _event(attributes, content)


def check_arrival(
    event: AgencyEvent, topic_agency: Agency, key: bytes | None, received: datetime
) -> None:
    """Check what only the topic knows: the agency, the key, and that nothing lies in the future.

    Raises Refused.
    """
    if event.agency is not topic_agency:
        raise Refused(Reason.WRONG_AGENCY, [Problem("agency", "not_the_topics_agency")])
    if key != event.case.encode():
        raise Refused(Reason.WRONG_KEY, [Problem("subject", "not_the_records_key")])
    stated = {"time": event.occurred.at, "recordedtime": event.recorded, "knowntime": event.known}
    problems = [
        Problem(name, "in_the_future" if at >= EARLIEST else "before_1900")
        for name, at in stated.items()
        if at is not None and not EARLIEST <= at <= received + CLOCK_SKEW
    ]
    if problems:
        raise Refused(Reason.DATE_OUT_OF_RANGE, problems)


def _attributes(event: AgencyEvent) -> dict[str, str]:
    optional = {
        "victim": event.victim,
        "recordedtime": event.recorded and event.recorded.isoformat(),
        "knowntime": event.known and event.known.isoformat(),
    }
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "subject": event.case,
        "time": event.occurred.at.isoformat(),
        "timeprecision": str(event.occurred.precision),
        "agency": str(event.agency),
        "datacontenttype": "application/json",
    } | {name: text for name, text in optional.items() if text is not None}


def _json(value: bytes) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise Refused(Reason.NOT_JSON) from None


def _event(raw: dict[str, Any], data: Any) -> AgencyEvent:
    fact_class = _fact_class(raw.get("type"))
    try:
        attributes = Attributes.model_validate_json(orjson.dumps(raw))
    except ValidationError as error:
        raise refused_by(error, Reason.INVALID) from None
    if fact_class.names_victim is not (attributes.victim is not None):
        kind = "missing" if fact_class.names_victim else "not_for_this_type"
        raise Refused(Reason.INVALID, [Problem("victim", kind)])
    try:
        fact = fact_class.model_validate_json(orjson.dumps(data))
    except ValidationError as error:
        raise refused_by(error, Reason.INVALID, within="data") from None
    return _checked_times(attributes, cast(AnyFact, fact))


def _fact_class(type_name: object) -> type[Any]:
    match = _TYPE.fullmatch(type_name) if isinstance(type_name, str) else None
    if match is None or match[1] not in FACTS:
        raise Refused(Reason.UNKNOWN_TYPE, [Problem("type", "unknown")])
    if int(match[2]) != CURRENT_VERSION:
        raise Refused(Reason.UNKNOWN_VERSION, [Problem("type", "unknown_version")])
    return FACTS[match[1]]


def _checked_times(attributes: Attributes, fact: AnyFact) -> AgencyEvent:
    try:
        occurred = Occurred.of(attributes.time, attributes.timeprecision)
        recorded = attributes.recordedtime and attributes.recordedtime.astimezone(UTC)
        known = attributes.knowntime and attributes.knowntime.astimezone(UTC)
    except (OverflowError, ValueError):
        raise Refused(Reason.DATE_OUT_OF_RANGE, [Problem("time", "out_of_range")]) from None
    return AgencyEvent(
        id=attributes.id,
        source=attributes.source,
        agency=attributes.agency,
        case=attributes.subject,
        occurred=occurred,
        fact=fact,
        victim=attributes.victim,
        recorded=recorded,
        known=known,
    )
