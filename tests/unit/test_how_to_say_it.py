"""The page that says which event says what: each event, field and code of it is there."""

import re

import pytest
from pydantic import TypeAdapter

from doc_pages import ROOT
from events.case_moves import ReopenedFor
from events.identifiers import Agency
from events.vocabulary import FACTS
from schemas.topics import AGENCY_TOPICS

_PAGE = (ROOT / "docs/reference/how-to-say-it.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in _PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| to say")
]


def test_each_of_the_sentences_has_a_row() -> None:
    assert len(ROWS) == 39
    assert [row[0] for row in ROWS if not row[1].startswith("`")] == []


@pytest.mark.parametrize("event", ["victim-died", "representative-named", "representative-ended"])
def test_a_death_and_who_is_told_have_their_events_on_the_page(event: str) -> None:
    assert event in FACTS
    assert f"`{event}`" in _PAGE


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_says_it_is_there(row: list[str]) -> None:
    """Given a row, when its event is looked up, then it has the fields, and takes their codes."""
    kind = row[1].strip("`")
    fields = re.findall(r"`(\w+): ([^`]+)`", row[2].partition("; then")[0])

    fact = FACTS[kind]
    beside = [FACTS[each] for each in _others(row[2]) if each in FACTS]
    for name, code in fields:
        owner = next(each for each in (fact, *beside) if name in each.model_fields)
        field = owner.model_fields[name]
        _takes(TypeAdapter(field.rebuild_annotation()), code)
    assert _others(row[2]) <= FACTS.keys() | set(Agency) | set(AGENCY_TOPICS) | set(ReopenedFor)


def _others(text: str) -> set[str]:
    """What a row names beside a field with its code: another event, an agency, its topic."""
    return {each for each in re.findall(r"`([^`]+)`", text) if ": " not in each}


def _takes(adapter: TypeAdapter[object], code: str) -> None:
    """Take a code as it stands, as a number, or as one of a list."""
    value: object = int(code) if code.isdecimal() and len(code) < 2 else code
    try:
        adapter.validate_python(value)
    except ValueError:
        adapter.validate_python([value])
