"""docs/reference/adapters.md: which field of another system is which of ours; the code lists."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import orjson

import events
from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.mapped_fields import mapped_fields
from agencies.event_lines import arriving
from events.code_list_rows import code_list
from reference.markdown import page, table
from schemas.refusal import Refused

_DETAILS = Path(__file__).with_name("field_details.csv")
_LISTS = Path(events.__file__).with_name("code_lists")
_RECEIVED = datetime(2027, 1, 1, tzinfo=UTC)
"""Later than all in the table: what is tried here did not happen on a day of today's."""

_INTRO = """\
`journey convert` turns a message of another system into events
([how to](../how-to/publish-from-your-system.md)). This page has the fields that it reads. A field
that is in no table is left where it is: names, addresses, words and numbers of persons never
cross. Paths have no places in lists: `offences.plea` is that of each offence."""

_READ = {
    AdapterName.COMMON_PLATFORM: "Messages of HMCTS's Common Platform: a hearing that was resulted,"
    " one that was listed or moved, an entry marked a duplicate, a case that was created.",
    AdapterName.SPI: "A new case in the police's charge file, in XML or JSON. Names are read in any"
    " case; JSON has the case in `policeCase`, XML in `NewCaseMessage`, with a `Defendant` each.",
    AdapterName.PRISON_EVENTS: "Domain events of HMPPS in the envelope of their queue. `Message`"
    " is the event, as text or as an object.",
    AdapterName.COURT_DATA: "A resulted hearing as the Legal Aid Agency's court data has it. Its"
    " second version writes the same names with underscores, `hearing.court_centre.code`.",
}


def adapters_page() -> str:
    """The page of the adapters."""
    systems = [part for name in AdapterName for part in _system(name)]
    return page("Fields of other systems", _INTRO, *systems, *_code_lists(), *_details())


def _system(name: AdapterName) -> Iterator[str]:
    yield f"## {name}"
    yield f"{_READ[name]} The events' `source` is `{ADAPTERS[name].source}`, or the one you give."
    yield table(
        ["field", "becomes"],
        [[f"`{field}`", ours] for field, ours in mapped_fields(name).items()],
    )


def _code_lists() -> Iterator[str]:
    yield "## Code lists"
    yield (
        "The field's codes are data, in `events/code_lists`: to update one is to change its rows."
        " A test says each code of each list."
    )
    names = sorted(path.stem for path in _LISTS.glob("*.csv"))
    rows = [
        [f"`{name}`", str(len(code_list(name).rows)), code_list(name).as_of, code_list(name).source]
        for name in names
    ]
    yield table(["list", "rows", "as of", "source"], rows)


@dataclass(frozen=True, slots=True)
class FieldDetail:
    """A detail that agencies' systems have: the event that says it, and whether it is taken."""

    detail: str
    kind: str
    fields: Mapping[str, str]
    """Those of the event that says it, as in JSON; its subject or victim, where that says it."""
    said: bool
    not_here: str
    """Why it is not said here on purpose; empty of others."""


@cache
def field_details() -> tuple[FieldDetail, ...]:
    """The details of the field that were once refused, each tried anew at the door."""
    with _DETAILS.open(encoding="utf-8", newline="") as written:
        rows = [*csv.DictReader(written)]
    return tuple(
        FieldDetail(row["detail"], row["kind"], _fields(row), _is_taken(row), row["not_here"])
        for row in rows
    )


_USUAL = ("urn:01ZD0303225", "crime:met-police:4401234/25")


def _fields(row: Mapping[str, str]) -> Mapping[str, str]:
    """What of an event says a detail: its fields, a subject that is not the usual, its victim."""
    named = {name: row[name] for name in ("subject", "victim") if row[name] not in ("", *_USUAL)}
    data = orjson.loads(row["data"])
    return named | {name: orjson.dumps(value).decode().strip('"') for name, value in data.items()}


def _is_taken(row: dict[str, str]) -> bool:
    event = {
        "specversion": "1.0",
        "id": "tried",
        "source": "https://tried.example",
        "type": f"victim-journey.{row['kind']}.v1",
        "subject": row["subject"],
        "time": "2025-01-24T10:00:00Z",
        "agency": row["agency"],
        "data": orjson.loads(row["data"]),
    }
    try:
        arriving(
            orjson.dumps(event | ({"victim": row["victim"]} if row["victim"] else {})),
            None,
            _RECEIVED,
        )
    except Refused:
        return False
    return True


def _details() -> Iterator[str]:
    details = field_details()
    said = sum(each.said for each in details)
    meant = sum(bool(each.not_here) for each in details)
    yield "## Details that were once refused"
    yield (
        f"Of {len(details)} details that systems of the field have and that were refused when they"
        f" were first tried, {said} are taken now, and {meant} are not said here on purpose."
    )
    rows = [
        [
            each.detail,
            f"`{each.kind}`",
            ", ".join(f"`{name}: {value}`" for name, value in each.fields.items()),
            "yes" if each.said else each.not_here or "not yet",
        ]
        for each in details
    ]
    yield table(["detail", "said by", "with", "taken"], rows)
