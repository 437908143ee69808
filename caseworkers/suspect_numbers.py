"""By which number a case knows a suspect whom an event names by an arrest/summons number."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_NUMBERS = Path(__file__).with_name("suspect_numbers.sql").read_text()

SuspectNumbers = Mapping[tuple[str, str], int]
"""By victim and arrest/summons number, the suspect's number in the victim's case."""


def suspect_numbers(
    store: "Store", victims: Iterable[str], events: Iterable[Mapping[str, Any]]
) -> SuspectNumbers:
    """The numbers of the suspects whom events, by their rows of the timeline, name by ASN alone."""
    named = [orjson.loads(each["data"]) for each in events]
    asns = {each["asn"] for each in named if each.get("asn") and not each.get("suspect")}
    asked = {"victims": sorted(victims), "asns": sorted(asns)}
    rows = store.query(_NUMBERS, asked) if asns else []
    return {(row["victim"], row["asn"]): row["number"] for row in rows}


def numbers_said(victim: str, events: Iterable[Mapping[str, Any]]) -> SuspectNumbers:
    """The same of one victim, by the data of all events of the journey."""
    both = [each for each in events if each.get("asn") and each.get("suspect")]
    return {(victim, each["asn"]): each["suspect"] for each in both}
