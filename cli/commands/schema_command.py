"""`journey schema`: what is generated from the code: the wire's schemas, reference pages."""

from pathlib import Path

import typer

import reference
from cli.output import errors
from runtime.failure import Failure
from schemas import asyncapi, golden_examples, json_schema

group = typer.Typer(
    help="Write or check what is generated: schemas and reference pages.",
    no_args_is_help=True,
)


@group.command()
def write(context: typer.Context) -> None:
    """Write schemas/json, one file a type of event, schemas/asyncapi.json and docs/reference.

    Nothing is written where events that were valid would not be read any more, or where a type of
    event has no golden examples.
    """
    _refuse_breaking()
    _print_changed(json_schema.write(), json_schema.FOLDER)
    _print_changed(asyncapi.write(), asyncapi.FILE.parent)
    if reference.FOLDER.is_dir():
        _print_changed(reference.write(context.find_root().command), reference.FOLDER)


@group.command()
def check(context: typer.Context) -> None:
    """Check that all that `write` writes says what the code says; status 1 if not.

    It also names what `write` would not write: what must be said in a next version.
    """
    _refuse_breaking()
    stale = json_schema.stale() + asyncapi.stale()
    if reference.FOLDER.is_dir():
        stale += reference.stale(context.find_root().command)
    if stale:
        raise Failure(f"stale: {', '.join(stale)}: run journey schema write")


def _refuse_breaking() -> None:
    """Failure where nothing may be written: the code must be changed, or examples added."""
    try:
        json_schema.judge()
    except json_schema.WouldRefuse as error:
        raise Failure(f"{error}: say it in the next version (schemas/upcasting.py)") from None
    if missing := golden_examples.missing():
        folder = "/".join(golden_examples.FOLDER.parts[-2:])
        raise Failure(f"examples are missing: write {', '.join(missing)} in {folder}")


def _print_changed(changed: list[str], folder: Path) -> None:
    errors.print(f"{len(changed)} files of {folder.name} written anew", markup=False)
