"""`journey explain OBLIGATION`: why a duty stands as it does, from the running platform."""

from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import TypeAdapter

from caseworkers.explanations import Explanation
from cli.instant_arguments import known_at, then
from cli.output import Format, console, print_json, print_rows
from cli.victim_arguments import AsOf
from runtime.api_client import ask
from runtime.running_platform import client_settings
from web import day_count_view, obligation_words
from web.obligation_view import Statement

_STATEMENTS = TypeAdapter(list[Statement])


def explain(
    obligation: Annotated[
        UUID, typer.Argument(help="The id of a duty, as `journey obligations` tells it.")
    ],
    as_of: AsOf = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Why a duty to a victim stands as it does: each statement with the event it follows from.

    What raised it, when its clock started, the rule with its source, how the due day was counted,
    what moved it, what ended it.
    """
    answer: dict[str, Any] = ask(
        client_settings(), f"/api/obligations/{obligation}", as_of=then(as_of)
    )
    if format_ is Format.JSON:
        print_json(answer)
        return
    statements = _STATEMENTS.validate_python(answer.pop("statements"))
    explanation = Explanation.model_validate(answer)
    if explanation.as_of and format_ is Format.TABLE:
        console.print(known_at(explanation.as_of), highlight=False)
    print_rows([_row(each, format_) for each in statements], format_, _title(explanation))
    if explanation.count and format_ is Format.TABLE:
        console.print(day_count_view.USUAL_READING)


def _title(explanation: Explanation) -> str:
    return f"{obligation_words.name(explanation.duty.rule)} ({explanation.victim})"


def _row(statement: Statement, how: Format) -> dict[str, Any]:
    if how is Format.CSV:
        return statement.model_dump(mode="json")
    event = f"\nevent {statement.event}" if statement.event else ""
    return {"about": statement.about, "what": statement.text + event}
