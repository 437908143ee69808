"""Court data as legal aid receives it: a resulted hearing of the Common Platform, in other names.

Schemas: the Legal Aid Agency's public court data adaptor. Its first version has the Common
Platform's names; its second writes them with underscores, and some shorter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import orjson

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import Adapter, ConversionNotes, Draft, Unsayable
from agencies.adapters.hearing_results import resulted
from agencies.adapters.mapped_fields import mapped_fields
from agencies.adapters.message_parts import Part

_LONGER = {
    "offences": {"code": "offenceCode", "title": "offenceTitle"},
    "plea": {"value": "pleaValue", "date": "pleaDate"},
    "judicialResults": {"id": "judicialResultId", "prompts": "judicialResultPrompts"},
    "prosecutionCaseIdentifier": {"caseUrn": "caseURN"},
    "judicialResult": {"id": "judicialResultId", "prompts": "judicialResultPrompts"},
}
"""By the object that it stands in, a shorter name of the second version, and the first's."""

_UNDERSCORE = re.compile("_([a-z0-9])")


def read(message: bytes) -> Any:
    """A message in the names of the Common Platform. ValueError where it is not JSON."""
    return _renamed(orjson.loads(message), "")


def _renamed(value: Any, inside: str) -> Any:
    if isinstance(value, list):
        return [_renamed(each, inside) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, below in value.items():
        camel = _UNDERSCORE.sub(lambda letter: letter[1].upper(), name)
        longer = _LONGER.get(inside, {}).get(camel, camel)
        found[longer] = _renamed(below, longer)
    return found


def says(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """What a resulted hearing says. Raises Unsayable for a message of another kind."""
    if not message.part("hearing"):
        raise Unsayable("message", "of_no_kind_that_is_read")
    return resulted(message, notes)


COURT_DATA: Adapter = replace(
    COMMON_PLATFORM,
    name="court-data",
    source="https://court-data/hmcts",
    says=says,
    mapped=mapped_fields("court-data"),
    read=read,
)
