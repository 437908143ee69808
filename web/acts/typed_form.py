"""What was typed into a form, and what is wrong with it, field by field."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from web.query_instants import instant

_Code = TypeVar("_Code", bound=StrEnum)


class TypedForm:
    """The fields of a form as they were typed: nothing is lost when it is drawn again.

    `problems` has a sentence for each field that is wrong.
    """

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name, []).append(value.strip())
        self.problems: dict[str, str] = {}

    @classmethod
    def with_defaults(cls, fields: Mapping[str, str | list[str]]) -> "TypedForm":
        """A form as it is drawn first."""
        pairs = ((name, [v] if isinstance(v, str) else v) for name, v in fields.items())
        return cls((name, value) for name, values in pairs for value in values)

    def pairs(self) -> list[tuple[str, str]]:
        """Each field with each of its values, in order."""
        return [(name, value) for name, values in self._fields.items() for value in values]

    def one(self, name: str) -> str:
        """The value of a field; empty where there is none."""
        return next(iter(self._fields.get(name, ())), "")

    def every(self, name: str) -> list[str]:
        """All values of a field that can be chosen several times."""
        return self._fields.get(name, [])

    def wrong(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field: the first that is found counts."""
        self.problems.setdefault(name, sentence)

    def code(self, name: str, codes: type[_Code], otherwise: str) -> _Code | None:
        """A chosen code; None, and a problem, where none of them was chosen."""
        try:
            return codes(self.one(name))
        except ValueError:
            self.wrong(name, otherwise)
            return None

    def optional_code(self, name: str, codes: type[_Code], otherwise: str) -> _Code | None:
        """A chosen code, or None where none was chosen; a problem for any other text."""
        return self.code(name, codes, otherwise) if self.one(name) else None

    def moment(self, name: str, otherwise: str) -> datetime | None:
        """An instant in London's time, in UTC."""
        try:
            return instant(self.one(name))
        except ValueError:
            self.wrong(name, otherwise)
            return None

    def optional_day(self, name: str, otherwise: str) -> date | None:
        """A day from three fields; None where all of them are empty."""
        parts = [self.one(f"{name}-{part}") for part in ("year", "month", "day")]
        if not any(parts):
            return None
        try:
            year, month, day = map(int, parts)
            return date(year, month, day)
        except ValueError:
            self.wrong(name, otherwise)
            return None

    def identity(self, name: str) -> UUID | None:
        """A hidden name of a form, an alert, a duty or an event; None where there is none."""
        try:
            return UUID(self.one(name))
        except ValueError:
            return None
