"""The mapping of a case system's table: which column is which field, and what its texts mean."""

import tomllib
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from events.clocks import LONDON


class BadMapping(Exception):  # noqa: N818 - it says what is the case
    """A mapping that cannot be used: where in it, and why."""


class BadCell(Exception):  # noqa: N818 - it says what is the case
    """A cell that cannot be read as its column is mapped; the message is a code, not the value."""


class _MappingPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Column(_MappingPart):
    """A field whose value comes from a column; if the cell is empty, the field is left out.

    In this order: `separator` splits the cell into a list, `codes` translates each text, `number`
    reads a whole number, `format` a date and time (by strptime), `prefix` is put in front.
    """

    column: str
    separator: Annotated[str, StringConstraints(min_length=1)] | None = None
    codes: dict[str, str | int | bool] | None = None
    number: bool = False
    format: str | None = None
    prefix: str = ""

    def read(self, cell: str, zone: ZoneInfo) -> Any:
        """The value of a cell, as JSON has it; None if the cell is empty. Raises BadCell."""
        text = cell.strip()
        if not text:
            return None
        if self.separator is None:
            return self._one(text, zone)
        return [self._one(each.strip(), zone) for each in text.split(self.separator)]

    def _one(self, text: str, zone: ZoneInfo) -> Any:
        if self.codes is not None:
            if text not in self.codes:
                raise BadCell("not_in_the_mapping")
            return self.codes[text]
        if self.number:
            if not (text.isascii() and text.isdecimal()):
                raise BadCell("not_a_whole_number")
            return int(text)
        if self.format is not None:
            return _instant(text, self.format, zone).isoformat()
        return self.prefix + text


class Template(_MappingPart):
    """One type of event that a row may give: it does so if the column `where` is not empty."""

    type: str
    where: str | None = None
    attributes: dict[str, Column | str]
    data: dict[str, Column | str | int | bool | list[str]] = {}

    @property
    def columns(self) -> dict[str, str]:
        """The column that each field comes from, by the field's path."""
        named = {**self.attributes, **{f"data.{name}": value for name, value in self.data.items()}}
        return {path: value.column for path, value in named.items() if isinstance(value, Column)}


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("no time zone has that name") from None
    return name


class Mapping(_MappingPart):
    """The events that each row of a table gives. Times without an offset are in `timezone`."""

    timezone: Annotated[str, AfterValidator(_zone)] = LONDON.key
    event: Annotated[list[Template], Field(min_length=1)]

    @property
    def columns(self) -> set[str]:
        """Every column that is named."""
        named = {column for each in self.event for column in each.columns.values()}
        return named | {each.where for each in self.event if each.where is not None}


def read_mapping(text: str) -> Mapping:
    """Read a mapping from TOML. Raises BadMapping."""
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(f"not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise BadMapping(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _instant(text: str, form: str, zone: ZoneInfo) -> datetime:
    try:
        stated = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is given below
    except ValueError:
        raise BadCell("not_by_the_format") from None
    if stated.tzinfo is not None:
        return stated
    local = stated.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != stated:
        raise BadCell("on_no_clock")
    return local
