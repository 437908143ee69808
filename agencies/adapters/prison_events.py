"""Domain events of prisons and probation: receptions, releases, recalls, deaths.

Schemas: the public repositories of HMPPS, `prison-offender-events`, `prisoner-offender-search` and
`remand-and-sentencing`. Events come in the envelope of their queue: its `MessageId` is their id.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from agencies.adapters.code_tables import CodedResult, coded_result, codes
from agencies.adapters.conversion import Adapter, ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import crn, instant, noms_number
from agencies.adapters.mapped_fields import mapped_fields
from agencies.adapters.message_parts import Part
from events.code_list_rows import code_list
from events.identifiers import Agency

_RECALLS = {"recall.inserted", "recall.created"}


def read(message: bytes) -> Any:
    """A message whose `Message` is the event itself. ValueError for what is no JSON."""
    content = orjson.loads(message)
    if isinstance(content, dict) and isinstance(content.get("Message"), str):
        return {**content, "Message": orjson.loads(content["Message"])}
    return content


def says(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """What a domain event says. Raises Unsayable where it cannot be read.

    One without its envelope has no id. None is made of the offender's number: ids are stored, and
    a number could be found again from them.
    """
    own, event = message.text("MessageId"), message.part("Message")
    if own is None or not event:
        raise Unsayable("message", "not_in_its_envelope_with_a_message_id")
    kind = event.text("eventType") or ""
    at = instant(event.text("occurredAt"))
    if at is None:
        raise Unsayable("message", "no_time_with_an_offset")
    subject = _offender(event)
    if kind in _RECALLS:
        yield _recall(own, event, subject, at)
        return
    result = _movement(kind, event.part("additionalInformation"))
    if result.kind is None:
        notes.report.left["movements that are no victim's concern"] += 1
        return
    yield Draft(result.kind, (own,), subject, at, result.data)


def _offender(event: Part) -> str:
    """The offender by the prisons' number or probation's. Raises Unsayable without either."""
    numbers = {
        (each.text("type") or "").upper(): each.text("value")
        for each in event.part("personReference").parts("identifiers")
    }
    more = event.part("additionalInformation")
    if noms := noms_number(numbers.get("NOMS")) or noms_number(more.text("nomsNumber")):
        return f"noms:{noms}"
    if found := crn(numbers.get("CRN")):
        return f"crn:{found}"
    raise Unsayable("offender", "no_number_that_is_well_formed")


def _recall(own: str, event: Part, subject: str, at: str) -> Draft:
    given = event.part("additionalInformation").text("recallType") or ""
    recall = codes("recalls", "code", "recall").get(given)
    data = {"recall": recall} if recall else {}
    return Draft("prisoner-recalled", (own,), subject, at, data, agency=Agency.PROBATION)


def _movement(kind: str, more: Part) -> CodedResult:
    reason = more.text("reason") or ""
    if kind.endswith("prisoner.released"):
        movement = more.text("nomisMovementReasonCode") or ""
        return _found("releases", reason, "movement", movement)
    if kind.endswith("prisoner.received"):
        return _found("receptions", reason, "cause", more.text("probableCause") or "")
    raise Unsayable("message", "of_no_kind_that_is_read")


def _found(name: str, reason: str, column: str, value: str) -> CodedResult:
    """The row of a reason and of what narrows it; else the row of the reason alone."""
    rows: list[Mapping[str, str]] = [row for row in code_list(name).rows if row["reason"] == reason]
    if not rows:
        raise Unsayable("movement", "a_reason_in_no_list")
    row = next((row for row in rows if row[column] == value), None)
    row = row or next((row for row in rows if not row[column]), None)
    if row is None:
        raise Unsayable("release", "on_no_terms_that_are_in_the_list")
    return coded_result(row)


PRISON_EVENTS = Adapter(
    name="prison-events",
    source="https://domain-events/hmpps",
    agency="prison-service",
    says=says,
    mapped=mapped_fields("prison-events"),
    read=read,
)
