"""Reads numbers and days again out of a sentence, to compare them with its figure."""

import re
from datetime import UTC, date, datetime

_NUMBER = re.compile(r"(?<![\w-])\d[\d,]*(?:\.\d+)?")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_COUNTED = re.compile(r"(\d[\d,]*) (day|victim|case|wait|victim-day)(s?)\b(?!-)")


def numbers(said: str) -> list[float]:
    """Each number of a sentence, in its order."""
    return [float(found.replace(",", "")) for found in _NUMBER.findall(said)]


def days_named(said: str) -> list[date]:
    """Each day of a sentence, in its order."""
    return [_day(found) for found in _DAY.findall(said)]


def _day(said: str) -> date:
    return datetime.strptime(said, "%d %B %Y").replace(tzinfo=UTC).date()


def plurals_are_right(said: str) -> bool:
    """Whether what is counted stands in the singular after 1, and in the plural otherwise."""
    return all((number == "1") == (not plural) for number, _, plural in _COUNTED.findall(said))
