"""A CloudEvent of each type, as pydantic reads it and as JSON Schema describes it.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
"""

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    create_model,
)

from events.clocks import Precision
from events.corrections import EventId, Source
from events.fact import Fact
from events.identifiers import (
    Agency,
    AnyVictim,
    CaseIdentifier,
    InterventionIdentifier,
    StaffId,
    StaffIdentifier,
    VictimReference,
)
from events.instants import Instant
from events.offender_references import CaseOrOffender
from events.vocabulary import FACTS
from schemas.upcasting import FORMER

TYPE_PREFIX = "victim-journey."


def _digits(given: Any) -> Any:
    """A whole number as its digits: structured mode may write either."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


_DIGITS = r"^[0-9]{1,18}$"

SequenceDigits = Annotated[
    Annotated[str, StringConstraints(pattern=_DIGITS)] | None,
    BeforeValidator(_digits),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": _DIGITS},
                {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
                {"type": "null"},
            ]
        }
    ),
]


def _letters(text: str) -> str:
    """A pattern of a text in letters of either case."""
    return "".join(
        f"[{each.upper()}{each}]" if each.isalpha() else re.escape(each) for each in text
    )


_JSON = r"^application/json *(;.*)?$"
_ANY_JSON = (
    f"^{_letters('application')}/([A-Za-z0-9!#$&^_.+-]+{_letters('+json')}|{_letters('json')})"
    r"[ \t]*(;.*)?$"
)

JsonContentType = Annotated[
    Annotated[str, StringConstraints(pattern=_ANY_JSON)] | None,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": _JSON},  # what it was: a pattern is never replaced
                {"type": "string", "pattern": _ANY_JSON},
                {"type": "null"},
            ]
        }
    ),
]
"""A media type of JSON, in letters of either case, with any parameters."""

SchemaAddress = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9:/?#@!$&'()*+,;=._~%-]+$"),
]
PartitionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:._/-]{1,200}$")]

TraceParent = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")
]


class Envelope(BaseModel):
    """The attributes of a CloudEvent as this platform reads them, in structured mode.

    An attribute that is null is as if it were not there. Another extension is refused by the codec,
    not here: the model ignores it, so that no schema takes less than it took once.
    """

    model_config = ConfigDict(
        extra="ignore",
        hide_input_in_errors=True,
        defer_build=True,  # as of facts: a command reads few types, or none
    )

    specversion: Literal["1.0"]
    id: EventId = Field(
        description="Names the event, with `source`: sent again, it keeps both and counts once."
    )
    source: Source = Field(description="Which system of the agency says so.")
    type: str
    subject: CaseIdentifier = Field(
        description="The case, and the record's key: `crime:<force>:<reference>`, `urn:<URN>`,"
        " `asn:<ASN>`, `court:<court case number>` or `cp:<Common Platform's id>`."
    )
    time: Instant = Field(
        description="When it happened. Of a day or a month any time in it, by London's calendar;"
        " it is kept as the first."
    )
    timeprecision: Precision | None = Field(
        None, description="How exactly the agency knows when; `instant` where nothing is said."
    )
    agency: Agency = Field(description="Who says so: the agency whose topic it is.")
    recordedtime: Instant | None = Field(None, description="When the agency wrote it down.")
    recordedby: StaffId | None = Field(
        None,
        description="Who of the agency's staff recorded it, by the agency's own id.",
    )
    knowntime: Instant | None = Field(
        None, description="When it reached the agency that must act on it."
    )
    sequence: SequenceDigits = Field(
        None,
        description="Its number among the events of this `source`, each one more than the one"
        " before: so a gap is seen.",
    )
    datacontenttype: JsonContentType = None
    dataschema: SchemaAddress | None = Field(None, description="Not read: `type` says it all.")
    sequencetype: Literal["Integer"] | None = Field(None, description="Not read.")
    partitionkey: PartitionKey | None = Field(
        None, description="Not read: the record's key is `subject`."
    )
    sampledrate: SequenceDigits = Field(None, description="Not read.")
    traceparent: TraceParent | None = Field(None, description="Not read: a W3C trace context.")
    victim: Any = None
    othervictim: Any = None
    data: Any
    data_base64: None = Field(None, description="Not read here: the data is JSON.")


def type_name(fact: Fact | type[Fact]) -> str:
    """The CloudEvents type of a fact: its name and the version it is written in."""
    return f"{TYPE_PREFIX}{fact.kind}.v{fact.version}"


_STAFF = "The member of staff, and the record's key: `staff:<agency>:<the agency's own id>`."


_INTERVENTION = "The intervention, and the record's key: `intervention:<agency>:<its own id>`."


_OFFENDER = (
    f"{Envelope.model_fields['subject'].description} Or the offender, of whom it is then said in"
    " all cases that `offender-linked` links them with: `noms:<prison number>`, `crn:<probation's"
    " number>` or `pnc:<PNC id>`."
)


def _victim(fact: type[Fact]) -> tuple[Any, Any]:
    if fact.names_victim:
        return (VictimReference if fact.identifies else AnyVictim), ...
    return (AnyVictim | None if fact.may_name_victim else None), None


@cache
def envelope(fact: type[Fact]) -> type[Envelope]:
    """The model of the CloudEvent that tells a fact, made when it is first asked for."""
    fields: dict[str, Any] = {
        "type": (Literal[type_name(fact)], ...),
        "victim": _victim(fact),
        "othervictim": (VictimReference, ...) if fact.names_two else (None, None),
        "data": (fact, ...),
    }
    if fact.about_staff:
        fields["subject"] = (StaffIdentifier, Field(description=_STAFF))
    if fact.may_name_offender:
        fields["subject"] = (CaseOrOffender, Field(description=_OFFENDER))
    if fact.about_intervention:
        fields["subject"] = (InterventionIdentifier, Field(description=_INTERVENTION))
    return create_model(fact.__name__ + "Event", __base__=Envelope, __doc__=fact.__doc__, **fields)


FACT_OF_TYPE: dict[str, type[Fact]] = {
    type_name(fact): fact
    for fact in (*FACTS.values(), *(former.fact for former in FORMER.values()))
}
"""The fact of every type that is read, of current and of former versions, by type."""
