"""A CloudEvent of each type, as pydantic reads it and as JSON Schema describes it.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from events.clocks import Precision
from events.fact import Fact
from events.identifiers import Agency, CaseIdentifier, VictimReference
from events.instants import Instant
from events.vocabulary import FACTS
from schemas.upcasting import FORMER

TYPE_PREFIX = "victim-journey."

_NO_CONTROL_CHARACTERS = r"^[^\u0000-\u001F\u007F-\u009F]+$"

EventId = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=_NO_CONTROL_CHARACTERS)
]
Source = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROL_CHARACTERS)
]

SequenceDigits = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")]

JsonContentType = Annotated[str, StringConstraints(pattern=r"^application/json *(;.*)?$")]


class Envelope(BaseModel):
    """The attributes of a CloudEvent as this platform reads them, in structured mode.

    An attribute that is null is as if it were not there. Other extensions are left be.
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
        " `asn:<ASN>` or `court:<court case number>`."
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
    knowntime: Instant | None = Field(
        None, description="When it reached the agency that must act on it."
    )
    sequence: SequenceDigits | None = Field(
        None,
        description="Its number among the events of this `source`, each one more than the one"
        " before: so a gap is seen.",
    )
    datacontenttype: JsonContentType | None = None
    victim: Any = None
    othervictim: Any = None
    data: Any
    data_base64: None = Field(None, description="Not read here: the data is JSON.")


def type_name(fact: Fact | type[Fact]) -> str:
    """The CloudEvents type of a fact: its name and the version it is written in."""
    return f"{TYPE_PREFIX}{fact.kind}.v{fact.version}"


def envelope(fact: type[Fact]) -> type[Envelope]:
    """The model of the CloudEvent that tells a fact."""
    fields: dict[str, Any] = {
        "type": (Literal[type_name(fact)], ...),
        "victim": (VictimReference, ...) if fact.names_victim else (None, None),
        "othervictim": (VictimReference, ...) if fact.names_two else (None, None),
        "data": (fact, ...),
    }
    return create_model(fact.__name__ + "Event", __base__=Envelope, __doc__=fact.__doc__, **fields)


ENVELOPES: dict[str, type[Envelope]] = {
    type_name(fact): envelope(fact)
    for fact in (*FACTS.values(), *(former.fact for former in FORMER.values()))
}
"""The CloudEvent of every type that is read, of current and of former versions, by type."""
