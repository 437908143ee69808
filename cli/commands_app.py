"""The command line: `journey`. Each command lives in its own module of `cli.commands`."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from cli.command_group import CommandGroup
from runtime.failure import Failure

app = typer.Typer(
    cls=CommandGroup,
    name="journey",
    help="One journey per victim of crime in London: what happened, what is owed, by whom.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"journey {version('victim-journey')}")
        raise typer.Exit


@app.callback()
def _journey(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Options of `journey` itself."""


def main() -> None:
    """Run a command; what a person can mend is printed as one line, with status 1.

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
    except _delivery_errors() as error:
        _fail(_undelivered(error))


def _delivery_errors() -> tuple[type[Exception], ...]:
    """What is raised where Kafka does not take or give records, as far as it is imported yet."""
    errors = {"kafka.errors": "KafkaError", "agencies.publisher": "NotDelivered"}
    return tuple(getattr(sys.modules[at], name) for at, name in errors.items() if at in sys.modules)


def _undelivered(error: Exception) -> str:
    from agencies.publisher import NotDelivered
    from runtime.api_client import unanswered
    from runtime.running_platform import client_settings

    if isinstance(error, NotDelivered):
        return f"{error}: publish again, what was delivered counts once"
    return unanswered(client_settings(), error)


def _fail(line: str) -> NoReturn:
    from cli.output import errors

    errors.print(f"journey: {line}", style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(1)
