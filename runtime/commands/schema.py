"""`journey schema`: the JSON Schemas of the wire, generated from the models that read it."""

import typer

from runtime.failure import Failure
from runtime.output import errors
from schemas import json_schema

group = typer.Typer(help="Write or check the JSON Schemas of the wire.", no_args_is_help=True)


@group.command()
def write() -> None:
    """Write schemas/json, one file a type of event."""
    changed = json_schema.write()
    errors.print(f"{len(changed)} files of {json_schema.FOLDER.name} written anew", markup=False)


@group.command()
def check() -> None:
    """Check that schemas/json is what the models say; status 1 where it is not."""
    if changed := json_schema.stale():
        raise Failure(f"stale: {', '.join(changed)}: run journey schema write")
