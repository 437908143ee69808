"""The command line: `journey`. Each command lives in its own module of `runtime.commands`."""

import sys

import typer
from kafka.errors import KafkaError

from runtime.commands import COMMANDS, GROUPS
from runtime.failure import Failure
from runtime.output import errors

app = typer.Typer(
    name="journey",
    help="One journey per victim of crime in London: what happened, what is owed, by whom, by when.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)
for name, command in COMMANDS.items():
    app.command(name)(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Run a command; what a person can mend is told in one line, with status 1."""
    try:
        app()
    except Failure as failure:
        line = f"journey: {failure}"
        errors.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except KafkaError as error:
        name = type(error).__name__
        errors.print(f"journey: Kafka: {name}: is the platform up? (journey status)", style="red")
        sys.exit(1)
