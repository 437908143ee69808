"""`journey diff VICTIM`: what became known between two moments, from the running platform."""

from typing import Annotated, Any

import typer

from cli.instant_arguments import an_instant, then
from cli.output import Format, console, print_json, print_rows
from cli.victim_arguments import Victim, path_of
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.running_platform import client_settings
from web.formats import moment

_INSTANT = "such as 2025-03-13T12:00; London's time if it has no offset."


def diff(
    victim: Victim,
    since: Annotated[
        str, typer.Option("--from", metavar="INSTANT", help=f"The first moment, {_INSTANT}")
    ],
    until: Annotated[
        str, typer.Option("--to", metavar="INSTANT", help=f"The second moment, {_INSTANT}")
    ],
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """What became known of a victim between two moments: what is new, changed and gone."""
    first, second = an_instant(since), an_instant(until)
    if first > second:
        raise Failure(f"--from, {moment(first)}, is after --to, {moment(second)}")
    moments = {"from": then(since), "to": then(until)}
    answer: dict[str, Any] = ask(client_settings(), f"{path_of(victim)}/differences", **moments)
    if format_ is Format.JSON:
        print_json(answer)
        return
    title = f"From {moment(first)} to {moment(second)}"
    rows = [{"what": change["what"], "told": change["text"]} for change in answer["changes"]]
    if format_ is Format.TABLE and not rows:
        console.print(f"{title}: nothing was learnt, and nothing fell due", highlight=False)
        return
    print_rows(rows, format_, title)
