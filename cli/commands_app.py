"""The command line: `journey`. Each command lives in its own module of `cli.commands`."""

import os
import sys
from typing import Any, NoReturn

import typer
from kafka.errors import KafkaError
from typer.core import TyperGroup

from agencies.publisher import NotDelivered
from cli.commands import COMMANDS, GROUPS
from cli.output import errors
from runtime.api_client import unanswered
from runtime.failure import Failure
from runtime.running_platform import client_settings


class _Commands(TyperGroup):
    """All commands; what is wrong with an option is told without pydantic's own first words."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    cls=_Commands,
    name="journey",
    help="One journey per victim of crime in London: what happened, what is owed, by whom.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)
for name, command in COMMANDS.items():
    app.command(name)(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Run a command; what a person can mend is told in one line, with status 1.

    Quietly with status 1 too where nobody reads the output to its end, as under `head`.
    """
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # at the exit, Python would complain
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Failure as failure:
        _fail(str(failure))
    except KafkaError as error:
        _fail(unanswered(client_settings(), error))
    except NotDelivered as error:
        _fail(f"{error}: publish again, what was delivered counts once")


def _fail(line: str) -> NoReturn:
    errors.print(f"journey: {line}", style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(1)
