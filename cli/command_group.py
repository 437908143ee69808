"""The group of all commands; it imports a command's module when the command is called."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cli.commands import COMMANDS


class LazyCommands(Mapping[str, Any]):
    """The commands by name; a command's module is imported when the command is looked up."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return loaded_command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS


class CommandGroup(TyperGroup):
    """All commands. The listing shows the short helps of the table, and imports no command.

    An error in an option is shown without pydantic's prefix "Value error, ".
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = LazyCommands()  # type: ignore[assignment]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the listing, as click does."""
        width = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl([(name, short_help(name, width)) for name in COMMANDS])

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command that the arguments name."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


def short_help(name: str, width: int) -> str:
    """A command's line in the listing, cut to that many characters."""
    return TyperCommand(name=name, help=COMMANDS[name].short_help).get_short_help_str(width)


@cache
def loaded_command(name: str) -> Any:
    """The command or group of that name as typer's own click has it; imports its module."""
    holder = typer.Typer(rich_markup_mode=None, callback=_group)
    target = COMMANDS[name].load()
    if isinstance(target, typer.Typer):
        holder.add_typer(target, name=name)
    else:
        holder.command(name)(target)
    return get_command(holder).commands[name]  # type: ignore[attr-defined]


def _group() -> None:
    """Make `holder` a group although it has one command."""
