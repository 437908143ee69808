"""The field's codes, looked up in the lists of `events/code_lists`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from events.code_list_rows import code_list
from events.places import Court
from events.trial_reasons import trial_reasons


@dataclass(frozen=True, slots=True)
class CodedResult:
    """What a code of the field becomes: a kind of event with some of its fields.

    No kind: it is known, and nothing that a victim's journey needs.
    """

    kind: str | None
    data: Mapping[str, Any]


@cache
def codes(name: str, key: str, value: str) -> Mapping[str, str]:
    """One column of a list by another."""
    return {row[key]: row[value] for row in code_list(name).rows}


@cache
def _court_results() -> tuple[tuple[str, str, CodedResult], ...]:
    return tuple(
        (row["cjs_code"], row["label_has"], coded_result(row))
        for row in code_list("court-results").rows
    )


def coded_result(row: Mapping[str, str]) -> CodedResult:
    """The kind and the fields of a row; `data` has them as `name=value;name=value`."""
    pairs = (each.partition("=") for each in row["data"].split(";") if each)
    data = {name: True if value == "true" else value for name, _, value in pairs}
    return CodedResult(row["kind"] or None, data)


def court_result(code: str | None, label: str | None, *, final: bool) -> CodedResult | None:
    """What a court's result is, by its CJS code and the words of its label.

    A final result whose code is in no row is known by its label alone. None for one that is in no
    list.
    """
    words = (label or "").lower()
    for listed, label_has, result in _court_results():
        by_code = listed and listed == code
        by_label = not listed and final and label_has in words
        if by_label or (by_code and label_has in words):
            return result
    return None


def hearing_kind(described: str | None) -> str | None:
    """The kind of a hearing by the words of its type; None where they are in no list."""
    return _hearing_types().get((described or "").casefold())


@cache
def _hearing_types() -> Mapping[str, str]:
    found = codes("hearing-types", "type", "hearing")
    return {words.casefold(): hearing for words, hearing in found.items()}


def verdict(category: str | None) -> str | None:
    """The verdict of a category; the first in the list that the category begins with."""
    found = codes("verdicts", "category_type", "verdict")
    return next((each for start, each in found.items() if (category or "").startswith(start)), None)


def court(ou_code: str | None) -> str | None:
    """A court as events name it, by its organisation unit code, with or without the last `00`."""
    code = ou_code or ""
    code = f"{code}00" if len(code) == len("B01LY") else code
    return codes("courts", "ou_code", "court").get(code)


def code_by_words(name: str, words: str, value: str, text: str | None) -> str | None:
    """A column of the first row of a list whose `words` stand in a text; None where none do."""
    rows, said = codes(name, words, value), (text or "").lower()
    return next((code for listed, code in rows.items() if listed in said), None)


def amended_sentence(reason: str | None) -> str | None:
    """Why an amended sentence was passed, by the words of the amendment's reason; None else."""
    return code_by_words("amendment-reasons", "reason_has", "basis", reason)


def trial_reason_at(of_court: str, result: str, letters: str | None) -> str | None:
    """The letters of a trial's reason, if they are of such a result at such a court; None else."""
    crown, rows = Court(of_court).is_crown_court, trial_reasons()
    known = [row.code for row in rows if row.result == result and crown in row.at_crown_court]
    return letters if letters and letters in known else None


def bail_conditions(labels: list[str]) -> list[str]:
    """The kinds of condition in the labels of prompts, each once."""
    found = code_list("bail-conditions").rows
    said = [
        row["condition"] for label in labels for row in found if row["label_has"] in label.lower()
    ]
    return list(dict.fromkeys(said))
